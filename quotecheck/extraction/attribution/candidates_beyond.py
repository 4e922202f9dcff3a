"""Options for the speaker of a quotation that stand outside its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from quotecheck import lazily
from quotecheck.extraction.attribution import dialogue, options
from quotecheck.extraction.attribution.options import Option
from quotecheck.extraction.attribution.passing import sender_in
from quotecheck.extraction.attribution.preparing import SPEAKING, QuoteDraft, Work
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import CUE, NOUN, QUOTATION, SENTENCE, SPEAKER
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.marks import label_in
from quotecheck.model import Mention

# No sentence has more chunks than this: anything further off has no bearing.
REACH = 300
_TURNS = 12  # quotations since somebody who takes turns last spoke
_OPENS = lazily.pattern(r"(?:[oe],)?(?:S,)?(?P<S>S),?[^.QE]*[Ve]")
_SAYS = lazily.pattern("[VGePQE]")
_ASKING = frozenset({"ask", "wonder"})
_WHO_ASKS = frozenset({"we", "i"})


def beyond_sentence(
    work: Work, draft: QuoteDraft, previous: QuoteDraft | None, known: set[int]
) -> Iterator[Option]:
    """Options from other sentences: from the paragraphs around, the next quotation and, in a story
    told in dialogue, the person who answers. ``known`` are the places of options found before."""
    letters, at = work.chunked[draft.paragraph].letters, draft.chunk
    yield from _from_below(work, draft, letters)
    yield from _from_paragraph_before(work, draft, at, known)
    yield from _from_next(work, draft, letters, at)
    if work.told:
        yield from _from_dialogue(work, draft, letters, at, previous)


def _from_below(work: Work, draft: QuoteDraft, letters: str) -> Iterator[Option]:
    """A name after a dash in the paragraph below one that holds nothing but the quotation."""
    below = work.chunked.get(draft.paragraph + 1)
    if below is None or below.letters[:2] != "-S" or not is_quotation_alone(letters):
        return
    yield options.subject_option(
        work.text, below[1], "credit-below", draft.shape, work.words, "first", ""
    )


def _from_paragraph_before(
    work: Work, draft: QuoteDraft, at: int, known: set[int]
) -> Iterator[Option]:
    """Options from the cues of the paragraph before, if this one begins with the quotation."""
    before = work.chunked.get(draft.paragraph - 1)
    if at or before is None or before.introduces or draft.paragraph - 1 == work.headline:
        return
    yield from _from_sender(work, before)
    reports = [
        found.start()
        for found in SPEAKING.finditer(before.letters)
        if not _asks(work, before, found.start())
    ]
    own = work.chunked[draft.paragraph].letters
    cued = bool(draft.local) or CUE in own or label_in(work.text, draft.span.start) is not None
    if not reports and not cued and not draft.shape.fragment:
        yield from _from_new(work, draft, before)
    for number in dict.fromkeys((*reports[:1], *reports[-1:])):
        chunk = before[number]
        if chunk.start not in known:
            place = "first" if number == reports[0] else "last"
            quoted = QUOTATION in before.letters or SENTENCE in before.letters
            yield options.subject_option(
                work.text,
                chunk,
                "paragraph-before-quoted" if quoted else "paragraph-before",
                draft.shape,
                work.words,
                place,
                "",
            )


def _asks(work: Work, chunked: Chunked, number: int) -> bool:
    """Return whether a speaker is the interviewer: We asked how she slept."""
    who, verb = chunked[number], chunked[number + 1]
    asks = work.words.bases.get(work.text[verb.start : verb.end].lower()) in _ASKING
    return asks and work.text[who.start : who.end].lower() in _WHO_ASKS


def _from_sender(work: Work, before: Chunked) -> Iterator[Option]:
    """The sender, if the paragraph before says nothing but who sent the words: From the desk of
    Quill."""
    if before.letters[:2] not in ("iO", "is") or _SAYS.search(before.letters):
        return
    if work.text[before[0].start : before[0].end] == "From":
        place = sender_in(before, 1, work.text, work.words) or (before[1].start, before[1].end)
        yield Option(Mention(work.text[slice(*place)], *place), "sender", (feature.RULE("sender"),))


def _from_new(work: Work, draft: QuoteDraft, before: Chunked) -> Iterator[Option]:
    """An option for somebody new, if the paragraph before begins with a full name as its
    subject."""
    opened = _OPENS.match(before.letters)
    if opened is None or before.quotes:
        return
    chunk = before[opened.start("S")]
    words = work.text[chunk.start : chunk.end].split()
    full = len(words) > 1 and all(word[0].isupper() for word in words[-2:])
    if full and work.text.find(words[-1]) >= chunk.start:
        yield options.subject_option(
            work.text, chunk, "somebody-new", draft.shape, work.words, "first", ""
        )


def _from_next(work: Work, draft: QuoteDraft, letters: str, at: int) -> list[Option]:
    """Options of the next quotation in the same sentence: “A” and “B,” said Quill."""
    after = letters.find(QUOTATION, at + 1, at + REACH)
    if after < 0 or "." in letters[at:after] or letters[at] == SENTENCE:
        return []
    following = work.drafts[work.chunked[draft.paragraph].quotes[after]]
    if after == at + 1 and draft.shape.ending in ("a stop", "a question"):
        return []  # “How are you?” “Fine,” said Quill: two speak.
    return [
        options.borrowed(option, "next-quotation")
        for option in following.local
        if option.mention is not None and option.mention.start > following.span.start
    ]


def _from_dialogue(
    work: Work, draft: QuoteDraft, letters: str, at: int, previous: QuoteDraft | None
) -> Iterator[Option]:
    """Options for the person who acts right after the words, and for the one whose turn comes after
    the last speaker."""
    actor = dialogue.actor_after(letters, at)
    if actor >= 0:
        chunk = work.chunked[draft.paragraph][actor]
        yield options.subject_option(
            work.text, chunk, "beat-after", draft.shape, work.words, "first", ""
        )
    if at or CUE in letters:
        return
    if draft.shape.ending == "a comma" and letters[at + 1 : at + 2] in (SPEAKER, NOUN):
        return  # “No,” Quill went on.
    if previous is None or draft.paragraph - previous.paragraph > 2:
        return
    yield from _who_answers(work, draft, previous)
    other = _other_speaker(work, draft, previous)
    if other is not None:
        yield options.borrowed(other.chosen, "in-turn")


def _who_answers(work: Work, draft: QuoteDraft, previous: QuoteDraft) -> Iterator[Option]:
    """The person who should answer, being called by name in the quotation before."""
    if draft.paragraph != previous.paragraph + 1:
        return
    for start, end in reversed(work.chunked[previous.paragraph].quoted()):
        if name := dialogue.call_to(work.text[start:end], work.speakers):
            first, last = start + name[0], start + name[1]
            yield Option(
                Mention(work.text[first:last], first, last), "answers", (feature.RULE("answers"),)
            )
            return


def _other_speaker(work: Work, draft: QuoteDraft, previous: QuoteDraft) -> QuoteDraft | None:
    """The last quotation by the other person in a dialogue: neither the speaker of the quotation
    before, nor anybody whom this one calls by name."""
    words = work.text[draft.span.start : draft.span.end]
    number = bisect_left(work.drafts, previous.paragraph, key=lambda each: each.paragraph)
    said = work.name_of(previous.chosen)
    for before in reversed(work.drafts[max(0, number - _TURNS) : number]):
        if not before.options or before.chosen.mention is None:
            continue
        answered = before.paragraph == previous.paragraph - 1 and all(
            work.chunked[each].begins_quoted for each in (before.paragraph, previous.paragraph)
        )
        if (answered or work.name_of(before.chosen) != said) and not (
            dialogue.call_to(words, work.name_of(before.chosen).split()[-1:])
        ):
            return before
    return None


def is_quotation_alone(letters: str) -> bool:
    """Return whether a paragraph holds nothing but a quotation."""
    return letters.rstrip(".") in (QUOTATION, SENTENCE)
