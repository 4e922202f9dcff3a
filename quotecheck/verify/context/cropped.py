"""Quotations that leave off the words that take them back: "we can fix it" of "we can fix it if you
pay"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.context.asides import (
    is_lone_condition,
    narrows_negation,
    without_interjections,
)
from quotecheck.verify.context.conditioned import depends_on, goes_on_to_condition
from quotecheck.verify.context.cut_numbers import (
    begins_inexactly,
    begins_inside_number,
    border,
    ends_inexactly,
    ends_inside_number,
)
from quotecheck.verify.context.running_on import goes_on, said_after, said_before
from quotecheck.verify.context.secondhand import thought_by

_AFTER, _BEFORE = "the quote stops before", "the quote starts after"
_TOLD = re.compile(rf"(?:{_AFTER}|{_BEFORE}) “.*?”(?=;|\Z)")
_AROUND = 120  # characters in which the next word is looked for
_SHOWN = 40  # characters of what was cut off
_COMPLETING = frozenset(("of", "than"))
_WHEN = frozenset(("when", "whenever"))
_DATING = frozenset(("by", "in", "on", "at", "next", "this", "tomorrow", "today"))
_DATED = 4  # last words of a quote among which a date begins
_PROMISED = 12  # last words of a quote among which its "will" stands
_DENIED = 14  # words before a passage, among which a denial of it stands
_NAMED = 5  # last words of a description, among which its noun stands
_BEING = (("is",), ("was",))
_TELL = frozenset(("tell", "telling", "tells"))
_CHANCE = (("chance",), ("possibility",), ("likelihood",), ("probability",))
_FEW = frozenset(("few", "little"))
_TAG = re.compile(r",\s(?P<words>[\w’' ]+)[.?!;,]")
_REMARK = re.compile(r"[^\w\n]{0,3}[.?!][”\"’')]*\s+(?P<words>[^.?!\n]{1,60})[.?!]")
_OR_ELSE = 4  # words of such an aside, at most
_PROVISO = 5  # words of an aside of condition, at most
_STOP = re.compile(r"[^\w\n]{0,3}[.?!\n]")
_SENTENCE_END = re.compile(r"[.?!…][”\"’')\]]*\s|\n")


def cut_off(place: Placement, canon: Canon, lexicon: FoldedLists) -> list[str]:
    """The words right after and right before a passage that matter to it, each in an explanation
    for the editor.

    On either side these are the rest of a number, or words that say how exact it is. After it they
    are words that take it back or narrow it ("but", "unless"), a "not", or a final hedge (",
    maybe."). Before it they are a hedge, a negation, a condition or an "all" or "some" that touches
    it, a whole condition ("If you pay,"), or words that show that the speaker does not hold it.
    """
    after, before = said_after(place, _AROUND), said_before(place)
    passage = place.text[place.start : place.end]
    told = []
    if (
        ends_inside_number(border(before + passage, after, canon), lexicon)
        or ends_inexactly(place, after, canon, lexicon)
        or _is_turned(place, after, canon, lexicon)
    ):
        told.append(f"{_AFTER} “{_opening(after)}”")
    begin = border(before, passage + after, canon)
    sentence = _SENTENCE_END.split(before)[-1].strip()
    if (
        begins_inside_number(begin, lexicon)
        or begins_inexactly(begin, lexicon)
        or _touches(sentence, canon, lexicon)
        or _is_halved(place, sentence, canon)
        or depends_on(place, sentence, canon, lexicon)
        or _is_others_belief(sentence, canon, lexicon)
    ):
        told.append(f"{_BEFORE} “{ending(sentence)}”")
    return told


def told_in(why: str) -> str:
    """The part of the reason for a verdict that names the words cut off; empty if there is none."""
    return "; ".join(found.group() for found in _TOLD.finditer(why))


def without_cut(why: str, *, after: bool) -> str:
    """The reason for a verdict without its part on words cut off after the quotation, or before
    it."""
    side = _AFTER if after else _BEFORE
    return re.sub(rf"(?:; )?{side} “.*?”(?=;|\Z)", "", why)


def _is_turned(place: Placement, after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the words after a passage narrow it or take it back."""
    if _is_ironic(after, canon, lexicon):
        return True
    after = without_interjections(after, canon, lexicon)
    following = canon.forms(after)
    if _STOP.match(after):
        afterthought = _is_afterthought(following, lexicon)
        return afterthought or is_lone_condition(after, canon, lexicon)
    first = canon.first_form(after)
    if _completes(place, after, first, lexicon) or goes_on_to_condition(after, canon, lexicon):
        return True
    passage = place.text[place.start : place.end]
    if narrows_negation(passage, after, canon, lexicon):
        return True
    if goes_on(after) and first in lexicon.negations:
        return True
    if after.startswith(",") and _is_second_thought(following, lexicon):
        return True
    if _is_aside(after, canon, lexicon):
        return True
    return first in lexicon.narrowing and (
        _is_taken_back(after, canon, lexicon) or lexicon.turns_here(following)
    )


def _completes(place: Placement, after: str, first: str | None, lexicon: FoldedLists) -> bool:
    """Return whether the rest of a sentence was cut off where it cannot end: before an "of" or
    "than", or before the "when" that a promise without a date depends on ("we will sell when there
    is an offer")."""
    if first not in _COMPLETING | _WHEN or not goes_on(after):
        return False
    text, start = place.text, place.start
    if not text[start].isupper() and text[place.turn_start : start].strip():
        return False
    words = place.words.forms[place.low : place.high]
    promised = not lexicon.modals.isdisjoint(words[-_PROMISED:])
    return first in _COMPLETING or (promised and _DATING.isdisjoint(words[-_DATED:]))


def _is_taken_back(after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the speaker takes back the end of a passage: "in March, sorry, in May"."""
    tag = _TAG.match(after)
    if tag is None:
        return False
    said = tuple(canon.forms(tag["words"]))
    return said in lexicon.corrections and said not in lexicon.fillers | lexicon.openers


def _is_aside(after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the clause after a passage is only a hedge, or ends as a condition does: ",
    maybe.", ", I think.", ", weather permitting."."""
    tag = _TAG.match(after)
    if tag is None:
        return False
    words = tuple(canon.forms(tag["words"]))
    proviso = len(words) <= _PROVISO and words[-1:] and words[-1] in lexicon.provisos
    bare = tuple(word for word in words if word not in lexicon.modals and word != "'d")
    hedges = lexicon.hedges | lexicon.framing
    return bool(proviso) or words in hedges or bare in lexicon.hedges  # "I'd guess"


def _is_second_thought(following: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words after a comma narrow the words before it: "or nearly all of them"."""
    counted = following[:2] == ["at", "least"] and any(map(lexicon.is_number, following[2:3]))
    return lexicon.begins_with(lexicon.second_thoughts, following) and not counted


def _is_ironic(after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether a sentence of its own or an aside says that the words before were not meant,
    or may not come true: ". Yeah, right.", ", my foot.", ", or it should."."""
    said = _REMARK.match(after) or _TAG.match(after)
    if said is None:
        return False
    words = tuple(canon.forms(said["words"]))
    if words[:1] == ("or",) and len(words) <= _OR_ELSE and words[1:2] and words[2:3]:
        return words[1] in lexicon.pronouns and words[2] in lexicon.modals  # "or it should"
    return words in lexicon.ironies


def _is_afterthought(following: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether a sentence only narrows the one before or takes it back, as "But only if you
    pay" or "Just kidding." does."""
    if lexicon.afterthoughts.isdisjoint(following[:3]):
        return False
    words = [word for word in following[:2] if (word,) not in lexicon.openers]
    words += following[2:]
    if any(lexicon.begins_with(lexicon.retractions, each) for each in (following, words)):
        return True
    narrowing = words and (words[0] in lexicon.limits or words[0] in lexicon.negations)
    return bool(narrowing) and lexicon.turns_here(words[1:])


def stops_inside(place: Placement, canon: Canon, lexicon: FoldedLists) -> str:
    """The contraction inside which a passage stops, without its "not": "they will" of "they won't";
    empty if there is none."""
    surface = place.words.surfaces[place.high - 1]
    forms = canon.forms(surface)
    cut = len(forms) > 1 and place.words.forms[place.high - 1] != forms[-1]
    return surface if cut and forms[-1] in lexicon.negations else ""


def _touches(before: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the last word is a hedge, a condition or a negation, with no mark after it."""
    words = tuple(canon.last_forms(before[-_AROUND:], max(lexicon.longest, _DENIED)))
    if before.endswith(","):
        return words in lexicon.framing
    if before[-1:] in ";:":
        return False
    bare = words[:-1] if words[-1:] == ("that",) else words
    if any(bare[at:] in lexicon.weakening for at in range(len(bare))):
        return True
    if words[-2:] in lexicon.weakening or _is_not_held(words, lexicon):
        return True
    if _is_likelihood(words, lexicon):
        return True
    begins = words if words[:1] not in lexicon.openers else words[1:]
    if begins[:1] in lexicon.amounts_before and begins[1:] in lexicon.quantities:
        return True  # "about half of"
    return begins in lexicon.opening or _is_negated(words, lexicon)


def _is_halved(place: Placement, before: str, canon: Canon) -> bool:
    """Return whether the "a" of "a few" or "a little" was cut off, which turns it to "hardly
    any"."""
    first = place.words.forms[place.low]
    return first in _FEW and canon.last_forms(before, 1) == ["a"]


def _is_negated(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words end with a negation, or with one and what stands between it and a verb:
    "has never really", "hardly ever"."""
    if lexicon.indefinites.intersection(words[-1:]):
        return not lexicon.negations.isdisjoint(words)  # "nobody at the club ever"
    for word in reversed(words):
        if word in lexicon.negations:
            return True
        between = (word,) in lexicon.emphases or word in lexicon.focus or word in lexicon.modals
        if not between and word not in ("been", "be", "have", "even") and not word.endswith("ly"):
            return False
    return False


def _is_likelihood(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words introduce a mere possibility: "there is every chance that", "my hope is
    that", "the idea that"; not "by chance"."""
    stated = words[-1:] == ("that",)
    noun = words[:-1] if stated else words
    if stated and noun[-1:] in _BEING:
        return not lexicon.likelihoods.isdisjoint(noun[-_NAMED:])  # "the rumor going round is"
    if noun[-2:-1] == ("by",) or not (stated or noun[-1:] in _CHANCE):
        return False
    return not lexicon.likelihoods.isdisjoint(noun[-1:])


def _is_not_held(words: tuple[str, ...], lexicon: FoldedLists) -> bool:
    """Return whether words introduce something that the speaker does not hold: "I do not think
    that", "it is a myth that", "they have no proof that"; but not a fact ("I do not care that")."""
    stated = words[-1:] == ("that",)
    brought = words[:-1] if stated else words
    if not brought:
        return False
    if brought[-3:-1] in lexicon.withheld:
        modal = brought[-3] in lexicon.modals or brought[-1] in lexicon.thinking
        return modal and brought[-1] in lexicon.beliefs | lexicon.thinking
    told = brought[-2:-1] and brought[-2] in _TELL and brought[-1] in lexicon.pronouns
    brought = _own_clause(brought[:-1] if told else brought, lexicon)
    is_denied = _denies(brought, lexicon)
    held = lexicon.beliefs if is_denied else lexicon.doubts
    if not held.isdisjoint(brought[-1:]) or (is_denied and told):
        return True
    known = brought[-1] in lexicon.doubts | lexicon.facts
    return stated and not known and _denies(brought[-lexicon.longest :], lexicon)


def _denies(words: tuple[str, ...], lexicon: FoldedLists) -> bool:
    """Return whether the last of some words is denied, or wrong, or too much to say."""
    return not (lexicon.negations | lexicon.faults).isdisjoint(words[:-1]) or any(
        words[at : at + len(phrase)] == phrase
        for phrase in lexicon.negative_phrases
        for at in range(len(words) - len(phrase))
    )


def _own_clause(words: tuple[str, ...], lexicon: FoldedLists) -> tuple[str, ...]:
    """The last words, as many as a denial covers, or all words from the last clause with a subject
    of its own."""
    low = max(0, len(words) - lexicon.longest)
    for at in range(low - 1, -1, -1):
        if words[at] in lexicon.turning and words[at + 1] in lexicon.speaking:
            return words[at + 1 :]
    return words


def _is_others_belief(before: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the sentence before a passage says that somebody else thinks so."""
    thinker = thought_by(before, canon, lexicon)
    return thinker is not None and not thinker.own


def _opening(after: str) -> str:
    """The first words after a passage, up to the end of the sentence."""
    rest = after[: 2 * _SHOWN].lstrip(' \n.?!…”"’)],;:—–-')
    end = _SENTENCE_END.search(rest)
    line = " ".join((rest[: end.end()] if end else rest).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " …"


def ending(before: str) -> str:
    """The last words before a passage, as shown in an explanation."""
    line = " ".join(before.split())
    return line if len(line) <= _SHOWN else "… " + line[-_SHOWN:].split(" ", 1)[-1]
