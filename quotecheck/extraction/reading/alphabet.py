"""The letters that stand for tokens and chunks, by name.

Each token gets the letter of its class, so a sentence becomes a short string. A chunk is one token
or several (`quotecheck.extraction.reading.chunks`); it keeps the letter of its one token or gets
one of the seven that only chunks have. Patterns over such strings are regular expressions written
with the letters themselves.
"""

from __future__ import annotations

from typing import Final

# --- tokens and chunks ---------------------------------------------------------------------------
CUE: Final = "V"  # a verb of reporting
SAYING: Final = "G"  # its -ing form
CLAIM: Final = "C"  # a noun that reports
ACCORDING: Final = "A"
THAT: Final = "h"
WHO: Final = "w"
AS: Final = "z"
TO: Final = "t"
PER: Final = "r"
BY: Final = "Y"
VERB: Final = "e"
PREPOSITION: Final = "i"
CONJUNCTION: Final = "b"
AND: Final = "&"
HIM: Final = "m"  # an object pronoun
OWNING: Final = "k"  # ’s
COMMA: Final = ","
COLON: Final = ":"
SEMICOLON: Final = ";"
DASH: Final = "-"
BRACKET: Final = "("
BRACKET_END: Final = ")"
STOP: Final = "."

# --- tokens only ---------------------------------------------------------------------------------
NAME: Final = "N"
TITLE: Final = "T"
ROLE: Final = "R"
PRONOUN: Final = "p"  # he, she
DETERMINER: Final = "d"  # the, a, his
PAST: Final = "u"  # the past form of a verb that no list has
AUXILIARY: Final = "x"
BEING: Final = "B"
ADVERB: Final = "y"  # an adverb or a time
ADJECTIVE: Final = "a"
PERIOD: Final = "L"  # week, month
NUMBER: Final = "0"
PARTICLE: Final = "q"  # of a name
WORD: Final = "j"  # any other word
NOTHING: Final = "~"

# --- chunks only ---------------------------------------------------------------------------------
SPEAKER: Final = "S"  # a noun phrase that can speak
NOUN: Final = "s"  # a weak one, whose noun no list has
OBJECT: Final = "O"  # one that is the object of the words before it
OTHER: Final = "o"  # words that cannot speak
PASSIVE: Final = "P"  # a verb of reporting after a form of to be
QUOTATION: Final = "Q"
SENTENCE: Final = "E"  # a quotation with which a sentence ends

SUBJECTS: Final = SPEAKER + NOUN
QUOTATIONS: Final = QUOTATION + SENTENCE
REPORTING: Final = CUE + SAYING

IN_WORDS: Final = {
    CUE: "a cue",
    SAYING: "a saying",
    CLAIM: "a claim",
    PASSIVE: "a passive",
    VERB: "a verb",
    ACCORDING: "according",
    THAT: "that",
    WHO: "who",
    AS: "as",
    TO: "to",
    PER: "per",
    BY: "by",
    PREPOSITION: "a preposition",
    CONJUNCTION: "a conjunction",
    AND: "and",
    HIM: "him",
    OWNING: "a possessive",
    COMMA: "a comma",
    COLON: "a colon",
    SEMICOLON: "a semicolon",
    DASH: "a dash",
    BRACKET: "a bracket",
    BRACKET_END: "a closing bracket",
    STOP: "a stop",
    NAME: "a capital",
    TITLE: "a title",
    ROLE: "a role",
    PRONOUN: "a pronoun",
    DETERMINER: "a determiner",
    PAST: "a past form",
    AUXILIARY: "an auxiliary",
    BEING: "to be",
    ADVERB: "an adverb",
    PARTICLE: "a particle",
    SPEAKER: "a name",
    NOUN: "a noun",
    OBJECT: "an object",
    OTHER: "a word",
    QUOTATION: "a quotation",
    SENTENCE: "a sentence",
}
"""The names that features give to letters; any other is something else."""

# --- signs: letters that the words around a token decide upon -------------------------------------
# A lexicon word with a capital inside a sentence is part of a name (the Post, State); at the start
# of a sentence it may be either. Each letter for which this holds has a sign of its own.
DOUBTFUL: Final = {letter: chr(0x2460 + number) for number, letter in enumerate("VGCejzYBxu")}
# A verb of reporting that is also a noun (her report), or that is part of a title or role (state
# senator): the words beside it decide.
NOUN_OR_CUE: Final = "\u24cb"
PART_OR_CUE: Final = "\u24c5"
# A region after a place or a party after a name (Dalton, N.Y.; Jo Roe, D-Pa.), a state that may
# follow a place (Dalton, Ohio), and a word that is an adverb after a name (Quill first said).
REGION: Final = "\u24c7"
STATE: Final = "\u24c8"
TRAILING: Final = "\u24c9"
PARTY: Final = "\u24bd"  # D-Pa.
TIME: Final = "\u24cd"  # a day or a month
MANNER: Final = "\u24c1"  # Critically
# A determiner that speaks for itself before a verb of reporting: Another said.
ALONE: Final = "\u24b6"
DETERMINERS_ALONE: Final = frozenset({"another", "each"})
