"""The rules' patterns as regular expressions over chunk letters, and what they find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.rules import Rules
from quotecheck.rules.attribution import AttributionPattern
from quotecheck.rules.made import made_once
from quotecheck.rules.patterns import MARKS, SLOTS, PatternElement, parse_pattern

# What may stand between a speaker and the verb: an apposition, brackets, a dash on either side.
_ASIDE = r"(?:,[^.;:QEV]{1,25}?,|,?w[^.;:QE]{1,30}?,|\([^QE()]{1,15}?\),?|-[^.;:QE]{1,25}?-){0,2}"
_GAP = "[^.E]"


@dataclass(frozen=True)
class Compiled:
    """A rule ready to run: ``needs`` are letters without which it cannot match."""

    id: str
    source: str
    needs: frozenset[str]
    medium: str | None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when first needed: few rules fit any one story."""
        return re.compile(self.source)


class PatternMatch(NamedTuple):
    """A rule that matched: indices of chunks."""

    rule: Compiled
    quote: int
    speaker: int
    cue: int | None
    relative: int | None = None


@made_once
def compiled(rules: Rules) -> tuple[Compiled, ...]:
    """The attribution rules, compiled once for each version of the rules."""
    patterns = rules.attribution.patterns
    return tuple(compile_rule(name, rule) for name, rule in patterns.items() if rule.pattern)


def wished(rules: Rules, features: Iterable[str]) -> list[str]:
    """The features by which an editor prefers or forbids a speaker, given the ``features`` of the
    rules that found that speaker."""
    wanted = _wanted(rules)
    return sorted({wanted[name] for name in features if name in wanted}) if wanted else []


@made_once
def _wanted(rules: Rules) -> Mapping[str, str]:
    """An editor's wish for each feature that names a preferred or forbidden rule."""
    return {
        feature.RULE(name): feature.WISHES[rule.prefer]
        for name, rule in rules.attribution.patterns.items()
        if rule.prefer
    }


def compile_rule(name: str, rule: AttributionPattern) -> Compiled:
    """One rule as a regular expression that also finds overlapping matches."""
    elements = parse_pattern(rule.pattern)
    cue = next((e for e in elements if e.value in ("cue", "saying", "claim", "passive")), None)
    pieces: list[str] = []
    needs: set[str] = set()
    depth = 0
    for number, element in enumerate(elements):
        depth += element.kind == "structure" and element.value in "[("
        depth -= element.kind == "structure" and element.value in ")]"
        before = elements[number - 1] if number else None
        rest = elements[number + 1 :]
        pieces.append(_piece(before, element, rest, is_cue=element is cue))
        if element.kind.startswith("slot") and not depth and element.value != "speaker":
            needs.add(SLOTS[element.value])
        elif element.kind == "mark" and not depth and element.value != ",":
            needs.add(MARKS[element.value])
    medium = next((e.kind[5:] for e in elements if e.kind.startswith("slot:")), None)
    needs.discard("Q")
    return Compiled(name, f"(?={''.join(pieces)})", frozenset(needs), medium)


def _next_slot(rest: tuple[PatternElement, ...]) -> str:
    return next((each.value for each in rest if each.kind.startswith("slot")), "")


def _piece(
    before: PatternElement | None,
    element: PatternElement,
    rest: tuple[PatternElement, ...],
    *,
    is_cue: bool,
) -> str:
    following = rest[0] if rest else None
    if element.kind == "gap":
        return f"{_GAP}{{{element.least},{element.most}}}?"
    if element.kind == "mark":
        return re.escape(MARKS[element.value])
    if element.kind == "structure":
        return _STRUCTURE[element.value]
    if element.value == "quote":
        after = "" if following is None else ",?"
        return f",?(?P<quote>{'[QE]' if following is None or _ends(following) else 'Q'}){after}"
    if element.value == "speaker":
        aside = _ASIDE if following is not None and following.value in _TAKES_ASIDE else ""
        governed = before is not None and before.value in _GOVERNS
        letters = "SsO" if governed or _next_slot(rest) in _FOLLOWS else "Ss"
        return f"(?P<speaker>[{letters}]){aside}"
    letter = re.escape(SLOTS[element.value])
    if element.value == "who":
        return "(?P<who>[wh])"
    return f"(?P<cue>{letter})" if is_cue else letter


_STRUCTURE = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", "^": "^", "$": r"\.?$"}
_TAKES_ASIDE = frozenset({"cue", "passive"})
# Next to these a speaker may be the object of something.
_GOVERNS = frozenset({"cue", "to", "per", "by", "prep", "saying", "passive", "verb", "—"})
_FOLLOWS = frozenset({"who", "'s"})


def _ends(following: PatternElement | None) -> bool:
    return following is not None and following.value in ("$", "—")


def found_by_rules(rules: tuple[Compiled, ...], chunked: Chunked) -> Iterator[PatternMatch]:
    """Every match of the rules in a paragraph."""
    letters = chunked.letters
    present = set(letters)
    for rule in rules:
        if not rule.needs <= present:
            continue
        for match in rule.regex.finditer(letters):
            quote = match.start("quote")
            speaker = match.start("speaker")
            cue = match.start("cue") if "cue" in rule.regex.groupindex else -1
            who = match.start("who") if "who" in rule.regex.groupindex else -1
            yield PatternMatch(
                rule, quote, speaker, cue if cue >= 0 else None, who if who >= 0 else None
            )
