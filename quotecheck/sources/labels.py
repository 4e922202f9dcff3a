"""Speaker labels: the shapes of the rules as patterns, and which lines of a text have one.

A shape is a line such as ``[{time}] {name}: {text}``; ``{name}`` is a designation
(`quotecheck.sources.designation`), two spaces are a tab or two spaces and more. Nothing in a shape
is a regular expression, so a rules file cannot write one that hangs.

Finding labels takes two steps. Each line is read by itself (`_candidate`); then the whole text
decides which shapes are its labels, because who speaks speaks again, and in one shape (`_chosen`).
A line that looks like a label, but is not surely one, is kept as unsure: it ends the turn before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from quotecheck.formats.furniture import clock
from quotecheck.sources.designation import LONGEST, Designation, Designations
from quotecheck.text import unwrapped

if TYPE_CHECKING:
    from quotecheck.rules import Rules

# Pages of the web put spaces that do not break, or thin ones, after a label.
_BLANKS = " \u00a0\u2007\u2009\u202f"
_ENDS = (".", "?", "!", ")", "]", "”", '"', "—", "…", ":", "-", "–")
_TIME = (
    r"(?P<time>\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)"
    r"(?:[ \t]*(?:-+>?|–|—)[ \t]*\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)?"
    r"(?:[ \t\u202f]?[AaPp]\.?[Mm]\.?)?"
)
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_SLOT = re.compile(r"\{(\w+)\}|(  +)|( )|([^{} ]+|[{}])")
_NAMES = {
    "name": rf"(?P<name>[^\n:\t]{{1,{LONGEST}}}?)",
    "NAME": rf"(?P<name>(?:(?![:\t]|[{_BLANKS}]{{2}})[^\na-z]){{2,80}}?)",
    "line": rf"(?P<name>[^\n:\t.?!;]{{2,90}}(?:\.(?=[{_BLANKS}A-Z]|$)[^\n:\t?!;]{{0,60}})?)",
    "honoured": (
        r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr|Hon|Senator|Sir|Dame|Lord|Lady|Madam|Prof|Rev|Gen"
        r"|Chairman|Chairwoman|Chair|Judge|Justice|Secretary|Governor|Ambassador|Director"
        r"|Representative|Commissioner)\.?[ ]|The[ ]|An?[ ])(?=[^.\n]{0,80}[A-Z]{2})"
        r"[^.:\n]{1,90}?(?:[ ][A-Z]\.[^.:\n]{1,40}?)?(?:[ ](?:Jr|Sr)\.?)?)"
    ),
}
# “Q On Friday: will” names nobody.
_NO_NAME = re.compile(rf"(?:[QA][{_BLANKS}]+\S|END\b|(?:https?|mailto)$)", re.IGNORECASE)
_CHANNEL = re.compile(
    r"^(?:From\s+)?(.{1,80}?)\s+[Tt]o\s+(?:[Ee]veryone|Hosts.*|All.*|[Mm]e|You)(?:\(.*\))?$"
)
# “1. Mr David Ord: When he next expects”: questions in parliament have numbers.
_NUMBERED = re.compile(rf"[TQ]?\d{{1,3}}\.[{_BLANKS}]+(?=[A-Z][^:\n]{{1,90}}:)")
_Shape = tuple[str, str, re.Pattern[str], str, str]
_HAS_TIME = re.compile(r"\d:\d\d")
_MINUTES = re.compile(r":\d\d")
_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{3,}(?![\w])")
_MOSTLY = 0.6
_MOST_CELLS = 3  # of a table row that is a turn: name, words, time
_A_FEW = 2  # labels that tell nothing of who talks to whom
_LEAST_SHOWN = 0.3  # of the names are plainly people's
_ONWARDS = 0.8
_FEW_TIMES = 5  # that tell nothing of their order
_FRAMES = "*_“”\"'` \t"
_PUNCTUATION = re.compile(r"[.?!;,]\s")


@dataclass(frozen=True, slots=True)
class Label:
    """A line that names a speaker.

    ``start`` is the line's start, ``words`` where the words begin, ``name`` what it says.
    ``sure`` is False where it may be none, or where nothing shows that it names a person.
    """

    start: int
    words: int
    name: str
    time: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be a label: by which shape, how it reads, where the line stands."""

    start: int
    words: int
    time: str | None
    shape: str
    needs: str
    who: Designation
    opens: bool
    empty: bool  # no words on the same line

    @property
    def key(self) -> str:
        return self.who.name.casefold()


