"""Words of little weight: function words, other forms of a word, repairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotecheck.verify.compare.folding import WordTuple
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.risk import same_stem
from quotecheck.verify.compare.speech import is_restart, is_vocative, recurs

if TYPE_CHECKING:
    from quotecheck.verify.compare.align import Edit
    from quotecheck.verify.compare.edits import Pair

_AGAIN = frozenset(("he", "she", "they", "it", "we"))
_I = ("i",)
_OF = frozenset(("of", "about", "without", "by", "for", "from"))
_MONEY_WORDS = 4  # on either side of a number, among which another currency may stand
_MAN, _MEN = "man", "men"
_SHARED = 5  # words of two variants, without those that they share
_AROUND = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (2, 1), (1, 2))  # words shared, on either side
_TIMES = ({"have", "had"}, {"has", "had"}, {"do", "did"}, {"does", "did"})
_PRESENT, _PAST = frozenset(("is", "are", "am", "'s")), frozenset(("was", "were"))
_SIDES = frozenset(("against", "for", "with", "under", "behind"))  # "was against the merger"
_AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "am", "be", "been", "being", "has", "have", "had", "having", "'s")
)
_PERFECT = frozenset(("has", "have", "had", "'s", "'d", "having"))
_OBJECTS = frozenset(("to", "it", "that", "nothing", "one", "more", "less", "many", "much", "lots"))
_SENTENCE_END = re.compile(r"[.?!:]")
_POSSESSORS = frozenset(("mine", "ours", "yours", "his", "hers", "theirs"))
_SELF = ("self", "selves")
_PLACING = frozenset(("by", "in", "at", "on", "near"))
QUANTIFIERS = frozenset(("all", "both", "each", "1", "some", "any", "many", "most", "none", "half"))


def is_light(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether the sense is unchanged: function words, another form of the word, a repair."""
    lexicon, near = pair.lexicon, pair.limits.repair_words
    lost = [word for word in meant if word not in lexicon.function]
    found = [word for word in printed if word not in lexicon.function]
    if not lost and not found:
        return (
            not _changes_auxiliary(meant, printed, pair, edit)
            and not _remakes_idiom(pair, edit)
            and not lexicon.related(lexicon.contrasts, meant, printed)
        )
    if not (meant and printed) and (
        _is_padding(meant or printed, pair, edit) or _is_currency(meant or printed, pair, edit)
    ):
        return True
    if _has_emphatic_do(meant, printed, lexicon):
        return True
    if meant and printed and _is_progressive(meant, printed, pair, edit):
        return True
    if len(lost) == len(found) == 1:
        if _changes_time(lost[0], found[0], pair, edit):
            return False
        if _has_other_ending(lost[0], found[0], lexicon) and _is_dependent(pair, edit):
            return True
    for one, other in (meant, printed), (tuple(lost), tuple(found)):
        if len(one) == len(other) and all(
            is_kin(a, b, pair) or {a, b} <= lexicon.function
            for a, b in zip(one, other, strict=True)
        ):
            return True
    if not printed and (is_vocative(pair, edit.s_low, edit.s_high) or is_restart(lost, pair, edit)):
        return True
    if found and not lost:
        return (tuple(found) in lexicon.fillers | lexicon.openers) or (
            not meant and recurs(found, pair.quote.forms, edit.q_low, edit.q_high, near)
        )
    return False


