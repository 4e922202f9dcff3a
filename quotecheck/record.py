"""The public JSON of a document: one object a document, both ways.

The form is a contract, described by ``record.schema.json`` in this package and versioned by the
field ``schema``: fields may be added under the same version, none is renamed or taken away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quotecheck.errors import InputError
from quotecheck.model import (
    Article,
    Attribution,
    Candidate,
    Check,
    Decision,
    DiffOp,
    Document,
    Feature,
    Flag,
    Kind,
    Medium,
    Mention,
    Particular,
    ParticularKind,
    Passage,
    Pending,
    Quotation,
    Reading,
    ReportCheck,
    ReportVerdict,
    Speaker,
    SpeakerMatch,
    State,
    Tick,
    Tier,
    Triage,
    Verdict,
    Wording,
)
from quotecheck.wellformed import refuse_misfits

__all__ = ["SCHEMA_VERSION", "Record", "decision_record", "dumps", "from_record"]
__all__ += ["passage_record", "read_decision", "read_passage", "schema", "to_record"]

SCHEMA_VERSION = 2
_READ = 1, 2  # version 2 added reports without marks: their verdicts and particulars

Record = dict[str, Any]
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
# A record is a tree, so nobody need look for circles in it.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def schema() -> Record:
    """The JSON Schema (draft 2020-12) of one document's record."""
    path = Path(__file__).with_name("record.schema.json")
    loaded: Record = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def dumps(record: Record) -> str:
    """A record as one line of JSON. Lone surrogates, which UTF-8 cannot hold, are escaped, and so
    is what some readers take for the end of a line."""
    line = _ENCODER.encode(record)
    if _LINE_ENDS.search(line):
        line = _LINE_ENDS.sub(lambda match: f"\\u{ord(match.group()):04x}", line)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":"))
    return line


def to_record(
    document: Document, *, explain: bool = False, sources: Sequence[Record] | None = None
) -> Record:
    """The public JSON of a document.

    With ``explain`` each quotation also has its ``features`` and ``alternatives``: what spoke for
    the speaker, and who else was considered. ``sources`` are the records of what was read and
    what was not (`quotecheck.sources.catalog`).
    """
    article = document.article
    record = {
        "schema": SCHEMA_VERSION,
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "date": article.date,
        "words": len(article.text.split()),
        "warnings": list(article.warnings),
        "quotes": [_quotation(quote, explain=explain) for quote in document.quotes],
    }
    if sources is not None:
        record["sources"] = list(sources)
    if document.ticks:
        record["particulars"] = [_particular(each) for each in document.ticks]
    return record


def _particular(part: Particular | Tick) -> Record:
    return {
        "kind": part.kind.value,
        "start": part.start,
        "end": part.end,
        "text": part.text,
        "state": part.state.value,
        "source": part.source,
        "passage": passage_record(part.passage) if part.passage else None,
    }


def _quotation(quote: Quotation, *, explain: bool) -> Record:
    record: Record = {
        "id": quote.id,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind.value,
        "paragraph": quote.paragraph,
        "nested": [_mention(each) for each in quote.nested],
        "speaker": _speaker(quote.speaker),
        "cue": _mention(quote.cue),
        "medium": quote.medium.value,
        "via": quote.via,
        "rule": quote.rule,
        "confidence": round(quote.confidence, 3),
        "name_confidence": round(quote.name_confidence, 3),
        "check": _any_check(quote),
        "decision": decision_record(quote.decision) if quote.decision else None,
    }
    if explain:
        record["features"] = [[each.name, each.weight] for each in quote.features]
        record["alternatives"] = [
            {
                "speaker": _speaker(each.speaker),
                "cue": _mention(each.cue),
                "rule": each.rule,
                "score": round(each.score, 3),
                "features": [[reason.name, reason.weight] for reason in each.features],
            }
            for each in quote.alternatives
        ]
    return record


def _mention(mention: Mention | None) -> Record | None:
    if mention is None:
        return None
    return {"text": mention.text, "start": mention.start, "end": mention.end}


