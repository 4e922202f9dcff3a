"""SARIF 2.1.0 (OASIS), for code review systems, and annotations for GitHub Actions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import quotecheck
from quotecheck.display import one_line, visible
from quotecheck.model import Flag, ReportVerdict, Triage, Verdict
from quotecheck.reports.findings import LEVEL, Finding
from quotecheck.reports.tables import Writable

_COMMAND = {Triage.ERROR: "error", Triage.OPEN: "warning", Triage.LOOK: "notice"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

MEANING = {
    Verdict.VERBATIM: "The source has the same words",
    Verdict.STYLE: "Only house style differs",
    Verdict.MARKED: "All edits are shown by … or [ ]",
    Verdict.MINOR: "Function words differ, the sense stands",
    Verdict.SECONDHAND: "The source shows the person quoting or reporting someone else",
    Verdict.ALTERED: "Content words or numbers differ from the source",
    Verdict.DROPPED: "Words are left out with no mark",
    Verdict.SPLICED: "Two passages are joined with no mark",
    Verdict.FLIPPED: "The difference turns or weakens the meaning",
    Verdict.MISATTRIBUTED: "The words are there, another speaker said them",
    Verdict.NOT_FOUND: "The words are in none of the sources",
    Verdict.UNCHECKED: "There was no source to check against",
    ReportVerdict.CLASH: "Reported without marks; a passage has another number, date or name",
    Flag.NO_SPEAKERS: "The source does not say who speaks, so the speaker is not checked",
}


def write_sarif(found: Iterable[Finding], stream: Writable) -> None:
    """Findings as one SARIF log, written as they come."""
    head = json.dumps(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": _driver()}}]}
    )
    stream.write(head.removesuffix("}]}") + ', "columnKind": "unicodeCodePoints", "results": [')
    separator = "\n"
    for finding in found:
        stream.write(separator + json.dumps(_result(finding)))
        separator = ",\n"
    stream.write("\n]}]}\n")


def _driver() -> dict[str, Any]:
    return {
        "name": "quotecheck",
        "version": quotecheck.__version__,
        "rules": [
            {"id": verdict.value, "shortDescription": {"text": text}}
            for verdict, text in MEANING.items()
        ],
    }


def _result(finding: Finding) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    place = {"artifactLocation": {"uri": uri(finding.path)}, "region": region}
    return {
        "ruleId": finding.verdict,
        "level": LEVEL[finding.triage],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"quotecheck/v1": finding.fingerprint},
    }


def uri(path: str) -> str:
    """A path as a URI reference: relative ones stay relative, bytes that are not text survive."""
    given = Path(path)
    escaped = quote(given.as_posix().encode("utf-8", "surrogateescape"))
    return f"file://{escaped}" if given.is_absolute() else escaped


def write_annotations(found: Iterable[Finding], stream: Writable) -> None:
    """Findings as workflow commands of GitHub Actions, a line each."""
    for finding in found:
        place = {
            "file": visible(finding.path),
            "line": finding.line,
            "endLine": finding.end_line,
            "col": finding.column,
            "endColumn": finding.end_column,
            "title": f"quotecheck: {finding.verdict}",
        }
        fields = ",".join(f"{name}={_field(str(value))}" for name, value in place.items())
        text = _data(one_line(finding.message))
        stream.write(f"::{_COMMAND[finding.triage]} {fields}::{text}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
