"""Negations and other risky words that come, go or move without turning the sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from quotecheck.model import Flag
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.risk import negations_in, same_word

if TYPE_CHECKING:
    from quotecheck.sources.canonical import Words
    from quotecheck.verify.compare.align import Edit
    from quotecheck.verify.compare.edits import Pair
    from quotecheck.verify.compare.folding import WordTuple
    from quotecheck.verify.compare.lexicon import FoldedLists

_ONE = "1"
_NO = "no"
_NONE = frozenset((_NO, "none"))  # "it do not matter none"
_FROM = "from"
_UP_TO = {("to",), ("until",)}
_LAST = frozenset(("last", "only", "same"))
_HALVES = frozenset(("never", "hardly", "barely", "scarcely"))  # with "not" one negation
_SENTENCE_END = re.compile(r"[.?!]\s")
_REASON = "the negation stands with another word than in the source"


def balanced(pair: Pair, findings: Sequence[JudgedEdit]) -> list[JudgedEdit]:
    """The findings, with a negation that goes in one place and comes in another near by judged as
    moved: "they are not alone any longer" is "they are alone no longer", but "did not have cause to
    go" is not "did have cause not to go"."""
    judged = list(findings)
    turned = [
        at
        for at, finding in enumerate(judged)
        if finding.change is Effect.FLIPPED and Flag.NEGATION in finding.flags
    ]
    for one, other in combinations(turned, 2):
        group = judged[one : other + 1]
        if sum(_gained(pair, each) for each in group) == 0 and _is_near(pair, group):
            same = _means_the_same(pair, group)
            for at in (one, other):
                judged[at] = replace(
                    judged[at],
                    change=Effect.LIGHT if same else Effect.CHANGED,
                    reason="" if same else _REASON,
                )
    return judged


