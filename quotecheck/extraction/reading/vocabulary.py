"""The vocabulary of features: each family, its wording, and its values.

A feature is a line of words, under which ``data/weights.tsv`` has its weight. Each is written by a
family of this module, whose slots take the values below, so a word changed here changes wherever
the feature is made. `quotecheck.extraction.reading.feature_lines` checks which lines can be
features.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from quotecheck.extraction.reading.alphabet import IN_WORDS
from quotecheck.rules.attribution import BUILT_IN, FORBIDDEN, PREFERRED

Writes = Callable[..., str]
"""Writes a feature: takes the value of each slot, in the order of the slots."""

SLOT = re.compile(r"\{(\w+)\}")
_CACHED = 1 << 15
TEMPLATES: list[str] = []
"""The words of every family."""


def _family(template: str) -> Writes:
    """A family of features: its words, with a slot in braces for each value that it takes."""
    TEMPLATES.append(template)
    return lru_cache(_CACHED)(SLOT.sub("{}", template).format)


def _flag(feature: str) -> str:
    """A feature that is either present or not."""
    TEMPLATES.append(feature)
    return feature


# --- values --------------------------------------------------------------------------------------
NOTHING = "nothing"
SOMETHING = "something else"
NAMED, NOMINAL, WEAK_NOMINAL = (
    "speaker is a name",
    "speaker is a nominal",
    "speaker is a weak nominal",
)
PLACE, OUTLET, ABBREVIATION = (
    "speaker is a place",
    "speaker is an outlet",
    "speaker is an abbreviation",
)
PLACES = ("first", "middle", "last", "no cue", "first, reports", "first, does not report")
"""Which of the noun phrases of a sentence may speak."""
POSSESSIVES = ("his", "her", "their", "its", "my", "our", "your")
PRONOUNS = ("he", "she", "they", "it", "i", "we", "you")
LENGTHS = ("1", "2-3", "4-7", "8+")
"""How many words a quoted span has."""
CHUNKS = ("0", "1", "2", "3 or 4", "5 to 8", "9 to 16", "17 or more")
"""How many chunks there are, where it matters little how many exactly."""
COUNTS = ("no", "one", "two", "more")
OPENINGS = ("a colon", "a fragment", "a clause")
ENDINGS = ("a comma", "a question", "a stop", "no mark")
DISTANCES = ("near", "within 4", "within 9", "far")
BREVITIES = ("few", "some", "many", "most")
RULES = (*BUILT_IN, "said-in-story", "nobody")
"""The rules by which somebody may speak, beside the patterns of the rules file."""
INDIRECT = ("indirect-after", "indirect-before", "indirect-according")
"""The rules by which words are reported without marks."""
WITHIN = "within a phrase"
NEARNESS = (
    *("right before the cue", "before the cue with to", "before the cue with a comma"),
    *("near the cue", "far from the cue", "right after the cue", "after the cue", WITHIN),
)
"""How near a noun is to the cue whose subject it may be."""
LEADS = ("that", "to", "a conjunction", "a clause", "a preposition", "words")
"""What reported words begin with."""
ANOTHER_WORD = "another word"
FAR_FROM_REPORT, FAR_FROM_QUOTATION = "far from a report", "far from a quotation"


def pronoun_form(word: str) -> str:
    """The form of a speaker who is a pronoun."""
    return f"speaker {word}"


def border_word(border: str, word: str) -> str:
    """The border of reported words, with its conjunction."""
    return f"{border}, “{word}”"


def name_of_letter(letter: str) -> str:
    """The name of a letter; “nothing” for the end of a sentence."""
    return IN_WORDS.get(letter, SOMETHING) if letter else NOTHING


@lru_cache(_CACHED)
def letters_in_words(letters: str) -> str:
    """Letters in words: “a cue + that + an object”."""
    return " + ".join(map(name_of_letter, letters)) or NOTHING


def count(number: int) -> str:
    """A number in words, capped where more makes no difference."""
    return COUNTS[min(number, len(COUNTS) - 1)]


# --- whoever may speak ---------------------------------------------------------------------------
RULE = _family("rule {rule}")
WISHES = {"strongly": _flag(PREFERRED), "never": _flag(FORBIDDEN)}
"""The wishes of a desk's rules about the speaker that a pattern or a rule finds."""
FORM = _family("{form}")
RULE_LENGTH = _family("{rule}, span of {length}")
RULE_PRONOUN = _family("{rule}, a pronoun")
CUE_WORD = _family("cue {base}")
DISTANCE = _family("{distance}")
NOUN_WORD = _family("speaker “{word}”")
RELATIVE_CLOSED = _flag("the relative clause is closed")
CUE_BEFORE_SPEAKER = _flag("another cue before the speaker")
BEFORE_FRAGMENT = _flag("before a fragment")
BEFORE_CLAUSE = _flag("before a clause")
MARK_BEFORE = _flag("mark before the quotation")
FIRST_SUBJECT = _flag("first subject")
IN_REPORT = _flag("inside a report")
PRONOUN_IN_REPORT = _flag("pronoun inside a report")
PRONOUN_AFTER = _flag("pronoun after another subject")
CUE_BETWEEN = _flag("another cue between")
CLAUSE_BETWEEN = _flag("clause between")
QUOTATION_BETWEEN = _flag("quotation between")
INTRODUCED = _flag("introduced by the paragraph before")
ONLY_CUE = _flag("the only cue, right behind")
NO_NAME_ELSEWHERE = _flag("a first word that is no name elsewhere")
RULE_NO_NAME = _family("{rule}, a first word that is no name elsewhere")
SPEAKS_ELSEWHERE = _flag("speaks elsewhere")
SPOKE_BEFORE = _flag("spoke before")
VERDICT_ASKED = _flag("sentence-before, whose verdict is asked for")
NOBODY_SPOKE = _flag("sentence-before, nobody spoke before")
SOMEBODY_NEW = _flag("sentence-before, somebody new")
OBJECT_OF_PARTICIPLE = _flag("object of a participle")
SIDE_AFTER_WORD = _family("{side}, after “{word}”")
SIDE_VERB = _family("{side}, its verb “{word}”")
SOMEBODYS_CLAIM = _flag("somebody’s claim")
CLAIM_THAT = _flag("somebody’s claim that it was")
NAMED_WITH_WHAT = _flag("named in a clause with what")
SENT = _flag("sent by somebody")
RULE_SPAN = _family("{rule}, {span}")
RULE_PLACE = _family("{rule}, {place}")
RULE_DISTANCE = _family("{rule}, {distance}")
RULE_CUE_BETWEEN = _family("{rule}, cue between")
RULE_CLAIM_BETWEEN = _family("{rule}, claim between")
RULE_BORROWED = _family("{rule}, {rule}")
DIALOGUE_RULE = _family("in dialogue, {rule}")
DIALOGUE_CALLED = _flag("in dialogue, called by the words")

