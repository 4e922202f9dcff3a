"""Telling a speaker's own words in a source from those of somebody whom the speaker quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.context.reporter import Reporter, reporter

_CLOSING = re.compile(r"(?<=\S)[”\"](?!\w)")
_OPENING = re.compile(r"“|(?:^|(?<=[\s(—–-]))\"(?=\w)")
_OPEN = re.compile(r"[“‘]\s*$|(?:^|[\s(—-])[\"']$")
_SENTENCE_END = re.compile(r"[.?!]\s")
_TOLD = re.compile(r"[^\w\n,]{0,3}[,.?!]\s(?P<words>[^.?!,;:“”\"\n]{1,80})[.?!,;]")
_HEARD = frozenset(("heard", "hear", "read"))
_WHERE = frozenset(("on", "in", "from", "at", "over", "somewhere"))
_CLOSERS = " ”’)"
_LINKS = frozenset(("so", "anyway", "at", "least"))
_WHAT = (("that", "is", "what"), ("that", "was", "what"), ("this", "is", "what"))
_AGREED = frozenset(("or", "as", "like", "which", "who", "that", "where"))  # "as she says,"
_THAT = (("that",), ("this",), ("so",), ("plan",), ("schedule",))  # "according to plan"
_OWNED = 4  # "Those are his words."
_THEIRS = frozenset(("his", "her", "their"))
_MINE = frozenset(("me", "us", "myself"))  # "according to me"
_AROUND = ",:;—–-“”‘’\"'()"
_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Sen", "Gov", "Rep", "Gen", "St")


def is_reported(before: str, claimed: str | None, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the words before a passage introduce the words of the claimed speaker.

    An opening quotation mark right before it does so; so do a reporting verb a few words before it
    with the claimed speaker's name or "he", "she", "they" ("Ms. Diaz said last year:"), and any
    words that give what follows to somebody, unless that is the speaker or another named person.
    """
    if _OPEN.search(before):
        return True
    opened = _opened(before)
    said = before if opened is None else before[:opened]
    sentence, said_by = _brings_in(said, canon, lexicon)
    claim = set(canon.forms(claimed or ""))
    if said_by is None and opened is None:
        said_by = thought_by(sentence, canon, lexicon)
    if said_by and not said_by.own and not _names_another(said_by.subject, said, claim, lexicon):
        return True
    words = canon.last_forms(sentence, lexicon.reporting_words)
    subjects = lexicon.third | claim
    return any(
        word in lexicon.reporting and subjects & set(words[max(0, at - lexicon.subject_words) : at])
        for at, word in enumerate(words)
    )