def _speaker(speaker: Speaker | None) -> Record | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "mention": _mention(speaker.mention)}


def _any_check(quote: Quotation) -> Record | None:
    """The check of a quotation, or of a report, which has particulars as well."""
    if quote.report is not None:
        return _report_check(quote.report)
    return _check(quote.check) if quote.check else None


def _report_check(check: ReportCheck) -> Record:
    looked_at = check.verdict is ReportVerdict.CLASH
    return {
        "verdict": check.verdict.value,
        "desk": (Triage.LOOK if looked_at else Triage.PASS).value,
        "speaker_match": check.speaker_match.value,
        "flags": [],
        "diff": [],
        "matches": [passage_record(passage) for passage in check.matches],
        "allowance": None,
        "why": check.why,
        "particulars": [_particular(part) for part in check.particulars],
    }


def _check(check: Check) -> Record:
    return {
        "verdict": check.verdict.value,
        "desk": check.triage.value,
        "speaker_match": check.speaker_match.value,
        "flags": [flag.value for flag in check.flags],
        "diff": [[step.op, step.words] for step in check.diff],
        "matches": [passage_record(passage) for passage in check.matches],
        "allowance": check.allowance,
        "why": check.why,
    }


def passage_record(passage: Passage) -> Record:
    """The JSON of a passage."""
    return {
        "source": passage.source,
        "path": passage.path,
        "title": passage.title,
        "date": passage.date,
        "speaker": passage.speaker,
        "time": passage.time,
        "line": passage.line,
        "tier": passage.tier.value if passage.tier else None,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(passage.score, 3),
        "near": passage.near,
        "page": passage.page,
        "place": passage.place,
        "label": passage.label,
    }


def decision_record(decision: Decision) -> Record:
    """The JSON of a decision."""
    return {
        "editor": decision.editor,
        "at": decision.at,
        "wording": decision.wording.value if decision.wording else None,
        "attribution": decision.attribution.value if decision.attribution else None,
        "text": decision.text,
        "speaker": decision.speaker,
        "note": decision.note,
        "reason": decision.reason,
        "pending": decision.pending.value,
        "question": decision.question,
        "reading": decision.reading.value if decision.reading else None,
        "report_verdict": decision.report_verdict.value if decision.report_verdict else None,
        "together": decision.together,
        "verdict": decision.verdict.value if decision.verdict else None,
        "evidence": passage_record(decision.evidence) if decision.evidence else None,
        "article_hash": decision.article_hash,
        "sources_hash": decision.sources_hash,
        "rules_hash": decision.rules_hash,
    }


def from_record(record: Mapping[str, Any], text: str) -> Document:
    """The document that a record was made from; ``text`` is the article's text.

    Raises InputError if the record has another form or does not fit the text.
    """
    try:
        if record["schema"] not in _READ:
            raise InputError(
                f"is a record of version {record['schema']}; this quotecheck reads {SCHEMA_VERSION}"
            )
        quotes = tuple(_read_quotation(each) for each in record["quotes"])
        article = Article(
            id=record["id"],
            text=text,
            path=record["path"],
            title=record["title"],
            date=record["date"],
            warnings=tuple(record["warnings"]),
        )
        document = Document(article, quotes)
        refuse_misfits(document)
        misplaced = [each for each in quotes if not _is_in_place(each, text)]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError(f"is not a quotecheck record: {error!r}") from error
    if misplaced:
        raise InputError(
            f"quotation {misplaced[0].id} is not where the record says it is",
            path=article.path,
            hint="the article has changed since; check it again",
        )
    return document


def _is_in_place(quote: Quotation, text: str) -> bool:
    """Return whether a quotation, with all that it names, stands in the text as it says."""
    speaker = quote.speaker.mention if quote.speaker else None
    named = [each for each in (quote.cue, speaker, *quote.nested) if each is not None]
    spans = [(quote.start, quote.end), *((each.start, each.end) for each in named)]
    inside = all(0 <= start <= end <= len(text) for start, end in spans)
    return inside and text[quote.start : quote.end] == quote.text