# --- the speaker before, who may go on -----------------------------------------------------------
GOES_ON_SPAN = _family("{relation}, {span}")
GOES_ON_AFTER = _family("{relation}, {span} after one that ends with {ending}")
GOES_ON_ALONE = _family("{relation}, alone")
GOES_ON_SENTENCE = _family("{relation}, a sentence between")
GOES_ON_SUBJECT = _family("{relation}, after {chunk} that {reports}")
GOES_ON_OTHER = _family("{relation}, another subject")
GOES_ON_CUE = _family("{relation}, another cue")

# --- what stands around a speaker and a quotation ------------------------------------------------
RULE_LAST_CUE = _family("{rule}, last {whose}")
FORM_LAST_CUE = _family("{form}, last {whose}")
NO_CUE_AFTER = _flag("no cue after it")
LAST_CUE = _family("last {whose}, {chunk}")
LAST_CUE_NEXT = _family("last {whose}, {chunk}, right after")
RULE_BEFORE = _family("{rule}, before {rest}")
BEFORE_FOLLOWS = _family("before, follows {chunks}")
BEFORE_FORM_FOLLOWS = _family("before, {form}, follows {chunk}")
BEFORE_SIDES = _family("before, after {chunk}, follows {chunk}")
BEFORE_AFTER = _family("before, after {chunks}")
BEFORE_LAST = _family("before, last {chunks}")
BEFORE_EARLIER_FORM = _family("before, {count} subject earlier, {form}")
BEFORE_EARLIER = _family("before, {count} subject earlier, after {chunk}")
BEFORE_CUES = _family("before {opening}, {count} cue between, {count} with a subject")
BEFORE_VERBS = _family("before, no cue, {count} verb, {form}")
BEFORE_MARK = _family("before, {chunk} between, {count} cue")
AFTER_FOLLOWS = _family("after, follows {chunks}")
AFTER_ENDING = _family("after {ending}, {chunks} to {chunk}")
AFTER_ENDING_FIRST = _family("after {ending}, then {chunk}")
AFTER_LAST = _family("after, last {chunks}")
AFTER_BETWEEN = _family("after, between {chunks}")
AFTER_FAR = _family("after, between {chunks} … {chunks}")
AFTER_COUNTS = _family("after, {count} subject between, {count} cue")
AFTER_OPENING = _family("after {opening}, {chunk} to {chunk}")
AFTER_SENTENCE = _flag("after, a sentence between")

