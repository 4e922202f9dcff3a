"""Speaker labels: the lines of a text that name the speaker.

Finding labels takes two steps. Each line is read by itself, by the shapes of the rules
(`quotecheck.sources.label_shapes`); then the whole text decides which lines are its labels
(`quotecheck.sources.label_choice`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from quotecheck.sources.designation import LONGEST, Designation, designations
from quotecheck.sources.label_candidates import (
    HEADING,
    UNDIVIDED,
    UNDIVIDED_SMALL,
    Label,
    LabelCandidate,
)
from quotecheck.sources.label_choice import chosen_labels
from quotecheck.sources.label_people import Surroundings
from quotecheck.sources.label_shapes import (
    BLANKS,
    TIME,
    CompiledShape,
    compiled_shape,
    may_begin,
    must_hold,
)
from quotecheck.sources.named import named_pattern
from quotecheck.text import unwrapped

__all__ = ["Label", "Labeller"]

if TYPE_CHECKING:
    from quotecheck.rules import Rules

_ENDS = (".", "?", "!", ")", "]", "”", '"', "—", "…", ":", "-", "–")
# “Q On Friday: will” names nobody.
_NO_NAME = re.compile(rf"(?:[QA][{BLANKS}]+\S|END\b|(?:https?|mailto)$)", re.IGNORECASE)
_CHANNEL = re.compile(
    r"^(?:From\s+)?(.{1,80}?)\s+[Tt]o\s+(?:[Ee]veryone|Hosts.*|All.*|[Mm]e|You)(?:\(.*\))?$"
)
# “1. Mr David Ord: When he next expects”: questions in parliament have numbers.
_NUMBERED = re.compile(rf"[TQ]?\d{{1,3}}\.[{BLANKS}]+(?=[A-Z][^:\n]{{1,90}}:)")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:[JS]r|Esq))\.$")
_HAS_TIME = re.compile(r"\d:\d\d")
_MINUTES = re.compile(r":\d\d")
_ITEMS = "•|"  # begin a line of a list or a table, whatever came before
_MOSTLY = 0.6
_MOST_CELLS = 3  # of a table row that is a turn: name, words, time
_SENTENCE = re.compile(r"[“\"‘'(\[…¿¡-]{0,2}[A-Z0-9À-Þ]")
_REMEMBERED = 20_000  # labels
_GAP = re.compile(r"\n\s*\n\s*(?=\S)")
_FRAMES = "*_“”\"'` \t"


class _NamedLabel(NamedTuple):
    """The words of a label: its time, its shape and its name; ``numbered``: the name ends with a
    figure, which may be an hour."""

    time: str | None
    shape: str
    needs: str
    who: Designation
    numbered: bool


class Labeller:
    """A finder of labels in texts by a set of rules."""

    def __init__(self, rules: Rules) -> None:
        self.designations = designations(rules)
        self._rules = rules.sources
        self._shapes = [
            (name, shape.needs, compiled_shape(shape.shape), *must_hold(shape.shape))
            for name, shape in rules.sources.labels.items()
        ]
        self._named: dict[tuple[str, str, str, bool], _NamedLabel | None] = {}
        self._by_start: dict[tuple[str, bool], list[CompiledShape]] = {}
        directions = "|".join(map(re.escape, rules.sources.stage_directions)) or r"(?!)"
        self._directions = re.compile(rf"[ \[(]*(?:{directions})\b", re.IGNORECASE)

    def labels(
        self,
        text: str,
        start: int = 0,
        *,
        starts: Sequence[int] | None = None,
        leads: Mapping[int, int] | None = None,
        timed: Mapping[int, str] | None = None,
        known: Iterable[str] = (),
        by_hand: Collection[str] = (),
        headings: Collection[int] = (),
        apart: bool = False,
    ) -> list[Label]:
        """The labels in a text, in text order.

        ``starts`` are the offsets of its lines (default: every line), ``leads`` how many characters
        of a line are set apart, ``timed`` the time codes of lines that have one. ``known`` are
        people whom the source lists as speakers, ``by_hand`` labels that an editor has named: each
        is a label wherever words follow it. ``headings`` are the offsets of lines set as headings,
        which may also be names. ``apart``: the lines are captions, so each may begin a turn,
        whatever the one before says.
        """
        timed = timed or {}
        lines = (
            _line_starts(text, start) if starts is None else [at for at in starts if at >= start]
        )
        named = named_pattern(by_hand)
        found = self._candidates(text, lines, leads or {}, timed, headings, named, apart=apart)
        if timed and len(timed) > len(lines) // 2:
            # Every line has a time: that shows labels only where nearly every line has one.
            of_line = sum(each.start in timed for each in found)
            if of_line < _MOSTLY * len(timed):
                found = [
                    replace(each, time=None) if each.start in timed else each
                    for each in found
                    if not (each.start in timed and each.who.free)
                ]
        return chosen_labels(
            found,
            paragraphs_in(text, start),
            frozenset(map(str.casefold, known)),
            Surroundings(text, self._is_person, frozenset(self._rules.spoken_words), heard=apart),
            self._rules.reading,
        )

    def _candidates(
        self,
        text: str,
        lines: Sequence[int],
        leads: Mapping[int, int],
        timed: Mapping[int, str],
        headings: Collection[int],
        named: re.Pattern[str] | None,
        *,
        apart: bool,
    ) -> list[LabelCandidate]:
        """The lines that may be labels, read one by one."""
        joined = text if apart else unwrapped(text)
        candidates: list[LabelCandidate] = []
        for number, at in enumerate(lines):
            end = lines[number + 1] if number + 1 < len(lines) else len(text)
            lead = leads.get(at, 0)
            item = text[at] in _ITEMS or (lead and text.startswith("\t", at + lead))
            opens = True if apart or item or at in timed else _opens(text, joined, at)
            if named and (by_name := self._by_hand(named, text, at, end, timed.get(at))):
                candidates.append(by_name)
                continue
            if opens is None:
                continue
            if at in headings:
                found = self._heading(text, at, end)
            else:
                found = self._candidate(text, at, end, lead, timed.get(at), apart=apart)
            if found is not None:
                candidates.append(found if opens else replace(found, opens=opens))
        return candidates

    def reads(self, name: str, line: str) -> str | None:
        """The name in a line that has one shape of the rules; None if it does not have that
        shape."""
        for shape, needs, pattern, *_ in self._shapes:
            if shape == name and (match := pattern.match(line)):
                found = self._read(match, shape, needs, 0, 0, len(line), None)
                return found.who.whole if found and found.needs != HEADING else None
        return None

    def _is_person(self, name: str) -> bool:
        """Return whether words are somebody's name, as a title or a given name shows."""
        who = self.designations.read(name)
        return who is not None and who.person

    # -- one line ---------------------------------------------------------------------------

    def _by_hand(
        self, named: re.Pattern[str], text: str, start: int, end: int, time: str | None
    ) -> LabelCandidate | None:
        """The label named by an editor with which a line begins."""
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        match = named.match(text, start, line_end)
        if match is None:
            return None
        name, words = match["name"], match.end()
        who = self.designations.read(name) or Designation(name, name, capitals=name.isupper())
        found = self._candidate(text, start, end, 0, time, apart=False)
        return LabelCandidate(
            start,
            words,
            match["before"] or match["behind"] or time,
            found.shape if found else "colon",
            found.needs if found and found.needs != HEADING else "two",
            who,
            opens=True,
            empty=words >= line_end,
            by_hand=True,
        )

    def _candidate(
        self, text: str, start: int, end: int, lead: int, time: str | None, *, apart: bool
    ) -> LabelCandidate | None:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        at = start
        while at < line_end and text[at] in f"{BLANKS}\t":
            at += 1
        if numbered := _NUMBERED.match(text, at, line_end):
            at = numbered.end()
        head = text[at : min(line_end, at + LONGEST + 40)]
        if not head:
            return None
        bold = self._set_apart(text, start, at, line_end, start + lead, time) if lead else None
        if bold and bold.shape not in (UNDIVIDED, UNDIVIDED_SMALL):
            return bold
        whole = at + len(head) == line_end
        for shape, needs, pattern, must, begins in self._shapes_for(head):
            # Captions break a sentence anywhere, so a line may begin like a label.
            doubtful = apart and not begins and needs in ("turns", "often")
            if doubtful or must not in head:
                continue
            match = pattern.match(head)
            if match is None or (not whole and match.end() == len(head)):
                continue
            if found := self._read(match, shape, needs, start, at, line_end, time):
                return found
        if bold:
            return bold
        if head.count("(") > head.count(")") or (head.isupper() and ":" not in head):
            return self._over_two_lines(text, start, at, line_end)
        return None

    def _shapes_for(self, head: str) -> list[CompiledShape]:
        """The shapes that a line may have, going by how it begins and whether it has a time."""
        key = head[0], _HAS_TIME.search(head) is not None
        found = self._by_start.get(key)
        if found is None:
            begins = "0" if head[0].isdigit() else head[0]
            kept = (
                shape
                for shape in self._shapes
                if (shape[3] != ":time" or key[1]) and may_begin(shape[4], begins)
            )
            found = [(*each[:3], each[3].replace(":time", ":"), each[4]) for each in kept]
            self._by_start[key] = found
        return found

    def _read(
        self,
        match: re.Match[str],
        shape: str,
        needs: str,
        start: int,
        at: int,
        line_end: int,
        time: str | None,
    ) -> LabelCandidate | None:
        # A text has few labels, each of them many times.
        key = match.group(), shape, needs, time is not None
        if key in self._named:
            named = self._named[key]
        else:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            named = self._named[key] = self._name(match, shape, needs, timed=time is not None)
        if named is None:
            return None
        own_time, shape, needs, who, numbered = named
        if numbered and _MINUTES.match(match.string, match.end(_name_group(match))):
            return None
        words = at + match.end()
        return LabelCandidate(
            start, words, own_time or time, shape, needs, who, opens=True, empty=words >= line_end
        )

    def _name(
        self, match: re.Match[str], shape: str, needs: str, *, timed: bool
    ) -> _NamedLabel | None:
        """The label in some words, wherever they stand; ``timed``: the line has a time."""
        parts = match.groupdict()
        own_time = parts.get("time")
        timed = timed or bool(own_time)
        name = " ".join(match[_name_group(match)].split()).strip(_FRAMES).rstrip(":")
        if channel := _CHANNEL.match(name):
            name = channel.group(1)
        if name.startswith("From ") and timed:
            name = name.removeprefix("From ").strip()
        if not name or _NO_NAME.match(name) or self._directions.match(name):
            return None
        if shape == "line" and name.endswith(".") and not _ABBREVIATED.search(name):
            return None  # “Yeah.” on a line of its own
        who = self.designations.read(name)
        divided = timed or needs in ("one", "two")
        if who is None and divided and (who := self.designations.heading(name)):
            return _NamedLabel(own_time, shape, HEADING, who, numbered=False)
        if who is None and (needs == "one" or timed):
            who = self.designations.handle(name)
        if who is None or (who.free and needs not in ("one", "handles") and not timed):
            return None
        if shape.startswith("line") and not (who.person or len(who.name.split()) > 1 or timed):
            shape, needs = "line-word", "often"
        return _NamedLabel(own_time, shape, needs, who, name[-1].isdigit())

    def _set_apart(
        self, text: str, start: int, at: int, line_end: int, lead_end: int, time: str | None
    ) -> LabelCandidate | None:
        """The label in the bold beginning or the first cell of a line."""
        said = text[at:lead_end].strip(_FRAMES)
        match = re.match(
            rf"[*_]*[{BLANKS}\t]*(?:[:.–—-]|\t)?[*_]*[{BLANKS}\t]*", text[lead_end:line_end]
        )
        words = lead_end + (match.end() if match else 0)
        divided = said.endswith((":", ".", "–", "—", "-")) or bool(
            match and match.group().strip(BLANKS)
        )
        own_time = re.search(rf"[\[(]?{TIME}[\])]?$", said.rstrip(":"))
        if own_time:
            said, time = said[: own_time.start()], own_time.group("time")
        who = self.designations.read(said.strip(" .:–—-[]()") if said else "")
        if who is None or self._directions.match(said):
            return None
        empty = words >= line_end
        if not divided and not empty and not time:
            shape = UNDIVIDED if _SENTENCE.match(text, words) else UNDIVIDED_SMALL
            return LabelCandidate(start, words, None, shape, "often", who, opens=True, empty=False)
        if match and "\t" in match.group():  # a table's first column
            cells = text[words:line_end].count("\t") + 2
            if cells > _MOST_CELLS:
                return None
            return LabelCandidate(start, words, time, "cell", "turns", who, opens=True, empty=empty)
        needs = "two" if divided else "turns"
        return LabelCandidate(start, words, time, "set-apart", needs, who, opens=True, empty=empty)

    def _heading(self, text: str, start: int, end: int) -> LabelCandidate | None:
        """The label in a heading, as in plays, where a name recurs."""
        line = text[start:end].split("\n", 1)[0]
        name, needs = line.strip(_FRAMES), "often"
        who = self.designations.read(name)
        if who is None and (who := self.designations.heading(name)):
            needs = HEADING
        if who is None:
            return None
        words = start + len(line)
        return LabelCandidate(start, words, None, "heading", needs, who, opens=True, empty=True)

    def _over_two_lines(
        self, text: str, start: int, at: int, line_end: int
    ) -> LabelCandidate | None:
        """The label that begins on a line and ends on the next one."""
        second = text.find("\n", line_end + 1)
        second = len(text) if second < 0 else second
        both = text[at:second].replace("\n", " ")
        colon = both.find(":")
        if not line_end - at < colon <= LONGEST or text[line_end : line_end + 2] == "\n\n":
            return None
        who = self.designations.read(both[:colon])
        if who is None or not (who.holder or who.aside or who.capitals):
            return None
        words = at + colon + 1
        while words < second and text[words].isspace():
            words += 1
        return LabelCandidate(
            start, words, None, "over-two-lines", "one", who, opens=True, empty=words >= second
        )


def paragraphs_in(text: str, start: int = 0) -> int:
    """The number of paragraphs in a text from an offset on."""
    return len(_GAP.findall(text, start)) + 1


def _name_group(match: re.Match[str]) -> str | int:
    """The group of a shape that holds the name: the first group if none is called that."""
    return "name" if "name" in match.re.groupindex else 1


def _opens(text: str, joined: str, start: int) -> bool | None:
    """Return whether a line opens a paragraph; None if it goes on with a sentence, so that no label
    can stand there."""
    if not start or joined[start - 1] in "\r\n\f":
        return True
    before = joined[max(0, start - 20) : start].rstrip(f"{BLANKS}\t")
    goes_on = before[-1:] not in _ENDS or ":" not in text[start : start + LONGEST]
    return None if goes_on else False


def _line_starts(text: str, start: int) -> list[int]:
    found = [start] if start < len(text) else []
    at = text.find("\n", start)
    while 0 <= at < len(text) - 1:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found