def _read_quotation(record: Mapping[str, Any]) -> Quotation:
    told = "particulars" in (record["check"] or ())
    return Quotation(
        id=record["id"],
        start=record["start"],
        end=record["end"],
        text=record["text"],
        kind=Kind(record["kind"]),
        paragraph=record["paragraph"],
        speaker=_read_speaker(record["speaker"]),
        cue=_read_mention(record["cue"]),
        medium=Medium(record["medium"]),
        via=record["via"],
        rule=record["rule"],
        confidence=record["confidence"],
        name_confidence=record.get("name_confidence", 0.0),
        nested=tuple(
            Mention(each["text"], each["start"], each["end"]) for each in record["nested"]
        ),
        features=_read_features(record.get("features", ())),
        alternatives=tuple(_read_candidate(each) for each in record.get("alternatives", ())),
        check=_read_check(record["check"]) if record["check"] and not told else None,
        report=_read_report(record["check"]) if record["check"] and told else None,
        decision=read_decision(record["decision"]) if record["decision"] else None,
    )


def _read_mention(record: Mapping[str, Any] | None) -> Mention | None:
    return None if record is None else Mention(record["text"], record["start"], record["end"])


def _read_speaker(record: Mapping[str, Any] | None) -> Speaker | None:
    return None if record is None else Speaker(record["name"], _read_mention(record["mention"]))


def _read_features(pairs: Any) -> tuple[Feature, ...]:
    return tuple(Feature(name, weight) for name, weight in pairs)


def _read_candidate(record: Mapping[str, Any]) -> Candidate:
    return Candidate(
        speaker=Speaker(record["speaker"]["name"], _read_mention(record["speaker"]["mention"])),
        rule=record["rule"],
        score=record["score"],
        features=_read_features(record["features"]),
        cue=_read_mention(record["cue"]),
    )


def _read_check(record: Mapping[str, Any]) -> Check:
    return Check(
        verdict=Verdict(record["verdict"]),
        triage=Triage(record["desk"]),
        speaker_match=SpeakerMatch(record["speaker_match"]),
        flags=tuple(map(Flag, record["flags"])),
        diff=tuple(map(_read_step, record["diff"])),
        matches=tuple(map(read_passage, record["matches"])),
        allowance=record["allowance"],
        why=record["why"],
    )


def _read_step(pair: list[str]) -> DiffOp:
    op, words = pair
    if op not in ("=", "-", "+"):
        raise ValueError(f"{op!r} is not a step of a word diff")
    return DiffOp(op, words)


def _read_report(record: Mapping[str, Any]) -> ReportCheck:
    return ReportCheck(
        verdict=ReportVerdict(record["verdict"]),
        matches=tuple(map(read_passage, record["matches"])),
        particulars=tuple(
            Particular(
                ParticularKind(each["kind"]),
                each["start"],
                each["end"],
                each["text"],
                State(each["state"]),
                each["source"],
                read_passage(each["passage"]) if each.get("passage") else None,
            )
            for each in record["particulars"]
        ),
        speaker_match=SpeakerMatch(record["speaker_match"]),
        why=record["why"],
    )


def read_passage(record: Mapping[str, Any]) -> Passage:
    """The passage that `passage_record` wrote."""
    return Passage(**{**record, "tier": Tier(record["tier"]) if record["tier"] else None})


def read_decision(record: Mapping[str, Any]) -> Decision:
    """The decision that `decision_record` wrote."""
    report = record.get("report_verdict")
    return Decision(
        **{
            **record,
            "wording": Wording(record["wording"]) if record["wording"] else None,
            "attribution": Attribution(record["attribution"]) if record["attribution"] else None,
            "pending": Pending(record.get("pending", Pending.NOTHING)),
            "reading": Reading(record["reading"]) if record.get("reading") else None,
            "report_verdict": ReportVerdict(report) if report else None,
            "verdict": Verdict(record["verdict"]) if record["verdict"] else None,
            "evidence": read_passage(record["evidence"]) if record["evidence"] else None,
        }
    )