# --- spans that may be nobody’s ------------------------------------------------------------------
NOBODY = _flag("nobody")
SPAN = _family("span of {length}")
SPAN_MARK = _family("span of {length} in {mark}")
SPAN_BREVITY = _family("span of {length}, {brevity} quotations are short")
NOBODY_BREVITY = _family("nobody, {brevity} quotations are short")
NOBODY_FIRST = _flag("nobody, in the first paragraph")
NOBODY_LINE = _flag("nobody, a line of a dialogue")
NOBODY_DIALOGUE = _flag("in dialogue, nobody")
NOBODY_NO_VERB = _flag("nobody, no verb before")
NOBODY_LAST_VERB = _family("nobody, last verb “{word}”")
NOBODY_VERB = _family("nobody, {chunk} {far}")
NOBODY_TITLE_AFTER = _family("nobody, after {chunk}, title case")
NOBODY_HEADLINE = _flag("nobody, in the headline")
NOBODY_BESIDE = _flag("nobody, beside a quotation")
NOBODY_CLAUSE = _family("nobody, the clause {reporting}")
NOBODY_LENGTH_CUE = _family("nobody, span of {length}, {cue}")
NOBODY_ENDING = _family("nobody, {ending} before {chunk}")
NOBODY_BEFORE = _family("nobody, before {chunks}")
NOBODY_AFTER = _family("nobody, after {chunks}")
NOBODY_BETWEEN = _family("nobody, between {chunk} and {chunk}")
NOBODY_CUE = _family("nobody, {cue} in the sentence")
NOBODY_MARKS = _flag("nobody, single marks where most are double")
NOBODY_SAID = _flag("nobody, said at length elsewhere")

# --- what a span is like -------------------------------------------------------------------------
TITLED = _flag("span in title case")
WHOLE = _flag("span is a sentence")
STOPPED = _flag("span ends with a stop")
CALLED = _flag("span is what something is called")
LETTERING = _flag("span is lettering")
OUTLET_NAME = _flag("span is the name of an outlet")
BEFORE_WORD = _flag("span before a word")
INSIDE_NAME = _flag("span inside a name")
AFTER_THE_WORD = _family("span after “{word}”")
AFTER_CLASS = _family("span of {length} after {token}")
BEFORE_THE_WORD = _family("span before “{word}”")
BEFORE_CLASS = _family("span of {length} before {token}")
NOTE = _flag("span is a note in brackets")
ACRONYM = _flag("span is an acronym")
ARTICLE_AND_ROLE = _flag("span between an article and a role")
TITLED_BEFORE = _flag("span in title case before what it is a title of")
TITLED_AFTER = _flag("span in title case after what it is a title of")
SPAN_NAMED = _flag("span is named")
NAMED_FAR = _flag("span is named at a distance")
MOTTO = _flag("span is a name or a motto")
AFTER_ARTICLE = _flag("span after an article")
OWNED = _family("span after {owner}’s")
TITLED_OWNED = _family("span in title case after {owner}’s")
BEGINS = _family("span of {length} begins with {token}")
CONTRACTION = _family("span of {length} with a contraction")
FIRST_PERSON = _family("span of {length} in the first person")

# --- what is reported without marks --------------------------------------------------------------
REPORTED = _flag("reported")
REPORT_RULE = _family("{indirect}")
REPORT_RULE_WORD = _family("{indirect}, {base}")
STARTS = _family("{indirect}, starts after {border}")
STARTS_SIZE = _family("{indirect}, of {chunk_count}")
REPORT_WORD = _family("indirect, {base}")
REPORT_WORD_LEAD = _family("indirect, {base} {first_word}")
REPORT_BEFORE_WORD = _family("indirect, before “{first_word}”")
REPORT_CUE_AFTER = _family("indirect, {report_cue} after {chunks}")
REPORT_BEFORE = _family("indirect, before {chunk}")
REPORT_CUE_BEFORE = _family("indirect, {report_cue} before {chunks}")
REPORT_FORM = _family("indirect, {form_or_nobody}")
REPORT_CUE_FORM = _family("indirect, {report_cue} of {form_or_nobody}")
REPORT_AHEAD = _family("indirect, {chunk_count} before the cue")
REPORT_ON = _family("indirect, {chunk_count} from the cue on")
UP_TO = _family("indirect, up to {border}")
LEAD_UP_TO = _family("indirect, {lead} up to {border}")
LEAD_BEFORE = _family("indirect, {lead} before {chunks}")
LEAD_SIZE = _family("indirect, {lead} of {chunk_count}")
ENDS_WITH = _family("indirect, ends with {chunk}")
PAST_BORDER = _family("indirect, past {border}")
LEAD_PAST = _family("indirect, {lead} past {border}")
REPORT_AFTER = _family("indirect, after {after}")
REPORT_HEADLINE = _flag("indirect, in the headline")
QUOTATION_LATER = _flag("indirect, a quotation later")