class Labeller:
    """Finds the labels of texts by a set of rules."""

    def __init__(self, rules: Rules) -> None:
        self.designations = Designations(rules)
        self._rules = rules.sources
        self._shapes = [
            (name, shape.needs, _compiled(shape.shape), *_must_hold(shape.shape))
            for name, shape in rules.sources.labels.items()
        ]
        self._by_start: dict[tuple[str, bool], list[_Shape]] = {}
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
        headings: Collection[int] = (),
        apart: bool = False,
    ) -> list[Label]:
        """The labels in a text, in text order.

        ``starts`` are the offsets of its lines (default: every line), ``leads`` how many
        characters of a line are set apart, ``timed`` the time codes of lines that have one.
        ``known`` are people whom the source says to speak; ``headings`` are the offsets of lines
        that are set as headings, which may be names, too. ``apart``: the lines are captions, so
        that each may begin a turn, whatever stands in the one before.
        """
        leads, timed = leads or {}, timed or {}
        joined = text if apart else unwrapped(text)
        candidates: list[_Candidate] = []
        lines = (
            _line_starts(text, start) if starts is None else [at for at in starts if at >= start]
        )
        for number, at in enumerate(lines):
            end = lines[number + 1] if number + 1 < len(lines) else len(text)
            opens = True if apart else _opens(text, joined, at)
            if opens is None:
                continue
            if at in headings:
                found = self._heading(text, at, end)
            else:
                found = self._candidate(text, at, end, leads.get(at, 0), timed.get(at), apart=apart)
            if found is not None:
                candidates.append(found if opens else replace(found, opens=opens))
        if timed and len(timed) > len(lines) // 2:
            # Every line has a time: that tells of labels only where nearly every one has a label.
            of_line = sum(each.start in timed for each in candidates)
            if of_line < _MOSTLY * len(timed):
                candidates = [
                    replace(each, time=None) if each.start in timed else each
                    for each in candidates
                    if not (each.start in timed and each.who.free)
                ]
        paragraphs = max(1, len(re.findall(r"\n\s*\n\s*\S", text[start:])) + 1)
        return self._chosen(
            candidates, max(paragraphs, 1), frozenset(map(str.casefold, known)), text
        )

    def reads(self, name: str, line: str) -> str | None:
        """The name that a line has by one shape of the rules; None if it has none by it."""
        for shape, needs, pattern, *_ in self._shapes:
            if shape == name and (match := pattern.match(line)):
                found = self._read(match, shape, needs, 0, 0, len(line), None)
                return found.who.whole if found else None
        return None

    # -- one line ---------------------------------------------------------------------------

    def _candidate(
        self, text: str, start: int, end: int, lead: int, time: str | None, *, apart: bool
    ) -> _Candidate | None:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        at = start
        while at < line_end and text[at] in f"{_BLANKS}\t":
            at += 1
        if numbered := _NUMBERED.match(text, at, line_end):
            at = numbered.end()
        head = text[at : min(line_end, at + LONGEST + 40)]
        if not head:
            return None
        if lead and (found := self._set_apart(text, start, at, line_end, start + lead, time)):
            return found
        whole = at + len(head) == line_end
        for shape, needs, pattern, must, _ in self._shapes_for(head):
            if must not in head or (apart and needs in ("turns", "often")):
                continue
            match = pattern.match(head)
            if match is None or (not whole and match.end() == len(head)):
                continue
            if found := self._read(match, shape, needs, start, at, line_end, time):
                return found
        if head.count("(") > head.count(")") or (head.isupper() and ":" not in head):
            return self._over_two_lines(text, start, at, line_end)
        return None

    def _shapes_for(self, head: str) -> list[_Shape]:
        """The shapes that a line may have, going by how it begins and whether it has a time."""
        key = head[0], _HAS_TIME.search(head) is not None
        found = self._by_start.get(key)
        if found is None:
            begins = "0" if head[0].isdigit() else head[0]
            kept = (
                shape
                for shape in self._shapes
                if (shape[3] != ":time" or key[1]) and _may_begin(shape[4], begins)
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
    ) -> _Candidate | None:
        parts = match.groupdict()
        name = " ".join((parts.get("name") or match.group(1)).split()).strip(_FRAMES).rstrip(":")
        if channel := _CHANNEL.match(name):
            name = channel.group(1)
        if name.startswith("From ") and (parts.get("time") or time):
            name = name.removeprefix("From ").strip()
        if not name or _NO_NAME.match(name) or self._directions.match(name):
            return None
        if name[-1].isdigit() and _MINUTES.match(match.string, match.end("name")):
            return None
        who = self.designations.read(name)
        own_time = parts.get("time") or time
        if who is None and (needs == "one" or parts.get("time") or time):
            who = self.designations.handle(name)
        if who is None or (who.free and needs not in ("one", "handles") and not own_time):
            return None
        if shape.startswith("line") and not (who.person or len(who.name.split()) > 1 or own_time):
            shape, needs = "line-word", "often"
        words = at + match.end()
        return _Candidate(
            start, words, own_time, shape, needs, who, opens=True, empty=words >= line_end
        )

    def _set_apart(
        self, text: str, start: int, at: int, line_end: int, lead_end: int, time: str | None
    ) -> _Candidate | None:
        """The label that a line's beginning in bold, or its first cell, is."""
        said = text[at:lead_end].strip(_FRAMES)
        match = re.match(
            rf"[*_]*[{_BLANKS}\t]*(?:[:.–—-]|\t)?[*_]*[{_BLANKS}\t]*", text[lead_end:line_end]
        )
        words = lead_end + (match.end() if match else 0)
        divided = said.endswith((":", ".", "–", "—", "-")) or bool(
            match and match.group().strip(_BLANKS)
        )
        own_time = re.search(rf"[\[(]?{_TIME}[\])]?$", said.rstrip(":"))
        if own_time:
            said, time = said[: own_time.start()], own_time.group("time")
        who = self.designations.read(said.strip(" .:–—-[]()") if said else "")
        if who is None or self._directions.match(said):
            return None
        empty = words >= line_end
        if not divided and not empty and not time:
            return None
        if match and "\t" in match.group():  # a table's first column
            cells = text[words:line_end].count("\t") + 2
            if cells > _MOST_CELLS:
                return None
            return _Candidate(start, words, time, "cell", "turns", who, opens=True, empty=empty)
        needs = "two" if divided else "turns"
        return _Candidate(start, words, time, "set-apart", needs, who, opens=True, empty=empty)

    def _heading(self, text: str, start: int, end: int) -> _Candidate | None:
        """The label that a heading may be, as in plays: a name that comes again and again."""
        line = text[start:end].split("\n", 1)[0]
        who = self.designations.read(line.strip(_FRAMES))
        if who is None:
            return None
        words = start + len(line)
        return _Candidate(start, words, None, "heading", "often", who, opens=True, empty=True)

    def _over_two_lines(self, text: str, start: int, at: int, line_end: int) -> _Candidate | None:
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
        return _Candidate(
            start, words, None, "over-two-lines", "one", who, opens=True, empty=words >= second
        )

    # -- the whole text ---------------------------------------------------------------------

    def _chosen(
        self, found: list[_Candidate], paragraphs: int, known: frozenset[str], text: str
    ) -> list[Label]:
        families: dict[str, list[_Candidate]] = {}
        for each in found:
            families.setdefault(_family(each), []).append(each)
        said = Counter(each.key for each in found)
        accepted = {
            family
            for family, rows in families.items()
            if rows[0].needs != "questions" and self._is_accepted(rows, paragraphs, known)
        }
        if accepted and self._are_handles(families.get("handle", ())):
            accepted.add("handle")
        ordinary = _OrdinaryWords(text)
        chosen = [each for each in found if _family(each) in accepted]
        if not self._are_people(chosen, paragraphs, known, ordinary):
            return []
        sure_rows = [each for each in found if _family(each) in accepted and _is_strong(each)]
        mostly_strong = len(sure_rows) > 2 and len(
            sure_rows
        ) >= self._rules.reading.sure_share * sum(_family(each) in accepted for each in found)
        persons = known | {each.key for each in sure_rows}
        persons |= {
            each.key
            for each in found
            if _family(each) in accepted and " " in each.who.name and not ordinary.any_of(each.key)
        }
        surnames = {name.split()[-1] for name in persons if name}
        answered = _are_answered(found)
        labels: list[Label] = []
        for each in found:
            if each.needs == "questions":
                if answered and labels and labels[-1].name.strip(".") == "Q":
                    labels.append(Label(each.start, each.words, "A", each.time, sure=True))
                continue
            label = self._judged(
                each, _family(each) in accepted, said[each.key], persons, surnames, mostly_strong
            )
            if label is not None:
                labels.append(label)
        return labels

    def _judged(
        self,
        each: _Candidate,
        accepted: bool,  # noqa: FBT001
        times: int,
        persons: frozenset[str],
        surnames: set[str],
        mostly_strong: bool,  # noqa: FBT001
    ) -> Label | None:
        """The label that a candidate is in a text whose labels are known; None if it is none."""
        somebody = (
            each.who.person
            or each.key in persons
            or each.key.split()[-1] in surnames
            or times > (2 if mostly_strong else 1)
        )
        if not accepted:
            known_name = (
                each.key in persons
                or each.who.holder
                or each.who.role
                or (each.who.person and len(each.key.split()) > 1)
            )
            if not known_name or not each.opens or each.needs in ("often", "handles"):
                return None
            divided = each.needs in ("one", "two")
            sure = (each.key in persons and (divided or each.empty)) or (each.who.role and divided)
        elif _is_strong(each):
            alone = " " not in each.who.name and not each.shape.startswith("line")
            sure = not each.who.free or times > 1 or alone
        elif not each.opens and not somebody:
            return None
        elif mostly_strong and not somebody:
            # Beside names in capitals “On Friday:” may begin a sentence: better nobody's words.
            sure = False
        else:
            sure = somebody or each.needs in ("one", "two")
        name = each.who.whole if len(each.who.whole) <= 90 or not each.who.name else each.who.name
        time = clock(each.time, of_day=each.shape.startswith("dated")) if each.time else None
        return Label(each.start, each.words, name, time, sure)

    def _are_people(
        self,
        chosen: Sequence[_Candidate],
        paragraphs: int,
        known: frozenset[str],
        ordinary: _OrdinaryWords,
    ) -> bool:
        """Whether the names of what looks like labels are people who talk to each other, and not
        what a page or a handbook says again and again ("Photo:", "Pros:" and "Cons:")."""
        if not chosen:
            return False
        if any(each.time for each in chosen):
            return True
        times = Counter(each.key for each in chosen)
        shown = {
            each.key
            for each in chosen
            if each.who.person
            or each.who.holder
            or each.key in known
            or (" " in each.who.name and not ordinary.any_of(each.key))
        }
        if shown and len(shown) >= _LEAST_SHOWN * len(times):
            return True
        often = len(chosen) >= self._rules.reading.label_share * paragraphs
        if len(chosen) <= _A_FEW:
            return often
        changes = sum(one.key != other.key for one, other in pairwise(chosen))
        talk = len(times) > 1 and max(times.values()) > 1 and 2 * changes >= len(chosen)
        names = sum(not ordinary.any_of(key) for key in times)
        return talk and often and 2 * names >= len(times)

    def _are_handles(self, rows: Sequence[_Candidate]) -> bool:
        """Whether names that do not look like names come again, as those of a chat do."""
        names = Counter(each.key for each in rows)
        return sum(count > 1 for count in names.values()) >= _MOSTLY * len(names) > 0

    def _is_accepted(
        self, rows: Sequence[_Candidate], paragraphs: int, known: frozenset[str]
    ) -> bool:
        """Whether a shape is one that the labels of this text have."""
        needs = rows[0].needs
        if not _times_go_on(rows):
            return False
        strong = sum(map(_is_strong, rows))
        alone = len(rows) == 1 and rows[0].shape == "set-apart" and not rows[0].who.person
        if strong and needs in ("one", "two") and not alone:
            return True
        names = Counter(each.key for each in rows)
        again = sum(count for count in names.values() if count > 1)
        shown = sum(names[each.key] > 1 or each.who.person or each.key in known for each in rows)
        share = len(rows) / paragraphs
        persons = sum(each.who.person or each.key in known for each in rows)
        holders = any(each.who.holder for each in rows)
        if needs in ("one", "two"):
            enough = len(rows) >= 2 and share >= self._rules.reading.label_share
            return (
                enough
                or holders
                or (len(names) > 1 and again > 1 and again + persons >= 0.5 * len(rows))
            )
        if needs == "handles":
            return (
                again >= 3 and again >= 0.6 * len(rows) and share >= self._rules.reading.label_share
            )
        most = 0.6 * len(rows)
        turning = len(names) > 1 and again > 1 and len(rows) > 2
        if rows[0].shape == "cell" and all(" " in each.who.name for each in rows):
            return len(rows) > 1
        if needs == "often":
            return turning and again >= most and len(rows) > 3
        return turning and shown >= most