def is_quoting_other(before: str, after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether a passage in the claimed speaker's own turn is plainly a quotation of somebody
    else, something that "they say", or something that the speaker denies having said. This is
    stricter than `is_reported`."""
    sentence, said_by = _brings_in(before, canon, lexicon)
    words = tuple(canon.last_forms(sentence, lexicon.reporting_words))
    if any(words[-length:] in lexicon.disowned for length in range(1, lexicon.longest + 1)):
        return True
    if (said_by and not said_by.own) or _is_heard(words, lexicon):
        return True
    if "”" not in after and '"' not in after:
        return False
    opened = _opened(before)
    if opened is None:
        return False
    words = tuple(canon.last_forms(last_sentence(before[:opened]), lexicon.reporting_words))
    return _reports_other(words, lexicon)


def _is_heard(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether the speaker only heard or read the words that follow: "I heard on the bus
    that"."""
    return words[-1:] == ("that",) and any(
        word in _HEARD and words[at] in lexicon.own and words[at + 2] in _WHERE
        for at, word in enumerate(words[1:-1])
    )


def ascribed(after: str, canon: Canon, lexicon: FoldedLists) -> str:
    """The words right after a passage that give it to others: ", they tell me.", ", according to
    the board.", ". That's what they say."; empty if there are none."""
    told = _TOLD.match(after)
    if told is None:
        return ""
    words = tuple(canon.forms(told["words"]))
    spoken = words
    while spoken and (spoken[0] in _LINKS or spoken[:1] in lexicon.openers):
        spoken = spoken[1:]
    is_sentence = not after.lstrip(_CLOSERS).startswith(",")
    if spoken[:1] == ("or",) and spoken[1:4] in _WHAT:
        spoken = spoken[1:]
    if spoken[:3] in _WHAT:
        spoken = spoken[3:]
    elif is_sentence and spoken == words and not _are_theirs(words, lexicon):
        return ""  # "I left. She said so."
    if spoken in lexicon.disowned or (is_sentence and _are_theirs(words, lexicon)):
        return told["words"]
    if not lexicon.negations.isdisjoint(spoken) or spoken[-1:] in _THAT:
        return ""
    if not spoken or spoken[0] in _AGREED or len(words) > lexicon.reporting_words:
        return ""
    if spoken[0] in lexicon.reporting:
        return "" if len(spoken) == 1 or spoken[1] in lexicon.own else told["words"]
    preface = lexicon.begins_with(lexicon.prefaces, spoken) and spoken[-1] not in _MINE
    said_by = None if preface else reporter(spoken, lexicon, paused=True)
    is_others = preface or (said_by is not None and not said_by.own)
    return told["words"] if is_others else ""


def _are_theirs(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words name the owner of the words before them: "those are his words"."""
    return (
        len(words) == _OWNED
        and words[1] in ("are", "is", "were", "was")
        and words[2] in _THEIRS
        and words[3] in lexicon.wordings
    )


def thought_by(sentence: str, canon: Canon, lexicon: FoldedLists) -> Reporter | None:
    """The person who thinks a passage, by the beginning of its sentence."""
    if _is_paused(sentence) or not _ends_with_any(sentence, lexicon.thinking, lexicon):
        return None
    words = tuple(canon.last_forms(sentence, lexicon.reporter_words))
    return reporter(words, lexicon, paused=False, thinking=True)


def _brings_in(before: str, canon: Canon, lexicon: FoldedLists) -> tuple[str, Reporter | None]:
    """The beginning of a passage's sentence, and the person to whom it gives the passage."""
    sentence = last_sentence(before)
    if _is_read_out(sentence, lexicon):
        return sentence, Reporter(own=False)
    if not _ends_with_any(sentence, lexicon.reportive, lexicon):
        return sentence, None
    words = tuple(canon.last_forms(sentence, lexicon.reporter_words))
    return sentence, reporter(words, lexicon, paused=_is_paused(sentence))


def _is_read_out(sentence: str, lexicon: FoldedLists) -> bool:
    """Return whether a passage is read out from a document, shown by a colon, that the speaker did
    not write: "There is a line in the contract:"."""
    if not sentence.rstrip("“\"'‘ ").endswith(":"):
        return False
    words = [word.strip(_AROUND) for word in sentence.lower().split()]
    return bool(words) and words[-1] in lexicon.written and lexicon.own.isdisjoint(words)


def _ends_with_any(sentence: str, words: frozenset[str], lexicon: FoldedLists) -> bool:
    """Return whether one of some words stands near the end of a sentence's beginning, which is
    rare."""
    near = sentence.lower().split()[-lexicon.reporting_words :]
    return not words.isdisjoint([word.strip(_AROUND) for word in near])


def _is_paused(sentence: str) -> bool:
    return sentence.rstrip("“\"'‘ ").endswith((",", ":", "—", "–", "-"))


def last_sentence(before: str) -> str:
    """The last sentence of a text, as far as it goes."""
    parts = _SENTENCE_END.split(before)
    last = len(parts) - 1
    while last and parts[last - 1].endswith(_TITLES):  # "Mr. Quill said"
        last -= 1
    return ". ".join(parts[last:])


def _opened(before: str) -> int | None:
    """The place of a quotation mark that is still open at the passage."""
    opened = [match.start() for match in _OPENING.finditer(before)]
    closed = _CLOSING.search(before, opened[-1] + 1) if opened else None
    return opened[-1] if opened and closed is None else None


def _names_another(
    subject: Sequence[str], sentence: str, claim: set[str], lexicon: FoldedLists
) -> bool:
    """Return whether a subject ends with the name of somebody who is not claimed to be the
    speaker."""
    last = subject[-1] if subject else ""
    if not last or last in claim or last in lexicon.pronouns | lexicon.titles:
        return False
    capital = re.search(rf"(?<=\s){re.escape(last.capitalize())}\b", sentence)
    return bool(capital) and not claim.intersection(subject)


def _reports_other(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether a reporting verb stands shortly before, and not the speaker's own ("I
    said")."""
    return any(
        word in lexicon.reporting and _subject(words, at, lexicon) not in lexicon.own
        for at, word in enumerate(words)
    )


def _subject(words: Sequence[str], at: int, lexicon: FoldedLists) -> str:
    """The nearest word before a verb that shows whether the subject is the speaker or somebody
    else; empty if there is none."""
    known = lexicon.own | lexicon.others
    before = words[max(0, at - lexicon.subject_words) : at]
    return next((each for each in reversed(before) if each in known), "")
