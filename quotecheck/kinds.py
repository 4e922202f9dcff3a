"""The kinds of quotations, verdicts, flags, sources and decisions, named as the JSON names them.

`quotecheck.model` gives them out together with the records that hold them.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kind of a quoted span."""

    DIRECT = "direct"  # a whole clause in marks
    PARTIAL = "partial"  # a fragment in marks inside reported speech
    HEADLINE = "headline"
    INDIRECT = "indirect"  # reported, without marks
    NON_SPEECH = "non-speech"  # scare quotes, titles of works, nicknames, terms


class Medium(StrEnum):
    """The way in which the words were uttered, as far as the article says."""

    SPEECH = "speech"
    INTERVIEW = "interview"
    TWEET = "tweet"
    POST = "post"
    STATEMENT = "statement"
    EMAIL = "email"
    DOCUMENT = "document"
    BROADCAST = "broadcast"
    COURT = "court"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """The relation of the printed words to the words of the source, best first."""

    VERBATIM = "verbatim"
    STYLE = "style"
    MARKED = "marked"
    MINOR = "minor"
    SECONDHAND = "secondhand"
    ALTERED = "altered"
    DROPPED = "dropped"
    SPLICED = "spliced"
    FLIPPED = "flipped"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"


class Triage(StrEnum):
    """The desk's next step after a verdict (the JSON field ``desk``)."""

    PASS = "pass"  # noqa: S105 - no password
    LOOK = "look"
    ERROR = "error"
    OPEN = "open"


class SpeakerMatch(StrEnum):
    """The relation of the speaker named by the article to the speaker of the passage."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """A reason why a difference, or the place where the words stand, matters."""

    NEGATION = "negation"
    NUMBER = "number"
    HEDGE = "hedge"
    MODAL = "modal"
    TENSE = "tense"
    NAME = "name"
    SECOND_HAND = "second-hand"
    CROPPED = "cropped"
    CROSSES_TURN = "crosses-turn"
    LATER_SOURCE = "later-source"
    SOURCES_DISAGREE = "sources-disagree"
    MANY_PLACES = "many-places"
    SPEAKER_UNSURE = "speaker-unsure"
    NO_SPEAKERS = "no-speakers"


class Tier(StrEnum):
    """The distance of a source from the words themselves, nearest first."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    DOCUMENT = "document"  # a document or post: the words were written
    EDITED = "edited"  # an edited record, such as Hansard
    MACHINE = "machine"  # machine transcript, closed captions
    SECONDARY = "secondary"  # another outlet's report
    NOTES = "notes"


class ReportVerdict(StrEnum):
    """The relation of what is reported without marks to the sources."""

    SUPPORTED = "supported"  # a passage says so in nearly the same words
    CLASH = "clash"  # a passage on the same matter has another particular
    RELATED = "related"  # a passage is about it and does not settle it
    NO_PASSAGE = "no-passage"
    UNCHECKED = "unchecked"


class ParticularKind(StrEnum):
    """The kind of fact that a particular is."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    SPEAKER = "speaker"
    NEGATION = "negation"
    DIRECTION = "direction"
    MODALITY = "modality"
    QUANTITY = "quantity"
    ROLE = "role"
    TITLE = "title"
    AGE = "age"


class State(StrEnum):
    """The relation of a particular of a report or a story to the sources."""

    SAME = "same"
    DIFFERS = "differs"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"  # of a story: a source has it, of something else or for another story


class Wording(StrEnum):
    """An editor's judgement of the words."""

    CONFIRMED = "confirmed"
    TRIMMED = "confirmed-trimmed"
    CORRECTED = "corrected"
    PARAPHRASE = "make-paraphrase"
    CANNOT_VERIFY = "cannot-verify"
    WAIVED = "waived"
    NOT_A_QUOTE = "not-a-quote"


class Attribution(StrEnum):
    """An editor's judgement of who is speaking."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    CANNOT_VERIFY = "cannot-verify"


class Reading(StrEnum):
    """An editor's judgement of a report without marks."""

    FAIR = "fair"
    WRONG = "wrong"
    CANNOT_VERIFY = "cannot-verify"
    SKIPPED = "skipped"  # not worth checking


class Pending(StrEnum):
    """The reason why a quotation that an editor looked at is still open."""

    NOTHING = "nothing"
    LATER = "later"
    WRITER = "ask-writer"
    SOURCE = "needs-source"
