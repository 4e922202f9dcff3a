"""The options for the speaker of a quotation, with the features of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quotecheck import lazily
from quotecheck.extraction.attribution import context_features, dialogue, options
from quotecheck.extraction.attribution.candidates_beyond import (
    REACH,
    beyond_sentence,
    is_quotation_alone,
)
from quotecheck.extraction.attribution.nearby import phrases
from quotecheck.extraction.attribution.options import Option
from quotecheck.extraction.attribution.passing import (
    arriving,
    is_hearer,
    passes_on,
    tag_behind,
    told_by_sentence,
)
from quotecheck.extraction.attribution.patterns import wished
from quotecheck.extraction.attribution.preparing import QuoteDraft, Work
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import (
    CLAIM,
    COLON,
    CUE,
    OTHER,
    PREPOSITION,
    QUOTATION,
    SAYING,
    SEMICOLON,
    SENTENCE,
    SPEAKER,
    VERB,
    WHO,
)
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.lookalikes import looks_like_name
from quotecheck.extraction.reading.marks import label_in
from quotecheck.extraction.reading.shapes import Shape
from quotecheck.extraction.reading.vocabulary import name_of_letter
from quotecheck.model import Mention

_VERBS = "VGPeC"
_NEAR = 4
_BESIDE = frozenset({"after-name-cue", "after-cue-name"})
# Mumbai: The court ...; a headline, a byline and a dateline may stand above.
_LABELLED = lazily.pattern(r"(?m)^[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}: (?=[A-Z])")
_LEAD = 3  # paragraphs
_ON = frozenset({"On", "About"})
_RIGHT_BEHIND = lazily.pattern("Q,?(?:SV|VS|VO)")
_FILLED = frozenset("SsOVeo")
# Protesters marching through the streets chanted: the streets did not.
_OF_PARTICIPLE = lazily.pattern("(?:^|[.E])S(?:[oGe][i]|[eo]Y)OV$")
_CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "till", "as", "like", "than"})
_PASSED_ON = lazily.pattern("At[SO],[^.QE]{0,4}SV")  # according to the Post, Quill called it


def all_options(work: Work, draft: QuoteDraft, previous: QuoteDraft | None) -> list[Option]:
    """The possible speakers of a quotation, given the quotation attributed before it."""
    shape = draft.shape
    chunked = work.chunked[draft.paragraph]
    letters = chunked.letters
    at = draft.chunk
    start, stop = _sentence(letters, at)
    nobody = _nobody(work, draft, letters, start, stop)
    found = [*draft.local, *_from_label(work, draft), nobody]
    if previous is not None:
        relation, between = _relation(work, previous, draft, start)
        alone = _FILLED.isdisjoint(letters[: 2 * REACH])
        if relation:
            found.append(
                options.continuation(
                    previous.chosen, relation, previous.shape, shape, alone=alone, between=between
                )
            )
    known = {option.mention.start for option in found if option.mention is not None}
    known |= {chunked[option.chunk].start for option in found if option.chunk >= 0}
    for rule, subject, place, between in phrases(letters, start, at, stop):
        number = _head(work, chunked, subject) if rule == "sentence-before" else subject
        chunk = chunked[number]
        if chunk.start in known:
            continue
        known.add(chunk.start)
        found.append(
            options.subject_option(
                work.text, chunk, rule, shape, work.words, place, between, number
            )
        )
    found += _from_possessor(work, chunked, at, shape)
    found += beyond_sentence(work, draft, previous, known)
    found += _from_arriving(work, draft, chunked)
    merged = [
        option
        for option in options.merge(found)
        if not _is_no_label(work, option)
        and not (_is_outlet(option) and _PASSED_ON.search(letters, start, at))
        and not (
            option.chunk >= 0
            and (
                passes_on(letters, _start_of(letters, start, option.chunk), option.chunk)
                or (
                    option.chunk < at
                    and is_hearer(work.text, chunked, option.chunk, at, work.words)
                )
            )
        )
    ]
    rest = context_features.rest_of_sentence(letters[at + 1 : stop + 1])
    only_cue = _is_only_cue(letters[start:stop], letters[at:stop])
    for option in merged:
        if option.mention is not None:
            told = _told_of(work, option, draft, previous, rest, only_cue=only_cue)
            option.features += (*told, *wished(work.rules, option.features))
    return merged


def _told_of(
    work: Work,
    option: Option,
    draft: QuoteDraft,
    previous: QuoteDraft | None,
    rest: str,
    *,
    only_cue: bool,
) -> Iterator[str]:
    """The features of a speaker.

    ``rest`` says what follows the quotation in the sentence, ``only_cue`` that the sentence has a
    single cue, right after the words.
    """
    yield from _told_by_mention(work, option, draft, previous)
    if work.told:
        yield from _told_in_dialogue(work, option, draft)
    beside = option.rule in _BESIDE and not draft.shape.titled
    # Without a chunk it stands after the last paragraph of the quotation.
    if beside and (option.chunk < 0 or only_cue):
        yield feature.ONLY_CUE
    if option.chunk >= 0:
        yield from _told_by_place(work, option, draft, rest)


def _is_outlet(option: Option) -> bool:
    """Return whether a mention is an outlet: one that the rules list or, after “according to”, any
    name with an article before it."""
    if option.form == feature.OUTLET:
        return True
    if option.mention is None or option.rule != "according-before":
        return False
    article, _, name = option.mention.text.partition(" ")
    return article in ("the", "The") and name[:1].isupper()


def _is_only_cue(sentence: str, after: str) -> bool:
    """Return whether a sentence has one cue only, right after the quoted words."""
    return (
        sentence.count(CUE) == 1
        and SAYING not in sentence
        and _RIGHT_BEHIND.match(after) is not None
    )


def _head(work: Work, chunked: Chunked, number: int) -> int:
    """The chunk that an apposition describes (Quill in “Quill, a docker, said no”), else the
    chunk."""
    letters = chunked.letters
    if letters[max(0, number - 2) : number] != "S," or letters[number + 1 : number + 2] != ",":
        return number
    told = work.text.startswith(("a ", "an ", "the "), chunked[number].start)
    return number - 2 if told and work.text[chunked[number - 2].start].isupper() else number


def _nobody(work: Work, draft: QuoteDraft, letters: str, start: int, stop: int) -> Option:
    """The option that a quotation, in a sentence from ``start`` to ``stop``, has no speaker."""
    sentence = letters[start:stop]
    option = options.nobody(
        draft.shape,
        letters[start : draft.chunk],
        letters[draft.chunk + 1 : stop + 1],
        cue=not options.REPORTS.isdisjoint(sentence),
        headline=draft.paragraph == work.headline,
        quoted=sentence.count(QUOTATION) + sentence.count(SENTENCE) > 1,
    )
    size = draft.shape.size
    option.features += (
        feature.SPAN_MARK(size, work.text[draft.span.start]),
        feature.NOBODY_BREVITY(work.brevity),
        feature.SPAN_BREVITY(size, work.brevity),
        *_verb_before(work.text, work.chunked[draft.paragraph], start, draft.chunk),
        *work.quoted.features(draft.shape, draft.span.family),
    )
    if draft.paragraph == 0:
        option.features += (feature.NOBODY_FIRST,)
    if _is_answer(work, draft.paragraph):
        option.features += (feature.NOBODY_LINE,)
    if work.told:
        option.features += (feature.NOBODY_DIALOGUE,)
    return option


def _is_answer(work: Work, paragraph: int) -> bool:
    """Return whether a paragraph holds nothing but a quotation, beside another that begins with
    one."""
    if not is_quotation_alone(work.chunked[paragraph].letters):
        return False
    beside = (work.chunked.get(paragraph + step) for step in (-1, 1))
    return any(each is not None and each.begins_quoted for each in beside)


def _told_in_dialogue(work: Work, option: Option, draft: QuoteDraft) -> Iterator[str]:
    """The features of a speaker in a story told in dialogue: people do not call themselves by
    name."""
    yield feature.DIALOGUE_RULE(option.rule)
    if dialogue.call_to(work.text[draft.span.start : draft.span.end], {_last(option)}):
        yield feature.DIALOGUE_CALLED


def _told_by_mention(
    work: Work, option: Option, draft: QuoteDraft, previous: QuoteDraft | None
) -> Iterator[str]:
    """Features from the words of a mention, and from the speakers of other quotations."""
    words = "" if option.mention is None else option.mention.text
    if noun := options.noun_of(words):
        yield noun
    name = _last(option)
    if option.mention is not None:
        yield from told_by_sentence(work.text, option.mention, draft.span.start, work.words)
    if option.mention is not None and looks_like_name(
        work.text, option.mention, work.names, work.words
    ):
        yield feature.NO_NAME_ELSEWHERE
        yield feature.RULE_NO_NAME(option.rule)
    if name in work.speakers:
        yield feature.SPEAKS_ELSEWHERE
    if previous is not None and name == _last(previous.chosen):
        yield feature.SPOKE_BEFORE
    elif option.rule == "sentence-before" and not draft.shape.fragment:
        if _is_verdict(work, option, draft):
            yield feature.VERDICT_ASKED
        if previous is None:
            yield feature.NOBODY_SPOKE
        elif " " in words and option.form == feature.NAMED:
            yield feature.SOMEBODY_NEW


def _is_verdict(work: Work, option: Option, draft: QuoteDraft) -> bool:
    """Return whether the question right before asks for somebody’s view: Quill’s view? “Sound.”"""
    mention = option.mention
    if mention is None or not work.text[mention.end : draft.span.start].rstrip().endswith("?"):
        return False
    noun = mention.text.rpartition(" ")[2].lower()
    return work.words.classes.get(noun) == CLAIM or noun in work.words.claims


def _verb_before(text: str, chunked: Chunked, start: int, at: int) -> tuple[str, ...]:
    """The last verb of a sentence before a quotation: “labelled” goes before a term."""
    last = max(chunked.letters.rfind(mark, start, at) for mark in _VERBS)
    if last < 0:
        return (feature.NOBODY_NO_VERB,)
    chunk = chunked[last]
    word = text[chunk.start : chunk.end].rpartition(" ")[2].lower()
    near = "right before" if last == at - 1 else "near" if at - last < _NEAR else "far"
    return feature.NOBODY_LAST_VERB(word), feature.NOBODY_VERB(name_of_letter(chunk.letter), near)


def _told_by_place(work: Work, option: Option, draft: QuoteDraft, rest: str) -> Iterator[str]:
    """Features from what stands around a speaker in the quotation's paragraph and between the two.

    ``rest`` says what follows the quotation in the sentence.
    """
    chunked, shape, at = work.chunked[draft.paragraph], draft.shape, draft.chunk
    letters = chunked.letters
    yield from context_features.features(
        letters, option.chunk, at, option.form, shape.opening, shape.ending
    )
    yield from _words_beside(work, chunked, option, at)
    start = option.mention.start if option.mention is not None else 0
    verb = letters.startswith("OV", option.chunk) and option.chunk < at
    inner = verb and _OF_PARTICIPLE.search(letters, 0, option.chunk + 2)
    if inner and context_features.word_before(work.text, start) not in _CLAUSE_OPENERS:
        yield feature.OBJECT_OF_PARTICIPLE
    if option.chunk < at:
        yield from context_features.cue(letters, option.chunk, at, option.rule, option.form, rest)


def _words_beside(work: Work, chunked: Chunked, option: Option, at: int) -> Iterator[str]:
    """The word before a speaker, such as “when”, and the verb right after."""
    side = "before" if option.chunk < at else "after"
    start = option.mention.start if option.mention is not None else 0
    word = context_features.word_before(work.text, start)
    if word.isalpha() and word.islower():
        yield feature.SIDE_AFTER_WORD(side, word)
    after = option.chunk + 1
    if chunked.letters[after : after + 1] in (CUE, VERB):
        verb = chunked[after]
        word = work.text[verb.start : verb.end].rpartition(" ")[2].lower()
        yield feature.SIDE_VERB(side, work.words.bases.get(word, word))


def _is_no_label(work: Work, option: Option) -> bool:
    """Return whether a mention is a label that names no person: Correction: ...; Mumbai: ...; On
    food: ..."""
    mention = option.mention
    if mention is None or not work.text.startswith(":", mention.end):
        return False
    label = mention.text.lower()
    opens = work.text.rfind("\n", 0, mention.start) + 1
    return (
        work.text[opens : mention.start].strip() in _ON
        or label in work.rules.sources.no_labels
        or label in work.words.places
        or _is_dateline(work.text, mention)
    )


def _is_dateline(text: str, mention: Mention) -> bool:
    """Return whether a mention is the story's only label and stands below the headline: a
    dateline."""
    if not 0 < text.count("\n\n", 0, mention.start) <= _LEAD:
        return False
    labels = [found.start() for found in islice(_LABELLED.finditer(text), 2)]
    return labels == [mention.start]


def _sentence(letters: str, at: int) -> tuple[int, int]:
    """The chunks at which the sentence around a chunk begins and ends, as far as it is worth
    looking. A clause after another quotation is a sentence of its own if it says who speaks and
    begins with a semicolon, or begins with “in which” and ends with a colon."""
    least = max(0, at - REACH)
    start = max(least, *(letters.rfind(mark, least, at) + 1 for mark in ".E"))
    clause = letters.rfind(SEMICOLON, start, at) + 1
    if letters[at - 1 : at] == COLON:
        clause = max(clause, letters.rfind(PREPOSITION + WHO, start, at) + 1)
    if clause and QUOTATION in letters[start:clause] and SPEAKER in letters[clause:at]:
        start = clause
    end = letters.find(".", at, at + REACH)
    return start, end if end >= 0 else min(len(letters), at + REACH)


def _start_of(letters: str, start: int, number: int) -> int:
    """The chunk at which the sentence of a chunk begins: ``start``, or the start of an earlier
    sentence."""
    return start if number >= start else max(letters.rfind(mark, 0, number) for mark in ".E") + 1


def _from_label(work: Work, draft: QuoteDraft) -> Iterator[Option]:
    """The speaker named by a label at the head of a quoted transcript: “VOSS: Will it hold?”"""
    label = label_in(work.text, draft.span.start)
    if label is not None:
        yield Option(
            Mention(work.text[slice(*label)], *label),
            "label-inside",
            (feature.RULE("label-inside"),),
        )


def _from_arriving(work: Work, draft: QuoteDraft, chunked: Chunked) -> Iterator[Option]:
    """The speaker named after a verb of coming, or after a verb that no list knows: “No,” came the
    reply from Quill; “No,” harrumphed Quill."""
    if place := arriving(work.text, chunked, draft.chunk, work.words):
        yield Option(Mention(work.text[slice(*place)], *place), "came", (feature.RULE("came"),))
    if place := tag_behind(work.text, chunked, draft.chunk, draft.shape, work.words):
        mention = Mention(work.text[slice(*place)], *place)
        yield Option(mention, "tag-behind", (feature.RULE("tag-behind"),))


def _from_possessor(work: Work, chunked: Chunked, at: int, shape: Shape) -> Iterator[Option]:
    """The owner of the quoted words: her “not yet”."""
    if at and chunked.letters[at - 1] == OTHER:
        chunk = chunked[at - 1]
        word = work.text[chunk.start : chunk.end].lower()
        if word in options.POSSESSIVES:
            yield options.subject_option(
                work.text, chunk, "possessive", shape, work.words, word, "", at - 1
            )


def _last(option: Option) -> str:
    """The last word of an option's mention."""
    return option.mention.text.split()[-1] if option.mention is not None else ""


def _relation(work: Work, previous: QuoteDraft, draft: QuoteDraft, start: int) -> tuple[str, str]:
    """The relation of a quotation to the one before it, and the chunks between them."""
    distance = draft.paragraph - previous.paragraph
    if distance == 0:
        letters = work.chunked[draft.paragraph].letters
        between = letters[previous.chunk + 1 : draft.chunk]
        if start <= previous.chunk:
            return "same-sentence", between
        return "next-sentence", between
    gap = work.text[previous.span.end : draft.span.start]
    if "___" in gap or "* * *" in gap:
        return "", ""
    letters = work.chunked[draft.paragraph].letters[: draft.chunk]
    return ("next-paragraph" if distance == 1 else "later"), letters