def is_variant(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether the sides are variants of each other, with up to two shared words on either
    side: "in order to" and "to"."""
    lexicon = pair.lexicon
    if lexicon.related(lexicon.variants, meant, printed):
        return True
    if len(meant) + len(printed) > _SHARED + 2 or edit.s_high - edit.s_low != len(meant):
        return False
    source, quote = pair.source.forms, pair.quote.forms
    for before, after in _AROUND:
        low, high = edit.s_low - before, edit.s_high + after
        first, last = edit.q_low - before, edit.q_high + after
        if low < 0 or first < 0 or high > len(source) or last > len(quote):
            continue
        shared = source[low : edit.s_low] == quote[first : edit.q_low]
        if shared and source[edit.s_high : high] == quote[edit.q_high : last]:
            said, put = source[low:high], quote[first:last]
            if lexicon.related(lexicon.variants, said, put):
                return True
    return False


def _remakes_idiom(pair: Pair, edit: Edit) -> bool:
    """Return whether an edit makes or breaks a phrase with a sense of its own, as "at all" from "it
    all"."""
    spoken = _idioms(pair.source.forms, edit.s_low, edit.s_high, pair.lexicon)
    return spoken != _idioms(pair.quote.forms, edit.q_low, edit.q_high, pair.lexicon)


def _idioms(forms: Sequence[str], low: int, high: int, lexicon: FoldedLists) -> set[WordTuple]:
    """The idioms that hold a word from ``low`` up to ``high``."""
    return {
        phrase
        for phrase in lexicon.idioms
        for at in range(max(0, low - len(phrase) + 1), high)
        if tuple(forms[at : at + len(phrase)]) == phrase
    }


def _changes_time(one: str, other: str, pair: Pair, edit: Edit) -> bool:
    """Return whether the main verb, not that of a dependent clause, has another tense."""
    lexicon = pair.lexicon
    if one == other or not lexicon.related(lexicon.tenses, (one,), (other,)):
        return False
    if same_stem(one, other, lexicon.endings, lexicon.stem_letters - 1):
        return False
    words, low = pair.source, edit.s_low
    before = words.forms[max(0, low - pair.limits.clause_words) : low]
    mended, auxiliary = lexicon.participles, not _AUXILIARIES.isdisjoint(before)
    if (other if auxiliary else one) in mended and (one if auxiliary else other) not in mended:
        return False  # "I seen it", "I have went"
    return not _is_dependent(pair, edit)


def _is_progressive(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether a verb is progressive on one side only, in the same tense: "has been
    carrying", "has carried"; "is running", "runs"."""
    short, long = sorted((meant, printed), key=len)
    if len(short) != 1 or len(long) != 2 or not long[1].endswith("ing"):
        return False
    verb, lexicon = short[0], pair.lexicon
    kin = lexicon.related(lexicon.tenses, long[1:], short) or same_stem(
        long[1].removesuffix("ing"), verb, ("e", "ed", "ied", "y", "s", "es", "ies"), 3
    )
    if not kin or verb.endswith("ing"):
        return False
    past = verb.endswith("ed") or ((verb,) in lexicon.tenses and not verb.endswith("s"))
    if long[0] == "be":
        if long[1].removesuffix("ing") in (verb, verb.removesuffix("e")):
            return True  # "can not be doing that", "can not do that"
        return not past and verb[-1:] != "s"  # "would be playing", "would play"
    if long[0] == "been":
        return past and pair.source.forms[edit.s_low - 1] in _PERFECT if edit.s_low else False
    return long[0] in (("was", "were") if past else ("is", "are", "am"))


def _has_other_ending(one: str, other: str, lexicon: FoldedLists) -> bool:
    """Return whether two words are two tenses of one verb: "call", "called"."""
    endings = (*lexicon.endings, *lexicon.tense_endings)
    return one != other and same_stem(one, other, endings, lexicon.stem_letters)


def _is_dependent(pair: Pair, edit: Edit) -> bool:
    """Return whether the clause of an edit depends on another: "the man who comes"."""
    words, low, relatives = pair.source, edit.s_low, pair.lexicon.relatives
    for at in range(low - 1, max(-1, low - pair.limits.clause_words - 1), -1):
        if _SENTENCE_END.search(pair.text, words.ends[at], words.starts[at + 1]):
            break
        if words.forms[at] in relatives:
            return True
    return not relatives.isdisjoint(words.forms[low : edit.s_high])


def _changes_auxiliary(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether "have", "do" or "be" is the main verb, as the word after it shows, and has
    another tense: "had a plan", "did the work", "was against it"."""
    if len(meant) != 1 or len(printed) != 1:
        return False
    lexicon, after = pair.lexicon, pair.source.forms[edit.s_high : edit.s_high + 1]
    spoken, put = meant[0], printed[0]
    if (spoken in _PAST and put in _PRESENT) or (spoken in _PRESENT and put in _PAST):
        timed = not (lexicon.determiners | _SIDES).isdisjoint(after)
    else:
        objects = lexicon.determiners | _OBJECTS
        timed = {*meant, *printed} in _TIMES and not objects.isdisjoint(after)
    return timed and not _is_dependent(pair, edit)


def _is_padding(words: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether words that come or go only fill a sentence: "go and" before a verb, one of two
    words of place ("down there"), a small word said before and again after "and"."""
    lexicon = pair.lexicon
    forms, low, high = pair.source.forms, edit.s_low, edit.s_high
    if low == high:
        forms, low, high = pair.quote.forms, edit.q_low, edit.q_high
    after = forms[high] if high < len(forms) else ""
    before = forms[low - 1] if low else ""
    if words[0] in _AGAIN and len(set(words)) == 1 and _takes_up(pair, edit):
        return True  # "My dad, he never learned."
    if words == _I and _begins_sentence(pair, edit):
        return True  # "Couldn't tell you."
    if len(words) == 2 and words[1] in lexicon.pronouns and _goes_with_pronoun(words, before):
        return True
    if len(words) == 1 and words[0].endswith(_SELF) and after in lexicon.articles:
        return True  # "we had ourselves a fine time"
    if len(words) == 1 and words[0] in lexicon.pronouns and after.endswith("ing"):
        return before in _OF  # "a matter of us getting"
    if words in lexicon.padding:
        return bool(after) and after not in lexicon.function
    if lexicon.particles.issuperset(words):
        beside = len(words) > 1 or not lexicon.particles.isdisjoint((before, after))
        return beside or (after in _PLACING and before not in lexicon.auxiliaries)
    again = forms[max(0, low - pair.limits.again_words) : low - 1]
    small = lexicon.pronouns | lexicon.function
    joined = before in lexicon.joints or before in ("is", "was")  # "what we do is we go"
    return joined and set(words) <= small.intersection(again)


def _goes_with_pronoun(words: WordTuple, before: str) -> bool:
    """Return whether "of" or "about" and a pronoun only repeat the words before them: "all of
    them", "a brother of hers", "the thing about it"."""
    if words[0] == "of":
        return before in QUANTIFIERS or words[1] in _POSSESSORS
    return words[0] == "about"


def _takes_up(pair: Pair, edit: Edit) -> bool:
    """Return whether a pronoun of the source repeats the subject set off by a comma before it, or
    at the beginning of the sentence: "My father he never said"."""
    words, low = pair.source, edit.s_low
    if not low or low == edit.s_high:
        return False
    start = max(0, low - pair.limits.again_words)
    named = words.forms[start:low]
    if "," not in pair.text[words.ends[low - 1] : words.starts[low]]:
        first = next((at for at in (low - 2, low - 3) if _begins_at(pair, at)), None)
        return first is not None and words.forms[first] in pair.lexicon.determiners
    return pair.lexicon.determiners.intersection(named[-3:]) != frozenset() and not (
        pair.lexicon.auxiliaries.intersection(named)
    )


def _begins_sentence(pair: Pair, edit: Edit) -> bool:
    """Return whether an edit stands at the beginning of a sentence of the source."""
    words, low = pair.source, edit.s_low
    until = words.starts[low] if low < len(words) else len(pair.text)
    return not low or bool(_SENTENCE_END.search(pair.text, words.ends[low - 1], until))


def _begins_at(pair: Pair, at: int) -> bool:
    """Return whether a sentence of the source begins with a word."""
    words = pair.source
    return not at or (
        at > 0 and bool(_SENTENCE_END.search(pair.text, words.ends[at - 1], words.starts[at]))
    )


def _is_currency(words: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether the edit only marks a number that both sides have as money, in the same
    currency: "$20", "20"."""
    money, near = pair.lexicon.currencies, _MONEY_WORDS
    if words not in money:
        return False
    said, put = pair.source.forms, pair.quote.forms
    source = said[max(0, edit.s_low - near) : edit.s_low] + said[edit.s_high : edit.s_high + near]
    quote = put[max(0, edit.q_low - near) : edit.q_low] + put[edit.q_high : edit.q_high + near]
    beside = put[max(0, edit.q_low - 1) : edit.q_high + 1]
    named = any((word,) in money for word in source + quote)
    return not named and any(map(pair.lexicon.is_number, beside))


def _has_emphatic_do(meant: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> bool:
    """Return whether the sides differ only by an emphatic "do": "did hold", "held"."""
    short, long = sorted((meant, printed), key=len)
    return (
        len(short) == 1
        and len(long) == 2
        and long[0] in ("do", "does", "did")
        and (
            lexicon.related(lexicon.tenses, long[1:], short)
            or same_stem(long[1], short[0], (*lexicon.endings, "ed", "d"), lexicon.stem_letters)
        )
    )


def is_kin(one: str, other: str, pair: Pair) -> bool:
    """Return whether two words are forms of one word, or variants of each other."""
    lexicon = pair.lexicon
    if one == other:
        return True
    if lexicon.related(lexicon.tenses, (one,), (other,)):
        return True
    if lexicon.related(lexicon.variants, (one,), (other,)):
        return True
    stem = same_stem(one, other, lexicon.endings, lexicon.stem_letters)
    return stem or _is_plural(one, other) or _swapped_letters(one, other)


def _is_plural(one: str, other: str) -> bool:
    """Return whether one word is the plural of the other: "county", "counties", "freshman",
    "freshmen"."""
    short, long = sorted((one, other), key=len)
    if long.endswith("ies"):
        return short == f"{long[:-3]}y"
    first, second = sorted((one, other))
    return first.endswith(_MAN) and second == first.removesuffix(_MAN) + _MEN


def _swapped_letters(one: str, other: str) -> bool:
    """Return whether two neighbouring letters changed places, as in a typing error."""
    if len(one) != len(other) or one == other:
        return False
    unlike = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(unlike) != 2 or unlike[1] != unlike[0] + 1:
        return False
    low, high = unlike
    return one[low] == other[high] and one[high] == other[low]
