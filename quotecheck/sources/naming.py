"""The person behind a label, from the short forms that a source itself declares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quotecheck.sources.designation import TELEPHONE, Designations, name_initials
from quotecheck.sources.labels import Label

_SHORT = re.compile(r"[A-Z][A-Za-z]{0,3}\.?$")
_DECLARED = re.compile(
    r"^[ \t]*(?P<short>[A-Z][A-Za-z]{0,3})[ \t]*(?:=|:|–|—|-)[ \t]*"
    r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4})[ \t]*$",
    re.MULTILINE,
)
_FULL = r"(?P<name>[A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]*){1,4})"
_KEYED = re.compile(rf"\b(?P<short>[A-Z]{{1,4}})[ \t]*=[ \t]*{_FULL}")
_BRACKETED = re.compile(r" \(([A-Z]{1,4})\)")
_BEFORE_BRACKET = re.compile(rf"{_FULL}$")
_LONGEST_NAME = 100
_MOST_INITIALS = 3
_WITNESS = r"(?P<name>[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]+){1,4})"
_SWORN = re.compile(
    rf"^[ \t]*{_WITNESS}"
    r"(?=,?\s+(?:having|was|called|being|a witness|the witness|sworn|recalled)\b)",
    re.MULTILINE,
)
_DEPOSED = re.compile(
    rf"\b(?:DEPOSITION|TESTIMONY|EXAMINATION) OF\s+(?:(?:MR|MS|MRS|DR)\.?\s+)?{_WITNESS}[ \t]*,?$",
    re.MULTILINE,
)
_NO_WITNESS = frozenset(
    ("LLP", "LLC", "INC", "CORP", "COURT", "REPORTER", "REPORTERS", "PLAINTIFF", "DEFENDANT")
)
_NUMBERED = re.compile(
    r"(?:speaker|spk|participant|person|voice|male|female|man|woman|attendee|guest|user|channel"
    r"|ch|s|p)"
    r"[ _#-]{0,2}(?:\d{1,3}|[a-h])$",
    re.IGNORECASE,
)
EXAMINER = re.compile(
    r"^[ \t]*BY[ ]((?:MR|MS|MRS|MISS|DR|MX)\.?[ ][A-Z][A-Z.'’ -]{1,40}):[ \t]*$", re.MULTILINE
)


def is_nobody(label: str, nobodies: Collection[str]) -> bool:
    """Return whether a label names nobody in particular ("Unknown Speaker", "SPEAKER_01")."""
    plain = re.sub(r"[ #]*\d+$", "", label.lower().strip(" .")).removeprefix("the ")
    return plain in nobodies or bool(_NUMBERED.match(label) or TELEPHONE.fullmatch(label))


@dataclass(frozen=True)
class KnownNames:
    """The persons behind the labels of one source.

    ``names`` maps short forms and offices to the fullest name that the source gives for them;
    ``examiners`` and ``witnesses`` are (offset, name) of the people who ask and answer from there
    on.
    """

    names: dict[str, str] = field(default_factory=dict)
    examiners: Sequence[tuple[int, str]] = ()
    witnesses: Sequence[tuple[int, str]] = ()

    def speaker(self, label: str, at: int) -> str:
        """The name of the person meant by a label at an offset, as full as the source gives it."""
        short = label.strip(" .").upper()
        if short in ("Q", "A") and (rows := self.examiners if short == "Q" else self.witnesses):
            before = bisect_right([offset for offset, _ in rows], at) - 1
            if before >= 0:
                return rows[before][1]
        known = self.names.get(label.casefold())
        if known is not None:
            return known
        return label


def declared_cast(
    text: str,
    labels: Sequence[Label],
    people: Iterable[str],
    designations: Designations,
    named: Mapping[str, str],
) -> KnownNames:
    """The people whom a source declares behind its labels. ``people`` are those whom it lists as
    speakers, ``named`` are an editor's names for its labels."""
    names: dict[str, str] = {}
    listed = [name for name in people if name]
    used = dict.fromkeys(label.name for label in labels)
    for label_name in used:
        who = designations.read(label_name)
        if who is None:
            continue
        if who.aside and _SHORT.match(who.aside) and _abbreviates(who.aside, who.name):
            names[who.aside.casefold()] = f"{who.name} ({who.aside})"
        if who.holder:
            names.setdefault(who.key, label_name)
            listed.append(label_name)
    named_in_full = [label_name for label_name in used if len(label_name.split()) > 1]
    for short_form, full in _declared(text):
        if short_form in used and _abbreviates(short_form, full):
            names.setdefault(short_form.casefold(), f"{full} ({short_form})")
    for label_name in used:
        name = _listed(label_name, listed) or _initialled(label_name, named_in_full)
        if name is not None:
            short = label_name.isupper() and len(label_name) <= 4
            names.setdefault(label_name.casefold(), f"{name} ({label_name})" if short else name)
    names |= {label.casefold(): name for label, name in named.items()}
    examiners = [(match.start(), match.group(1)) for match in EXAMINER.finditer(text)]
    asked = any(label.name.strip(".") == "A" for label in labels)
    witnesses = list(_witnesses(text)) if asked and examiners else []
    return KnownNames(names, examiners, witnesses)


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """The short forms that a text declares, each with the name: GO: Gwen Ord, Gwen Ord (GO)."""
    for match in _DECLARED.finditer(text):
        yield match["short"], match["name"]
    if "=" in text:
        for match in _KEYED.finditer(text):
            yield match["short"], match["name"]
    for match in _BRACKETED.finditer(text):
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        if name := _BEFORE_BRACKET.search(before):
            yield match[1], name["name"]


def _witnesses(text: str) -> Iterator[tuple[int, str]]:
    """The witnesses, sworn in or named by a heading, with the offset from which they answer."""
    found = sorted((*_SWORN.finditer(text), *_DEPOSED.finditer(text)), key=re.Match.start)
    for match in found:
        if not _NO_WITNESS & set(match["name"].replace(",", "").split()):
            yield match.start(), match["name"]


def _abbreviates(short: str, name: str) -> bool:
    """Return whether a short form may stand for a name: its initials, or letters of it in order."""
    letters = short.strip(".").lower()
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).lower()
    return letters == initials or (
        letters[0] == initials[:1] and letters[-1] in initials and set(letters) <= set(name.lower())
    )


def _initialled(label: str, names: Sequence[str]) -> str | None:
    """The full name in another label whose initials a label is, if there is only one."""
    if not (label.isupper() and label.isalpha() and len(label) <= _MOST_INITIALS):
        return None
    found = [name for name in names if name_initials(name).upper() == label]
    return found[0] if len(found) == 1 else None


def _listed(label: str, people: Sequence[str]) -> str | None:
    """The only listed person whom a label of a single word can mean."""
    words = label.split()
    if len(words) != 1 or not people:
        return None
    word = words[0].strip(".")
    if word.isupper() and 1 < len(word) <= 4:
        found = {each for each in people if _abbreviates(word, each) and len(each.split()) > 1}
    else:
        found = {
            each
            for each in people
            if word.lower() in each.lower().split() and len(each.split()) > 1
        }
    return found.pop() if len(found) == 1 else None
