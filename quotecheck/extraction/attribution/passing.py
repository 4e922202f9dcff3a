"""Sentences in which somebody other than the subject or the outlet is speaking.

The person named beside the words says what an outlet passes on; a voice may come from somebody; a
message belongs to its sender.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck import lazily
from quotecheck.extraction.attribution.patterns import PatternMatch
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import (
    BY,
    CLAIM,
    CUE,
    NOUN,
    OBJECT,
    OTHER,
    PASSIVE,
    SPEAKER,
    VERB,
)
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.shapes import Shape
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.model import Mention

# “No,” Quill said at the port, ...; “No,” said Quill; “No,” Quill was quoted as saying.
_SAID = lazily.pattern(r"Q,?(?:S(?:,[^.QEV]{1,20},)?V|V[SO]|SP)")
_HEARING = frozenset({"hear", "hears", "heard", "learn", "learns", "learned", "learnt"})
_SAYS = lazily.pattern("[SO](?:,[^.QE]{1,20},)?[Ve]")
_PASSES_ON = ("At", "r", "Y")
_VERB_BEHIND = lazily.pattern("Qe[SO](?:[.,i]|$)")
_NAMED_BEHIND = lazily.pattern("Qo{1,2}(?P<speaker>S)V")
_BETWEEN = 120  # characters from a mention to the quotation
_CALLS = lazily.pattern(
    r" (?:[a-z]+ly )?(?:once |later |has |had |have )?[a-z]+(?: as)?"
    r"(?: (?:a|an|the|his|her|its|their))? "
)
_PERSONS = frozenset({"his", "her", "their", "my", "our"})
_FROM = lazily.pattern(
    r" from [^,.;:“”\"\n]{3,60}(?:,? (?:to|saying|warning|telling|asking|ordering|that|which"
    r"|demanding)\b[^.;“”\"\n]{0,40})[:,]? "
)
_OF_WHOM = lazily.pattern(r" of [^,.;:“”\"\n]{3,60},? ")  # in the words of Quill, “sound”
_THAT = lazily.pattern(
    r"(?: (?:in|at|on) [^,.;:“”\"\n]{3,40})? (?:that|of|about|to)\b[^,.;:“”\"\n]*"
)  # Quill’s claim that it was “old”
_OWNED = ("’s", "'s", "s’", "s'")
_WORD = lazily.pattern(r"[^\W\d_]+")


def passes_on(letters: str, start: int, number: int) -> bool:
    """Return whether a noun phrase, given by its number, only passes on words that its sentence
    gives to somebody else: “No,” Quill said, according to the Post. The sentence begins at
    ``start``."""
    said = letters[start:number]
    if said.endswith("V,") and letters[number + 1 : number + 2] == CUE:
        return _SAID.fullmatch(said[:-1]) is not None  # “No,” Quill said, the Post reported
    return said.endswith(_PASSES_ON) and _SAID.search(said) is not None


def is_hearer(text: str, chunked: Chunked, number: int, at: int, words: WordClasses) -> bool:
    """Return whether a subject, given by its number, only hears what somebody named before the
    quotation ``at`` says: The jury was told Quill had called it “old”; the court heard Quill say;
    the jury learned that Quill had written."""
    verb = number + 1
    if chunked.letters[verb : verb + 1] not in (PASSIVE, VERB, CUE):
        return False
    chunk = chunked[verb]
    word = text[chunk.start : chunk.end].rpartition(" ")[2].lower()
    if chunked.letters[verb] == PASSIVE:
        hears = words.bases.get(word) in words.addressing
    else:
        hears = word in _HEARING
    return hears and _SAYS.search(chunked.letters, verb + 1, at) is not None


def is_agent_that_quotes(
    text: str, found: PatternMatch, chunked: Chunked, words: WordClasses
) -> bool:
    """Return whether the agent of a passive only quotes: Quill was quoted by the Post."""
    if found.cue is None or chunked.letters[found.cue] != PASSIVE:
        return False
    cue = chunked[found.cue]
    verb = _WORD.findall(text[cue.start : cue.end])[-1]
    by = chunked.letters[found.cue + 1 : found.speaker].endswith(BY)
    return by and words.bases.get(verb.lower()) in words.quoting


def arriving(text: str, chunked: Chunked, at: int, words: WordClasses) -> tuple[int, int] | None:
    """The place of a speaker named after a verb of coming: “No,” came the reply from Quill.

    ``at`` is the quotation’s chunk.
    """
    letters = chunked.letters
    verb = at + 2 if letters[at + 1 : at + 2] == "," else at + 1
    if letters[verb : verb + 1] != VERB or letters[verb + 1 : verb + 2] not in (
        SPEAKER,
        NOUN,
        OTHER,
        OBJECT,
    ):
        return None
    coming = chunked[verb]
    if text[coming.start : coming.end].lower() not in words.arriving:
        return None
    chunk = chunked[verb + 1]
    return sender_in(chunked, verb + 1, text, words) or (chunk.start, chunk.end)


def tag_behind(
    text: str, chunked: Chunked, at: int, shape: Shape, words: WordClasses
) -> tuple[int, int] | None:
    """The place of a speaker named after a whole sentence that ends with a comma, by a verb or with
    words before the name that no list has: “It stinks,” harrumphed Colonel Froude; “Rates will
    rise,” central bank governor Tor Lien told the Post.

    ``at`` is the quotation’s chunk.
    """
    if shape.ending != "a comma" or shape.fragment or shape.titled:
        return None
    letters = chunked.letters
    named = _NAMED_BEHIND.match(letters, at)
    if named is not None:
        number = named.start("speaker")
    elif _VERB_BEHIND.match(letters, at):
        verb = chunked[at + 1]
        word = text[verb.start : verb.end]
        number = at + 2
        if not word.islower() or not word.endswith(("ed", "s")) or word in words.arriving:
            return None
    else:
        return None
    chunk = chunked[number]
    return chunk.start, chunk.end


def sender_in(
    chunked: Chunked, number: int, text: str, words: WordClasses
) -> tuple[int, int] | None:
    """The place of the sender in a chunk that is a message from somebody, or None."""
    chunk, tail = chunked[number], chunked.tail(number)
    if tail is None or not tail[0] > chunk.end:
        return None
    linked = text[chunk.end : tail[0]].strip() in ("from", "of")
    noun = text[chunk.start : chunk.end].rpartition(" ")[2].lower()
    sent = noun in words.sendings or text[tail[0]].isupper()
    return tail if linked and sent else None


def giver_in(
    chunked: Chunked, number: int, text: str, words: WordClasses
) -> tuple[int, int] | None:
    """The place of the giver in a label that names a thing: A lesson from Quill: “Wait.”"""
    chunk, tail = chunked[number], chunked.tail(number)
    if tail is None or not tail[0] > chunk.end or not text[tail[0]].isupper():
        return None
    noun = text[chunk.start : chunk.end].rpartition(" ")[2].lower()
    given = text[chunk.end : tail[0]].strip() == "from" and not words.is_role(noun)
    return tail if given else None


_TWO = lazily.pattern(r"(?:(?:^|[.QE]),?|(?<=Y))[SO]&[SO](?:(?=[Ve])|(?<=O&S)(?=[^Ve]))")


def coordinated(letters: str, number: int) -> tuple[int, int] | None:
    """The chunks of two who speak together, one of them given by its number: “No,” Quill and her
    aunt said; blamed by the court and the mayor."""
    for found in _TWO.finditer(letters, max(0, number - 4), number + 4):
        first = found.end() - 3
        if number in (first, first + 2):
            return first, first + 2
    return None


_APPOSED = lazily.pattern(r"[QE],?S,(?:[SO][^QEV.]{0,6},)?S")


def head_of_apposition(text: str, found: PatternMatch, chunked: Chunked) -> int:
    """The chunk of the person whom the noun phrase right before the verb only describes: “No,”
    Quill, head of Norvex, a maker of glass in Troy told the Post. 0 if there is no apposition."""
    letters = chunked.letters
    if found.speaker < found.quote or letters[found.speaker - 1] != ",":
        return 0
    if not _APPOSED.fullmatch(letters, found.quote, found.speaker + 1):
        return 0
    first = letters.index(SPEAKER, found.quote)
    named = text[chunked[first].start].isupper()
    described = text.startswith(("a ", "an "), chunked[found.speaker].start)
    return first if named and described else 0


def told_by_sentence(text: str, mention: Mention, start: int, words: WordClasses) -> Iterator[str]:
    """Features of a mention before a quotation that begins at ``start``, if the words between say
    whose words these are: what host Quill called “sound”; orders from Quill to “stay below”;
    Quill’s claim that it was “sound”."""
    if not 0 <= start - mention.end <= _BETWEEN:
        return
    if mention.text.startswith("what ") and _CALLS.fullmatch(text, mention.end, start):
        yield feature.NAMED_WITH_WHAT
    owner, _, noun = mention.text.rpartition(" ")
    claims = words.classes.get(noun.lower()) == CLAIM or noun.lower() in words.claims
    between = text[mention.end : start]
    his = owner.lower() in _PERSONS and " that " in between
    if claims and (his or owner.endswith(_OWNED)) and _THAT.fullmatch(between):
        yield feature.CLAIM_THAT
    issued = claims or noun.lower() in words.documents or noun.lower() in words.orders
    of_whom = noun.lower() == "words" and _OF_WHOM.fullmatch(text, mention.end, start)
    if of_whom or (issued and _FROM.fullmatch(text, mention.end, start)):
        yield feature.SENT
