"""What a program that uses quotecheck may count on. Nothing listed here goes without a new version;
everything that is not listed may change at any time."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PUBLIC = {
    "quotecheck": ("extract", "check", "__version__"),
    "quotecheck.rules": ("load",),
    "quotecheck.sources": ("open_library",),
    "quotecheck.desk": ("Desk",),
    "quotecheck.record": ("to_record", "from_record", "schema", "dumps"),
    "quotecheck.errors": ("QuotecheckError", "InputError", "DeskError", "RulesError", "Fault"),
    "quotecheck.model": (
        *("Article", "Document", "Quotation", "Speaker", "Mention", "Candidate", "Feature"),
        *("Source", "Turn", "Place", "Unread", "Passage", "Check", "DiffOp", "Decision"),
        *("ReportCheck", "Particular", "Tick"),
        *("Kind", "Medium", "Verdict", "Triage", "SpeakerMatch", "Flag", "Tier"),
        *("ReportVerdict", "ParticularKind", "State"),
        *("Wording", "Attribution", "Reading", "Pending"),
    ),
}
NAMES = [(module, name) for module, names in PUBLIC.items() for name in names]


@pytest.mark.parametrize(("module", "name"), NAMES, ids=lambda part: part)
def test_each_name_is_there_and_says_what_it_is(module, name):
    found = getattr(importlib.import_module(module), name)
    if name == "__version__":
        return
    assert found.__doc__
    if inspect.isfunction(found):
        signature = inspect.signature(found)
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty
        assert signature.return_annotation is not inspect.Signature.empty


def test_the_reference_shows_all_of_it():
    shown = (ROOT / "docs/scripts/site.py").read_text(encoding="utf-8")
    shown = set(re.findall(r'"(quotecheck\.[\w.]+)"', shown)) | {"quotecheck.__version__"}
    for module, name in NAMES:
        ways = {module, f"{module}.{name}", f"quotecheck.api.{name}"}
        assert ways & shown, f"{module}.{name}"
