"""Making a source from the content of a file: furniture, labels, turns and kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.formats import Content
from quotecheck.formats.furniture import tidy
from quotecheck.formats.script import Script, assemble, lines_of
from quotecheck.formats.stamps import first_day
from quotecheck.model import NARRATION, Medium, Source, Tier, Turn
from quotecheck.sources.dates import head_date, is_date, iso_date
from quotecheck.sources.doubted import doubted_words
from quotecheck.sources.head import read_head, slips
from quotecheck.sources.labels import Label, Labeller, paragraphs_in
from quotecheck.sources.named import UNLABELLED, naming
from quotecheck.sources.naming import declared_cast, is_nobody
from quotecheck.sources.rolling import flowing, unrolled, voices
from quotecheck.sources.turns import cut_turns
from quotecheck.text import trimmed

if TYPE_CHECKING:
    from quotecheck.rules import Rules

_QUOTED = re.compile(r"[“\"][^“”\"\n]{12,}[”\"]")
_BYLINE = re.compile(r"^By [A-Z]\w+ [A-Z]\w+[^.\n]{0,60}$", re.MULTILINE)
_COLON = re.compile(r"^[ \t]*(?P<label>[A-Z][^\n:.?!]{1,60}):[ \t]", re.MULTILINE)
_SHOWN = 4  # labels listed in a warning
_SAVED = frozenset(("Word document", "PDF", "OpenDocument text", "RTF document"))
_HEAD_LINES, _FEW_HEAD_LINES = 40, 5  # that may stand above the words, with labels and without
_INITIALS = re.compile(r"(?:[A-Z]\.?[ ]?){1,3}")  # also the “Q” and “A” of an interview
_LEAST_COLONS = 4  # lines that look like labels, for a warning
_MOST_HEADINGS = 0.8  # of the paragraphs of a story begin like a label
_WRITTEN = frozenset(("email", "letter", "tweet", "post", "statement", "document", "release"))
# A heading that says that one person wrote what follows: “Statement from Owen Pask”.
_WRITTEN_BY = re.compile(r"(statement|letter|e-?mail)\s+(?:from|by|of)\b", re.IGNORECASE)
_OF_MANY = ("minutes", "notes")  # kinds that no one person speaks
_TOLD = ("release", "statement")  # what may quote people as a story does
_LEAST_TOLD = 4  # words between quotations; fewer only say who speaks
_WRITTEN_KINDS = {"statement": "statement", "letter": "letter", "email": "email", "e-mail": "email"}

Quotes = Callable[[str], tuple[Turn, ...]]


def make_source(
    content: Content,
    path: str,
    rules: Rules,
    quotes: Quotes | None = None,
    named: Mapping[str, str] | None = None,
) -> Source:
    """The source made from one document of a file.

    ``quotes`` finds the quotations of a story or a press release with their speakers; only those
    count as somebody's words, and the rest is narration. ``named`` are the speakers named by an
    editor, by label.
    """
    captions = content.kind == "captions"
    lines = tidy(list(lines_of(content.blocks)), edited=not captions)
    if captions:
        lines = list(flowing(voices(unrolled(lines, rules.sources.reading.rolling_share))))
    script = assemble(lines)
    head, start = ({}, 0) if captions else read_head(script.text)
    head = _given(content) | head
    if "kind" in head:
        head["kind"] = _known_kind(head["kind"], rules)
    posted = content.kind in ("tweet", "post")
    named = dict(named or {})
    speaker = named.get(UNLABELLED) or _announced(head, script, start, rules)
    labels = [] if posted else _labels(script, start, head, rules, named, captions=captions)
    if not any(label.sure for label in labels) and (
        speaker or head.get("kind") in _WRITTEN or _is_story(script.text, start, len(labels), rules)
    ):
        labels = []  # headings, since the text is known not to be a conversation
    kind = head.get("kind") or _kind(content, script, labels, start, head, rules)
    if not (captions or posted or head.get("date")) and (day := _day(content, script, labels)):
        head["date"] = day
    cast = declared_cast(script.text, labels, _people(head), labeller(rules).designations, named)
    turns: tuple[Turn, ...]
    tells = not labels and (kind == "article" or (kind in _TOLD and not speaker))
    if tells and quotes is not None and (found := quotes(script.text)):
        turns = tuple(_with_narration(script.text, start, found, named.get(NARRATION)))
    else:
        opening = speaker if content.speaker or not labels else None
        turns = cut_turns(script, labels, cast, start, opening=opening)
    source = describe(head, script.text, turns, kind, path, rules)
    return replace(
        source,
        id=content.id or source.id,
        format=content.format,
        address=content.address or head.get("url"),
        places=script.places,
        recording=head.get("recording") or None,
        doubted=tuple(doubted_words(script.text, content.blocks, rules.sources.reading.doubted)),
        warnings=(
            *source.warnings,
            *content.notes,
            *(() if captions else slips(script.text)),
            *_doubts(source, script, labels, start, rules),
        ),
    )


@lru_cache(maxsize=2)
def labeller(rules: Rules) -> Labeller:
    """The labeller of a set of rules, made once because it takes a while."""
    return Labeller(rules)


def _known_kind(given: str, rules: Rules) -> str:
    """The kind of source that a head names, in the words of the rules: a press release is a
    release."""
    kind, known = given.lower(), rules.sources.kinds
    last = kind.split()[-1:]
    return kind if kind in known or not last or last[0] not in known else last[0]


def _announced(head: Mapping[str, str], script: Script, start: int, rules: Rules) -> str | None:
    """The one person who speaks throughout a source, as its head or its first line says."""
    first = script.lines[0].text if script.lines and start == 0 else ""
    return (
        head.get("speaker")
        or _speaker_of(head.get("title", ""), rules)
        or _speaker_of(first, rules)
    )


def _labels(
    script: Script,
    start: int,
    head: Mapping[str, str],
    rules: Rules,
    named: Mapping[str, str],
    *,
    captions: bool,
) -> list[Label]:
    rows = list(zip(script.starts, script.lines, strict=True))
    starts = [at for at, line in rows if line.gap != " " and line.speaker is None]
    starts = [at for at in starts if at >= start]
    leads = {at: line.lead for at, line in rows if line.lead}
    timed = {at: line.time for at, line in rows if line.time} if not captions else {}
    found = labeller(rules).labels(
        script.text,
        start,
        starts=starts,
        leads=leads,
        timed=timed,
        known=_people(head),
        by_hand=[label for label in named if label != UNLABELLED],
        headings={at for at, line in rows if line.heading},
        apart=captions,
    )
    return [label for label in found if not is_date(label.name)]


def _given(content: Content) -> dict[str, str]:
    given = {
        "title": content.title,
        # The date of such a file is when it was saved or its template made.
        "date": None if content.format in _SAVED else content.date,
        "outlet": content.outlet,
        "speaker": content.speaker,
    }
    return {key: " ".join(value.split()) for key, value in given.items() if value}


def _day(content: Content, script: Script, labels: Sequence[Label]) -> str | None:
    """The day that stands above the words, or else in the first stamp of a chat."""
    rows = zip(script.starts, script.lines, strict=True)
    first = min((label.start for label in labels), default=None)
    above = takewhile(
        lambda row: row[1].speaker is None and (first is None or row[0] < first), rows
    )
    lines = [line.text for _, line in islice(above, _HEAD_LINES if labels else _FEW_HEAD_LINES)]
    return head_date(lines) or first_day([block.text for block in content.blocks])


def _with_narration(
    text: str, start: int, quoted: Sequence[Turn], teller: str | None
) -> Iterator[Turn]:
    """The quotations of a story, and its narration before, between and after them."""
    at = start
    for turn in (*quoted, None):
        low, high = trimmed(text, at, turn.start if turn else len(text))
        if len(text[low:high].split()) >= _LEAST_TOLD:
            yield Turn(teller, low, high, label=NARRATION)
        if turn is not None:
            yield turn
            at = turn.end


def _people(head: Mapping[str, str]) -> list[str]:
    listed = [each.strip() for each in head.get("speakers", "").split("\n") if each.strip()]
    return [*listed, *([head["speaker"]] if head.get("speaker") else [])]


def _kind(
    content: Content,
    script: Script,
    labels: list[Label],
    start: int,
    head: Mapping[str, str],
    rules: Rules,
) -> str:
    if content.kind:
        return content.kind
    if not labels and _announced(head, script, start, rules):
        opening = head.get("title") or (script.lines[0].text if script.lines else "")
        if written := _WRITTEN_BY.match(opening):
            return _WRITTEN_KINDS[written[1].lower()]
    spoken = labels or head.get("speaker") or any(line.speaker for line in script.lines)
    announced = spoken or _speaker_of(head.get("title", ""), rules)
    if not announced and _is_story(script.text, start, 0, rules):
        return "article"
    return "transcript"


def _doubts(
    source: Source, script: Script, labels: list[Label], start: int, rules: Rules
) -> Iterator[str]:
    """The doubts that an editor should know about how a source was read."""
    if labels or any(line.speaker for line in script.lines):
        speakers = {turn.speaker for turn in source.turns if turn.speaker}
        nobodies = rules.sources.nobodies
        unsure = list(dict.fromkeys(turn.label for turn in source.turns if turn.label))
        if speakers and all(_INITIALS.fullmatch(s) or is_nobody(s, nobodies) for s in speakers):
            yield f"names none of its speakers; {naming(source.path, min(speakers))} names them"
        elif not speakers and labels and unsure:
            shown = ", ".join(f"“{label}”" for label in unsure[:_SHOWN])
            yield (
                f"has lines that begin with {shown}: speakers or headings? A quotation of anybody "
                "else has to be looked at. If they are speakers, "
                f"{naming(source.path, unsure[0])} says who"
            )
        return
    if source.kind in _WRITTEN or any(turn.speaker for turn in source.turns):
        return
    looks = [
        each
        for each in _COLON.finditer(script.text, start)
        if each["label"].strip().lower() not in rules.sources.no_labels
    ]
    if len(looks) >= _LEAST_COLONS:
        line = _line_of(source, script, looks[0].start())
        label = " ".join(looks[0]["label"].split())
        told = "was read as a story, but looks" if source.kind == "article" else "looks"
        yield (
            f"line {line}: {told} like a transcript whose labels were not understood (“{label}:”). "
            "The speakers of its quotations are not checked; if that line begins with a speaker, "
            f"{naming(source.path, label)} says who"
        )
    elif source.kind != "article":
        told = "has no speakers: its words pass, whoever the draft says spoke them"
        one = f". If one person says them all, {naming(source.path, UNLABELLED)} says who"
        yield told if source.kind in _OF_MANY else told + one


def _line_of(source: Source, script: Script, at: int) -> int:
    from quotecheck.sources.places import place_of

    return place_of(script.text, script.places, at).line or source.text.count("\n", 0, at) + 1


def describe(
    head: Mapping[str, str], text: str, turns: tuple[Turn, ...], kind: str, path: str, rules: Rules
) -> Source:
    """A source described by its head and, where the head is silent, by its kind and name."""
    known = rules.sources.kinds.get(kind)
    warnings = []
    tier, medium = (
        known.tier if known else Tier.TRANSCRIPT,
        known.medium if known else Medium.UNKNOWN,
    )
    if given := head.get("tier"):
        if given.lower() in list(Tier):
            tier = Tier(given.lower())
        else:
            warnings.append(f"there is no tier {given!r}; one of: {', '.join(Tier)}")
    if given := head.get("medium"):
        if given.lower() in list(Medium):
            medium = Medium(given.lower())
        else:
            warnings.append(f"there is no medium {given!r}; one of: {', '.join(Medium)}")
    titled = [part for part in (head.get("title"), head.get("outlet")) if part]
    return Source(
        id=Path(path).name,
        text=text,
        turns=turns,
        kind=kind,
        tier=tier,
        medium=medium,
        date=iso_date(head.get("date", "")) or iso_date(Path(path).stem),
        title=" · ".join(titled) or None,
        path=path,
        warnings=tuple(warnings),
    )


def _speaker_of(title: str, rules: Rules) -> str | None:
    """The one speaker whom a title announces: Remarks by Governor Quill on the dam."""
    small = {"as", *rules.lexicon.prepositions, *rules.lexicon.conjunctions}
    words = title.split()
    for phrase in rules.sources.spoken_by:
        length = len(phrase.split())
        if " ".join(words[:length]).lower() == phrase:
            name = list(
                takewhile(lambda w: w[0].isupper() and w.lower() not in small, words[length:])
            )
            comma = next((n for n, word in enumerate(name, 1) if word.endswith(",")), len(name))
            rest = words[length + comma :]
            several = rest[:1] in (["and"], ["&"])
            if name and name[comma - 1].endswith(",") and rest:
                several = _names_another(rest) or not _describes(rest, rules)
            return None if several else " ".join(name[:comma]).rstrip(".,:") or None
    return None


def _describes(words: Sequence[str], rules: Rules) -> bool:
    """Return whether words after a name and a comma describe the person: “Mara Quill, Chief
    Executive”, not “Mara Quill, Ed Voss”."""
    low = words[0].lower().rstrip(".,")
    return words[0][0].islower() or low in rules.sources.honorifics or low in rules.sources.roles


def _names_another(words: Sequence[str]) -> bool:
    """Return whether an “and” among the words after a name adds a person."""
    joins = (n for n, word in enumerate(words[:-1]) if word.lower() in ("and", "&"))
    return any(words[n + 1][0].isupper() for n in joins)


def _is_story(text: str, start: int, labels: int, rules: Rules) -> bool:
    """Return whether a text quotes people, as a story does; one with a byline need quote only once.
    Where nearly every paragraph may begin with one of its ``labels``, it is a conversation that
    contains quotations."""
    count, byline = len(_QUOTED.findall(text, start)), bool(_BYLINE.search(text, start))
    if labels >= _MOST_HEADINGS * paragraphs_in(text, start) and labels and not byline:
        return False
    return count >= rules.sources.reading.story_quotes or (count > 0 and byline)