def _means_the_same(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether a moved negation leaves the sense: it moved across a verb of belief ("do not
    think that it is", "think that it is not"), or into a word such as "any"."""
    first, last = group[0].edit, group[-1].edit
    between = pair.quote.forms[first.q_high : last.q_low]
    words = {
        word
        for edit in (first, last)
        for word in (
            *pair.source.forms[edit.s_low : edit.s_high],
            *pair.quote.forms[edit.q_low : edit.q_high],
        )
    }
    lexicon = pair.lexicon
    return not (lexicon.beliefs.isdisjoint(between) and lexicon.indefinites.isdisjoint(words))


def _gained(pair: Pair, finding: JudgedEdit) -> int:
    """The number of negations that the quote's side of an edit has beyond the source's."""
    edit, lexicon = finding.edit, pair.lexicon
    said = tuple(pair.source.forms[edit.s_low : edit.s_high])
    put = tuple(pair.quote.forms[edit.q_low : edit.q_high])
    return bool(negations_in(put, lexicon)) - bool(negations_in(said, lexicon))


def _is_near(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether the first edit and the last stand in one sentence, near each other, with no
    word in between that a negation turns on ("not always", "always not")."""
    first, last = group[0].edit, group[-1].edit
    between = pair.quote.forms[first.q_high : last.q_low]
    start, end = pair.source.starts[first.s_low], pair.source.ends[last.s_high - 1]
    return (
        len(between) <= pair.limits.order.reach
        and pair.lexicon.focus.isdisjoint(between)
        and not _SENTENCE_END.search(pair.text[start:end])
    )


def weighs_little(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether risky-looking words that come or go leave the sense as it is: words that only
    strengthen a negation that stays ("never, never", "never, ever", "No, we will not"), an opinion
    that the quote puts in ("I think"), and "one" for "a"."""
    lexicon, near = pair.lexicon, pair.limits.negation_words
    if _is_exchange(meant, printed, pair, edit) or (not meant and printed in lexicon.opinions):
        return True
    lost, found = _without_function(meant, lexicon), _without_function(printed, lexicon)
    if lost and found:
        return _is_in_concord(lost, found, pair, edit)
    words = lost or found
    if not words:
        return False
    side, text = (pair.source, pair.text) if lost else (pair.quote, pair.printed)
    low, high = (edit.s_low, edit.s_high) if lost else (edit.q_low, edit.q_high)
    before, after = side.forms[max(0, low - near) : low], side.forms[high : high + near]
    if words in lexicon.emphases or tuple(side.forms[low:high]) in lexicon.emphases:
        return not lexicon.negations.isdisjoint(before)
    if _is_echo(side, text, low, high, lexicon) or _is_doubled(words, after, lexicon):
        return True
    if len(words) > 1 or words[0] not in lexicon.negations:
        return False
    if words[0] in (*before[-1:], *after[:1]):  # "no, no", but not "cannot not"
        return words[0] != "not" or any(_is_behind(text, side, at, ",—–-") for at in (low, high))
    if words[0] in _NONE and _is_denied(side, text, low, near, lexicon):
        return True  # "did not have no boats", "did not have any", "a" or none
    if words[0] == "not" and not _HALVES.isdisjoint(after[:1]):
        return True  # "ain't never", "couldn't hardly"
    return _is_set_apart(side, text, low, high, near, lexicon)


def _is_exchange(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether a small word only replaces another here: "one" for "a", "to" for "until" after
    a "from", nothing for the "one" of "the first one to"."""
    lexicon = pair.lexicon
    if len(meant) == len(printed) == 1 and {*meant, *printed} <= lexicon.articles | {_ONE}:
        return True
    if {meant, printed} == _UP_TO:
        near = max(0, edit.s_low - pair.limits.negation_words)
        return _FROM in pair.source.forms[near : edit.s_low]
    return meant == (_ONE,) and not printed and _is_pronoun(pair.source, edit.s_low, lexicon)


def _is_pronoun(words: Words, at: int, lexicon: FoldedLists) -> bool:
    """Return whether a "one" stands for a noun, "the first one to", and does not count anything."""
    before = words.forms[at - 1] if at else ""
    after = words.forms[at + 1] if at + 1 < len(words) else ""
    ordinal = before in _LAST or (before in lexicon.numbers and not before.isdigit())
    return words.surfaces[at] == "one" and ordinal and after in lexicon.function


def _is_set_apart(
    side: Words, text: str, low: int, high: int, near: int, lexicon: FoldedLists
) -> bool:
    """Return whether a negation is a clause of its own beside one that stays: "No, we will not",
    "We will not, no."."""
    before, after = side.forms[max(0, low - near) : low], side.forms[high : high + near]
    said_first = _is_behind(text, side, high, ",") and _is_behind(text, side, low, ",.?!;")
    if said_first and not lexicon.negations.isdisjoint(after):
        return True
    said_last = low > 0 and _is_behind(text, side, low, ",") and _ends_there(text, side, high)
    return side.forms[low] == _NO and said_last and not lexicon.negations.isdisjoint(before)


def _without_function(words: WordTuple, lexicon: FoldedLists) -> WordTuple:
    return tuple(word for word in words if word not in lexicon.function)


def _is_denied(side: Words, text: str, low: int, near: int, lexicon: FoldedLists) -> bool:
    """Return whether a negation stands shortly before a word, and no mark between."""
    for at in range(low - 1, max(-1, low - near - 1), -1):
        if text[side.ends[at] : side.starts[at + 1]].strip():
            return False
        if side.forms[at] in lexicon.negations:
            return True
    return False


def _is_in_concord(lost: WordTuple, found: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether one of two negations in a clause becomes "any": "did not see nobody"."""
    lexicon, near = pair.lexicon, pair.limits.negation_words
    if lexicon.negations.isdisjoint(lost) or not lexicon.negations.isdisjoint(found):
        return False
    before = pair.source.forms[max(0, edit.s_low - near) : edit.s_low]
    stays = not lexicon.negations.isdisjoint(before)
    if not stays or len(lost) != len(found):
        return False
    return all(
        lexicon.related(lexicon.concords, (one,), (other,)) or same_word(one, other, lexicon)
        for one, other in zip(lost, found, strict=True)
    )


def _is_echo(side: Words, text: str, low: int, high: int, lexicon: FoldedLists) -> bool:
    """Return whether words set off by a mark only repeat, in order, the words right before them:
    "nothing, nothing at all", "not one of them, not one,"."""
    if not 0 < low < high or not _is_behind(text, side, low, ",—–-"):
        return False
    ends = high == len(side) or bool(text[side.ends[high - 1] : side.starts[high]].strip(" "))
    words = tuple(side.forms[low:high])
    for emphasis in lexicon.emphases:
        if words[-len(emphasis) :] == emphasis and len(words) > len(emphasis):
            words, ends = words[: -len(emphasis)], True
            break
    for emphasis in lexicon.emphases:
        if words[: len(emphasis)] == emphasis and len(words) > len(emphasis):
            words = words[len(emphasis) :]
            break
    words = _without_function(words, lexicon)
    said = iter(side.forms[max(0, low - 2 * (high - low) - 2) : low])
    return ends and not lexicon.negations.isdisjoint(words) and all(w in said for w in words)


def _is_doubled(words: WordTuple, after: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words are the "not" of a negation that is said twice, "did not have no
    boats"."""
    doubled = words == ("not",)
    verb = 1 if lexicon.function.issuperset(after[:1]) else 0
    return doubled and after[verb : verb + 1] == ["no"]


def _is_behind(text: str, words: Words, at: int, marks: str) -> bool:
    """Return whether a word is the first, or right after one of some marks."""
    if not 0 < at < len(words):
        return at == 0
    return text[words.ends[at - 1] : words.starts[at]].strip() in (*marks,)


def _ends_there(text: str, words: Words, at: int) -> bool:
    """Return whether the words, or a sentence of them, end before a word."""
    return at == len(words) or text[words.ends[at - 1]] in ".?!"
