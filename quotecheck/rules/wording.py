"""The sections of a rules file for verification and for reading sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quotecheck.model import Flag, Medium, Tier
from quotecheck.rules.convert import Refused, Small, Spoken, refuse_lone
from quotecheck.rules.limits import Limits, check_range
from quotecheck.rules.records import RuleRecord
from quotecheck.rules.style import Style

_NAMES = ("name", "NAME", "SURNAME", "honoured", "line")
_SLOTS = (*_NAMES, "time", "date", "text")

Allowance = Literal["house-style", "disfluencies", "marks", "function-words"]


@dataclass(init=False, eq=False, repr=False)
class Disfluencies(RuleRecord):
    """The words that a speaker says without meaning them.

    ``fillers`` count anywhere, ``openers`` where a clause begins, ``asides`` where a comma or a
    dash stands on either side. ``corrections`` take back what was said right before them ("four,
    no, five").
    """

    fillers: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


@dataclass(init=False, eq=False, repr=False)
class Risk(RuleRecord):
    """Words whose addition or omission changes the sense.

    ``amounts_before`` and ``amounts_after`` say how exact the number beside them is, ``opinions``
    are hedges that a quote may put in, ``emphases`` strengthen a negation before them ("at all").
    Words that follow ``beliefs`` after a negation ("do not think"), or ``doubts``, are what the
    speaker does not hold, and so is what it is one of ``faults`` ("wrong") to say. Of two negations
    in a clause one may stand for what ``concords`` put beside it (``nobody = anybody``). A negation
    may go into ``indefinites`` ("not any", "no"). ``unhedged`` are phrases in which words of
    ``hedges`` are none ("that kind of"), ``unconditional`` those in which words of ``conditions``
    are none ("provided by"). ``conditions`` begin a clause on which a sentence depends ("unless",
    "as long as"), ``turns`` what takes it back ("but"), ``retractions`` what does so in a sentence
    of its own ("just kidding"): a quote that stops right before one is cropped, as is one right
    before which ``quantities`` ("some of") or ``unlike`` words ("it's not like") stand, or a
    ``framing`` clause ("in theory,"). ``inversions`` begin a condition without "if" ("had they
    paid,"), ``absences`` one that needs no verb ("without the grant"), ``provisos`` end one
    ("weather permitting"). ``second_thoughts`` narrow it after a comma ("or nearly"), ``ironies``
    are all that follows words that were not meant ("yeah, right"). ``scopes`` are how far a
    negation before them goes ("not closing for good"). ``likelihoods`` bring in what may be so
    ("every chance that"), and after ``withheld`` words nobody says or thinks it ("you might
    think"). ``facts`` are words after which a negation leaves what follows true ("I don't care
    that"). ``focus`` words turn the meaning right after a negation ("not just"). ``opposites`` are
    written ``one = other``; ``negative_prefixes`` make a word its own opposite, and so do
    ``negative_endings`` (``less = ful``), one put for the other. ``no_names`` are written with a
    capital anywhere, and are not names.
    """

    negations: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    amounts_before: tuple[str, ...] = ()
    amounts_after: tuple[str, ...] = ()
    unhedged: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    emphases: tuple[str, ...] = ()
    beliefs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    indefinites: tuple[str, ...] = ()
    concords: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    unconditional: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    retractions: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    framing: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    inversions: tuple[str, ...] = ()
    absences: tuple[str, ...] = ()
    provisos: tuple[str, ...] = ()
    second_thoughts: tuple[str, ...] = ()
    ironies: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    likelihoods: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    negative_prefixes: tuple[Spoken, ...] = ()
    negative_endings: tuple[Spoken, ...] = ()
    opposites: tuple[str, ...] = ()
    no_names: tuple[Spoken, ...] = ()

    def __post_init__(self) -> None:
        for line in self.negative_endings:
            endings = [each.strip() for each in line.split("=")]
            if len(endings) < 2 or not all(endings):
                hint = "write them as  less = ful"
                raise Refused(
                    f"{line!r} is not a pair of endings", field="negative_endings", hint=hint
                )
        refuse_lone(self, "concords", "opposites")


@dataclass(init=False, eq=False, repr=False)
class LightWords(RuleRecord):
    """Words that carry little sense of their own.

    ``function`` words may be added, dropped or exchanged without touching the sense, but not where
    they make or break one of the ``idioms`` ("at all"); a bracket may put a name for ``pronouns``.
    ``padding`` may come or go before a verb ("go and"), and one of two ``particles`` ("down
    there"). ``contrasts`` are function words that may not stand for each other. ``tenses`` holds
    the forms of one verb in a line, ``is = was``; exchanging them is flagged. ``relatives`` bring
    in a clause whose verb is not the main one. ``participles`` are, without an auxiliary, another
    way to say the past ("I seen it"). ``variants`` may stand for each other, written ``one =
    other``. ``endings`` are the endings by which two forms of one word may differ,
    ``tense_endings`` those of another tense; the forms share ``stem_letters`` at least. ``joints``
    join the parts of a number, or two passages; ``articles`` may stand for one before what
    multiplies it ("a hundred"). A word of ``dropped_g_letters`` or more may drop its g.
    """

    function: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    padding: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    tenses: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    endings: tuple[Spoken, ...] = ()
    tense_endings: tuple[Spoken, ...] = ()
    joints: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    stem_letters: int = 3
    dropped_g_letters: int = 4

    def __post_init__(self) -> None:
        check_range(self)
        refuse_lone(self, "tenses", "variants", "contrasts")


@dataclass(init=False, eq=False, repr=False)
class Reporting(RuleRecord):
    """The words with which a speaker introduces the words of somebody else.

    ``verbs`` report, and so do the cues of articles but for the ``unsaid`` ones, if "that" follows;
    ``texts`` are written, beside the documents that articles cite. ``own`` are the subjects that
    are the speaker, ``others`` those that are not ("they", "people"), ``third`` those that may
    stand for whom an article names. ``denials`` stand right before words that the speaker disowns
    ("never said"), ``hearsay`` before those that others are said to say ("they say").
    ``suppositions`` begin a sentence that only supposes what follows, ``past_views`` stand before
    what the speaker no longer holds ("I used to say"), and so do words of ``past_times`` before "I
    thought". After ``bare`` verbs the words may follow
    without "that" or a mark, or after ``bringing`` words ("quote"); what others are ``thinking`` is
    not what the speaker says; ``naming`` verbs take a name for something ("they call it").
    ``nouns`` are what words or views are called ("her argument is that"), ``prefaces`` stand before
    whoever said them ("according to"). ``speaking`` pronouns begin a clause of their own,
    ``supporting`` words stand between a subject and its verb. A verb is looked for among the
    ``words`` before a passage, its subject among the ``subject_words`` before the verb; where the
    verb must bring in the passage itself, ``sentence_words`` are looked at, of which no more than
    ``addressee_words`` name the hearer.
    """

    verbs: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    thinking: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    bringing: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    prefaces: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    third: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    hearsay: tuple[str, ...] = ()
    suppositions: tuple[str, ...] = ()
    past_views: tuple[str, ...] = ()
    past_times: tuple[str, ...] = ()
    words: int = 8
    subject_words: int = 4
    sentence_words: int = 28
    addressee_words: int = 4

    def __post_init__(self) -> None:
        check_range(self)


@dataclass(init=False, eq=False, repr=False)
class Hearing(RuleRecord):
    """Signs that a transcript is rough and may be wrong.

    ``notes`` stand where something could not be made out, and words broken off count like them; a
    transcript with this many ``signs`` near a passage is a rough one. ``sounds`` maps letters to
    the sound that they are heard as; words sound alike if no more than a share (``unlike``) of
    their sounds differ; for machine transcripts the share is ``machine_unlike``, for a name that no
    source has ``name_unlike``. Where it misheard ``garbles`` places of a quotation, others of up to
    ``garbled_words`` words are in doubt. Up to ``small_words`` small words, or ``unheard`` others,
    may be lost together, and ``edge_words`` where a turn breaks off. The notes ``by_ear`` say of
    the word before them that it was spelled as it sounds.
    """

    notes: tuple[str, ...] = ()
    by_ear: tuple[str, ...] = ()
    sounds: Mapping[str, str] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    unlike: float = 0.34
    machine_unlike: float = 0.5
    name_unlike: float = 0.67
    garbles: int = 2
    garbled_words: int = 3
    signs: int = 3
    small_words: int = 2
    edge_words: int = 4

    def __post_init__(self) -> None:
        check_range(self)


@dataclass(init=False, eq=False, repr=False)
class Captions(RuleRecord):
    """Marks of a caption in a text.

    ``openings`` begin one, ``credits`` are the marks of a photo credit, which begins or ends one
    and has nothing else but at most ``credit_words`` words of names, with the ``small_words`` that
    names hold. ``longest`` counts words: a longer paragraph is not a caption.
    """

    openings: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    small_words: tuple[str, ...] = ()
    credit_words: int = 8
    longest: int = 80

    def __post_init__(self) -> None:
        for name in ("openings", "credits"):
            if not all(each.strip() for each in getattr(self, name)):
                raise Refused("an entry is empty", field=name, hint="remove it")
        check_range(self)


@dataclass(init=False, eq=False, repr=False)
class Policy(RuleRecord):
    """The differences that a desk lets pass without a look; verbatim words pass, except those with
    the flags in ``looks``."""

    passes: tuple[Allowance, ...] = ()
    looks: tuple[Flag, ...] = (
        Flag.CROPPED,
        Flag.CROSSES_TURN,
        Flag.LATER_SOURCE,
        Flag.SOURCES_DISAGREE,
        Flag.SPEAKER_UNSURE,
    )


@dataclass(init=False, eq=False, repr=False)
class WordingRules(RuleRecord):
    """The rules for comparing the words of a quotation with the words of a source.

    ``misread`` maps letters that machines take for others to those others ("rn": m).
    """

    policy: str = "fillers"
    policies: Mapping[str, Policy] = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    disfluencies: Disfluencies = field(default_factory=Disfluencies)
    risk: Risk = field(default_factory=Risk)
    light_words: LightWords = field(default_factory=LightWords)
    misread: Mapping[Spoken, Spoken] = field(default_factory=dict)
    reporting: Reporting = field(default_factory=Reporting)
    hearing: Hearing = field(default_factory=Hearing)
    captions: Captions = field(default_factory=Captions)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.policies and self.policy not in self.policies:
            raise Refused(
                f"{self.policy!r} is not among the policies",
                field="policy",
                hint=f"one of: {', '.join(self.policies)}",
            )


@dataclass(init=False, eq=False, repr=False)
class SourceKind(RuleRecord):
    """The tier and the medium of a kind of source ("interview", "tweet")."""

    tier: Tier = Tier.TRANSCRIPT
    medium: Medium = Medium.UNKNOWN


@dataclass(init=False, eq=False, repr=False)
class ReadingLimits(RuleRecord):
    """The numbers that decide how sources are read."""

    label_share: float = 0.3
    sure_share: float = 0.8
    rolling_share: float = 0.4
    story_quotes: int = 2
    stray_letters: int = 60
    doubted: float = 0.5

    def __post_init__(self) -> None:
        check_range(self)


@dataclass(init=False, eq=False, repr=False)
class LabelShape(RuleRecord):
    """A shape of line that names a speaker.

    ``needs`` says how much evidence a text must give before the shape is believed: ``one`` such
    line, ``two`` with different or repeated names, ``turns``: several names that recur, ``often``:
    most lines; ``handles``: names need not look like names; ``questions``: answers, right after a
    question. ``examples`` maps lines to the name that each has, or to nothing if it has none.
    """

    shape: str
    needs: Literal["one", "two", "turns", "often", "handles", "questions"] = "two"
    examples: Mapping[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        slots = re.findall(r"\{(\w*)\}", self.shape)
        for slot in slots:
            if slot not in _SLOTS:
                hint = f"one of: {', '.join(f'{{{each}}}' for each in _SLOTS)}"
                raise Refused(f"there is no {{{slot}}}", field="shape", hint=hint)
        for twice in ("text", "time"):
            if slots.count(twice) > 1:
                raise Refused(f"may hold {{{twice}}} once", field="shape")
        if sum(slot in _NAMES for slot in slots) > 1:
            raise Refused(
                "may hold one name", field="shape", hint="what is not the name is written"
            )


@dataclass(init=False, eq=False, repr=False)
class SourceRules(RuleRecord):
    """The rules for reading sources.

    ``labels`` are the shapes of a line that names the speaker, with the slots ``{name}``,
    ``{time}``, ``{date}`` and, where words follow on the same line, ``{text}``. ``nobodies`` are
    designations that name nobody in particular ("unknown speaker"). ``stage_directions`` begin a
    note in brackets that nobody said; ``no_labels`` look like a label and name nobody.
    ``honorifics`` stand before a name, ``suffixes`` after it, ``roles`` name a speaker by office
    (``askers`` are all one: whoever asks), and ``prepositions`` bring in its place ("of Vermont").
    ``pronouns`` name nobody. ``spoken_by`` begins a title of one person's words, ``spoken_words``
    are words of people who talk to each other.
    """

    labels: Mapping[str, LabelShape] = field(default_factory=dict)
    no_labels: tuple[Small, ...] = ()
    nobodies: tuple[Small, ...] = ()
    reading: ReadingLimits = field(default_factory=ReadingLimits)
    stage_directions: tuple[Small, ...] = ()
    honorifics: tuple[Small, ...] = ()
    suffixes: tuple[Small, ...] = ()
    roles: tuple[Small, ...] = ()
    askers: tuple[Small, ...] = ()
    prepositions: tuple[Small, ...] = ()
    pronouns: tuple[Small, ...] = ()
    spoken_by: tuple[Small, ...] = ()
    spoken_words: tuple[Small, ...] = ()
    kinds: Mapping[str, SourceKind] = field(default_factory=dict)