def _are_answered(found: Sequence[_Candidate]) -> bool:
    """Whether most questions are followed by a line that begins with A: they are answers then,
    and no sentences that happen to begin so."""
    named = [each.key.strip(".") for each in found]
    questions = named.count("q")
    answers = sum(pair == ("q", "a") for pair in pairwise(named))
    # Where answers stand in a column of their own, a line that begins with A is a sentence.
    apart = sum(
        each.needs != "questions" and name == "a" for each, name in zip(found, named, strict=True)
    )
    return answers >= _MOSTLY * questions > 1 and apart < _MOSTLY * questions


class _OrdinaryWords:
    """The words that a text writes in small letters: a name has none of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def any_of(self, name: str) -> bool:
        """Whether a word of a name stands in small letters elsewhere in the text."""
        if self._words is None:
            self._words = frozenset(_SMALL_WORD.findall(self._text))
        return any(word in self._words for word in name.split())


def _times_go_on(rows: Sequence[_Candidate]) -> bool:
    """Whether the times of labels are time codes, which go on; references to pages and lines, as
    in the index of a deposition, do not."""
    times = [clock(each.time) for each in rows if each.time]
    if len(times) < _FEW_TIMES:
        return True
    onwards = sum(one <= other for one, other in pairwise(times))
    return onwards >= _ONWARDS * (len(times) - 1)


def _family(each: _Candidate) -> str:
    """What the labels of one text have in common."""
    kind = "timed " if each.time else ""
    capitals = " capitals" if each.who.capitals and each.needs in ("one", "two") else ""
    return f"{kind}{each.shape}{capitals}"


def _is_strong(each: _Candidate) -> bool:
    """Whether a candidate is a label even if it is the only one."""
    if each.needs == "one":
        return True
    return each.needs == "two" and (bool(each.time) or each.who.capitals)


def _opens(text: str, joined: str, start: int) -> bool | None:
    """Whether a line opens a paragraph; None if no label can stand there, for it goes on with a
    sentence."""
    if not start or joined[start - 1] in "\r\n\f":
        return True
    before = joined[max(0, start - 20) : start].rstrip(f"{_BLANKS}\t")
    goes_on = before[-1:] not in _ENDS or ":" not in text[start : start + LONGEST]
    return None if goes_on else False


def _line_starts(text: str, start: int) -> list[int]:
    found = [start] if start < len(text) else []
    at = text.find("\n", start)
    while 0 <= at < len(text) - 1:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found


def _may_begin(first: str, char: str) -> bool:
    """Whether a shape that begins so can stand in a line that begins with a character."""
    if first == "0":
        return char == "0"
    return char == first if first else char not in "[(<>"


@lru_cache(maxsize=256)
def _compiled(shape: str) -> re.Pattern[str]:
    parts: list[str] = []
    slot_before = False
    for slot, wide, space, literal in _SLOT.findall(shape):
        if slot in _NAMES:
            parts.append(_NAMES[slot])
        elif slot == "time":
            parts.append(_TIME)
        elif slot == "date":
            parts.append(_DATE)
        elif slot == "text":
            parts.append(rf"[{_BLANKS}\t]*(?:$|(?=\S))")
        elif wide:
            parts.append(rf"(?:[{_BLANKS}]*\t[{_BLANKS}\t]*|[{_BLANKS}]{{2,}})")
        else:
            # A space may be missing only after a colon or a bracket.
            least = 0 if parts and re.search(r"[:)\]>]$", parts[-1]) and not slot_before else 1
            parts.append(rf"[{_BLANKS}\t]{{{least},20}}" if space else re.escape(literal))
        slot_before = bool(slot)
    pattern = "".join(parts)
    if "(?P<name>" not in pattern:
        pattern = re.sub(r"^(\w+)", r"(\1)", pattern)
    return re.compile(pattern if "{text}" in shape else pattern + rf"[{_BLANKS}\t]*$")


def _must_hold(shape: str) -> tuple[str, str]:
    """A character that every line of a shape holds (":time" for a time), and the one with which it
    begins ("0" for a digit), if that is known: most lines need not be tried by most shapes."""
    literals = [literal for *_, literal in _SLOT.findall(shape) if literal]
    marks = [each[0] for each in literals if not each[0].isalnum()]
    must = ":time" if "{time}" in shape else next(iter(marks), "")
    timed = shape.startswith(("{time}", "{date}"))
    return must, "0" if timed else shape[0] if shape[0] != "{" else ""