# --- whose the report is -------------------------------------------------------------------------
GUESSED = _flag("subject, as the chunks say")
GUESSED_OF = _family("subject of {cue_kind}, as the chunks say")
OWNER_CALLED = _flag("subject, whose it is called")
NOUN_BEGINNING = _flag("subject, beginning of the noun")
WITHIN_CLAUSE = _family("subject of {cue_kind}, within a phrase, may begin a clause")
SUBJECT_FORM = _family("subject of {cue_kind}, {form_or_short}")
SUBJECT_LAST_WORD = _family("subject “{word}”")
SUBJECT_FIRST_WORD = _family("subject “{word} …”")
SUBJECT_ONLY_WORD = _family("subject of {cue_kind} “{word}”")
SUBJECT_AFTER_WORD = _family("subject after “{word}”")
SUBJECT_NEAR_AFTER_WORD = _family("subject {near}, after “{word}”")
AGREEMENT = _family("subject is {number}, verb of {verb_number}")
BEHIND = _family("subject after {cue_kind}, {chunk} before it")
BEHIND_EARLIER = _family(
    "subject after {cue_kind}, {chunk} before it, {count} chunk before the cue"
)
BEHIND_CUE = _family("subject after {cue_kind}, {chunk} before it, the cue after {chunk}")
BESIDE_WORD = _family("subject {side} “{word}”, {chunk}")
SUBJECT_CHUNK = _family("subject of {cue_kind}, {chunk}")
NOUNS_BETWEEN = _family("subject of {cue_kind}, {count} noun between")
NOUNS_EARLIER = _family("subject of {cue_kind}, {count} noun earlier")
SUBJECTS_BETWEEN = _family(
    "subject of {cue_kind}, {with_verb}, {count} subject between, {count} earlier"
)
MARKS_BETWEEN = _family("subject of {cue_kind}, {with_verb}, {count} mark between")
OWN_NOUN = _family("subject of {cue_kind}, {own_noun} in the cue's clause")
OWN_NOUN_MARKS = _family("subject of {cue_kind}, {own_noun} in the cue's clause, marks between")
SUBJECT_BETWEEN = _family("subject of {cue_kind}, between {chunks}")
SUBJECT_FAR = _family("subject of {cue_kind}, between {chunks} … {chunks}")
SUBJECT_LAST_OF = _family("subject of {cue_kind}, last {chunks}")
SUBJECT_LAST = _family("subject, last {chunks}")
SUBJECT_FOLLOWS = _family("subject, follows {chunks}")
SUBJECT_AFTER = _family("subject, after {chunks}")
SUBJECT_SIDES = _family("subject, between {chunks} and {chunk}")
CHUNK_SIDES = _family("subject, {chunk} between {chunk} and {chunk}")
CHUNK_AFTER = _family("subject, {chunk} after {chunk}, {chunk} before the cue")
NEAR_WORD = _family("subject {near}, “{word}”")
NEAR_KIND_WORD = _family("subject {near}, {cue_kind} “{word}”")
BARE_FAR = _family("subject, {chunk}, bare {chunks} … {chunks}")
BARE_FIRST = _family("subject of {cue_kind}, bare {chunks} …")
BARE_LAST = _family("subject of {cue_kind}, bare … {chunks}")
BARE = _family("subject, {chunk}, bare {chunks}")
BARE_OF = _family("subject of {cue_kind}, bare {chunks}")
BARE_AFTER = _family("subject of {cue_kind}, {chunk} after {chunks}, bare {chunks}")
BY_AFTER_OF = _family("subject of {cue_kind}, by after it")
BY_AFTER = _family("subject, {chunk}, by after the cue")
