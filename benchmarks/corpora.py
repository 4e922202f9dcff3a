"""Turn public corpora by others into gold sets as `quotecheck eval` and `rules learn` read them.

    python benchmarks/corpora.py gum|pdnc|litbank|basil CLONE OUT.jsonl [--genre GENRE]

CLONE is a checkout of the corpus on GitHub: amir-zeldes/gum, dbamman/litbank, launchnlp/BASIL,
Priya22/project-dialogism-novel-corpus. Each has terms of its own, so none of it is kept here.

GUM: quotation marks whose words lie in what an attribution (of its discourse trees) attributes;
the speaker is whoever that names, and whatever else in the text is the same person. PDNC: novels;
quotations whose speaker the story names beside them have a place for the speaker, all have names.
LitBank: the first 2,000 words of 100 novels, with every mention of the speaker. BASIL: 300 news
articles; the marks around words that somebody is said to have spoken, and the speaker's name.
What the corpus says nothing of is ``ignore``: it is not scored. ``type`` says whether the words
that name the speaker stand right beside the marks (GUM), or how the speaker is told (PDNC).
"""

from __future__ import annotations

import argparse
import ast
import bisect
import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Span = tuple[int, int]

BESIDE = 3  # characters that may stand between the marks and the words that attribute
ENTITY = re.compile(r"\((\d+)-([^()]*)(\)?)|(\d+)\)")
# Speakers of BASIL who are not a single person: a party, its lawmakers, a campaign.
GROUPS = re.compile(
    r"(?i)\b(?:other|anonymous|unknown|\w+(?:crats|cans|makers|members|cials|ters|lics|leaders)"
    r"|(?:rally|anti|pro|the|us|white|supreme|doj|state)\b.*|campaigns?|party|naacp|gop|house|aide"
    r"|america|group|buzzfeed|department|senate|administration|police|media|news|court|committee|team|companies|plaintiffs|protestors)\b"
)
MARKS = {'"', "“", "”", "''", "``"}
PAIRS = re.compile(r"“[^“”]+”|\"[^\"]+\"")


def quote_row(text: str, spans: list[Span], speaker: Row | None, **more: Any) -> Row:
    """A quotation of a gold set."""
    start, end = spans[0][0], spans[-1][1]
    row: Row = {"start": start, "end": end, "text": text[start:end], "kind": "direct"}
    if len(spans) > 1:
        row["segs"] = spans
    return {**row, "speaker": speaker, **more}


# ---------------------------------------------------------------- GUM
@dataclass
class Token:
    """A word of a GUM document with its place, its head (a number in the document) and its EDU."""

    form: str
    start: int
    end: int
    head: int
    relation: str
    misc: dict[str, str]
    tag: str = ""
    edu: int = 0


@dataclass
class Gum:
    """A GUM document: its text, its tokens by number (from 1), the spans of each entity."""

    text: str = ""
    tokens: list[Token] = field(default_factory=lambda: [Token("", 0, 0, 0, "", {})])
    entities: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))


def gum(clone: Path, genre: str = "*") -> Iterator[Row]:
    """The documents of GUM that hold quotation marks and whose words may be shown."""
    for path in sorted((clone / "dep").glob(f"GUM_{genre}_*.conllu")):
        if "_reddit_" in path.name:
            continue
        document = read_gum(path.read_text(encoding="utf-8"))
        quotes = list(gum_quotes(document))
        if quotes:
            yield {"id": path.stem, "text": document.text, "quotes": quotes}


def read_gum(conllu: str) -> Gum:
    """A document out of CoNLL-U."""
    document = Gum()
    for block in conllu.strip().split("\n\n"):
        lines = block.split("\n")
        said = next(line[9:] for line in lines if line.startswith("# text = "))
        gap = "\n\n" if any(line.startswith("# newpar") for line in lines) else " "
        begin = len(document.text) + (len(gap) if document.text else 0)
        document.text += (gap if document.text else "") + said
        add_sentence(document, [line.split("\t") for line in lines if line[:1].isdigit()], begin)
    number = 0
    for token in document.tokens:
        if "Discourse" in token.misc:
            number = int(re.findall(r":(\d+)", token.misc["Discourse"])[0])
        token.edu = number
    return document


def add_sentence(document: Gum, rows: list[list[str]], begin: int) -> None:
    """The tokens of a sentence whose text begins at ``begin``, and the entities in it."""
    first, at, joined = len(document.tokens) - 1, begin, {}
    opened: list[tuple[str, int]] = []
    for row in rows:
        if "-" in row[0]:
            low, high = map(int, row[0].split("-"))
            at = document.text.index(row[1], at)
            joined |= {number: (at, at + len(row[1])) for number in range(low, high + 1)}
            at += len(row[1])
        if not row[0].isdigit():
            continue
        number = int(row[0])
        if number in joined:
            start, end = joined[number]
        else:
            start = document.text.index(row[1], at)
            at = end = start + len(row[1])
        misc = dict(each.split("=", 1) for each in row[9].split("|") if "=" in each)
        head = int(row[6]) + first if int(row[6]) else 0
        document.tokens.append(Token(row[1], start, end, head, row[7], misc, row[4]))
        for key, _, alone, closed in ENTITY.findall(misc.get("Entity", "")):
            if alone:
                document.entities[key].append((start, end))
            elif key:
                opened.append((key, start))
            elif any(name == closed for name, _ in opened):
                place = max(i for i, (name, _) in enumerate(opened) if name == closed)
                document.entities[closed].append((opened.pop(place)[1], end))


def gum_quotes(document: Gum) -> Iterator[Row]:
    """The marks of a document with whoever the discourse tree says is speaking."""
    agents = attributions(document)
    edus = [token.edu for token in document.tokens]
    for start, end in marked(document):
        inside = {t.edu for t in document.tokens[1:] if start <= t.start < end}
        those = (agent for edu in sorted(inside) for agent in agents.get(edu, ()))
        found = next((agent for agent in those if agent not in inside), None)
        speaker = None if found is None else agent_of(document, found)
        if speaker is None:
            yield quote_row(document.text, [(start, end)], None, ignore=True)
            continue
        words = [t for t, edu in zip(document.tokens, edus, strict=True) if edu == found and t.form]
        gaps = (start - words[-1].end, words[0].start - end)
        beside = any(0 <= gap <= BESIDE for gap in gaps)
        yield quote_row(
            document.text,
            [(start, end)],
            speaker,
            alt=speaker.pop("alt", []),
            type="beside" if beside else "apart",
        )


def attributions(document: Gum) -> dict[int, list[int]]:
    """The units that attribute each discourse unit to somebody."""
    agents: dict[int, list[int]] = defaultdict(list)
    for token in document.tokens:
        for each in token.misc.get("Discourse", "").split(";"):
            if found := re.match(r"attribution-positive:(\d+)->(\d+)", each):
                agents[int(found[2])].append(int(found[1]))
    return agents


def marked(document: Gum) -> Iterator[Span]:
    """The spans in double quotation marks, marks included, within a paragraph.

    The corpus says of each mark whether it opens or closes.
    """
    start = -1
    for token in document.tokens:
        if start >= 0 and "\n" in document.text[start : token.start]:
            start = -1
        if token.tag == "``" and token.form in MARKS:
            start = token.start
        elif token.tag == "''" and token.form in MARKS and start >= 0:
            yield start, token.end
            start = -1


def agent_of(document: Gum, unit: int) -> Row | None:
    """The person whom a unit that attributes names: the subject of its verb, or whoever stands
    after "according to"."""
    numbers = [n for n, token in enumerate(document.tokens) if token.edu == unit and token.form]
    heads = [n for n in numbers if document.tokens[n].head not in numbers]
    subjects = [n for n in numbers if document.tokens[n].relation.startswith("nsubj")]
    own = [n for n in subjects if document.tokens[n].head in heads] or subjects
    at = own[0] if own else heads[0] if document.tokens[heads[0]].relation == "obl" else 0
    if not at:
        return None
    word = document.tokens[at]
    holding = [
        (end - start, key, (start, end))
        for key, spans in document.entities.items()
        for start, end in spans
        if start <= word.start and word.end <= end and "\n" not in document.text[start:end]
    ]
    if not holding:
        return None
    # The largest phrase that still has this word as its head, not one that it is a part of.
    low = min(document.tokens[n].start for n in numbers)
    high = max(document.tokens[n].end for n in numbers)
    own_phrases = [each for each in holding if low <= each[2][0] and each[2][1] <= high] or holding
    _, key, (start, end) = max(own_phrases)
    others = [span for span in document.entities[key] if span != (start, end)]
    names = sorted({document.text[a:b] for a, b in document.entities[key]}, key=len, reverse=True)
    named = [name for name in names if name[:1].isupper() and len(name.split()) <= 6]
    speaker = {"text": document.text[start:end], "spans": [(start, end), *others]}
    return speaker | ({"canonical": named[0], "alt": named[1:]} if named else {})


# ---------------------------------------------------------------- PDNC
def pdnc(clone: Path) -> Iterator[Row]:
    """The novels of PDNC."""
    for folder in sorted(path for path in (clone / "data").iterdir() if path.is_dir()):
        text = next(folder.glob("*text.txt")).read_bytes().decode("utf-8")
        with next(folder.glob("character_info.csv")).open(encoding="utf-8", newline="") as file:
            names = {
                row["Main Name"]: ast.literal_eval(row["Aliases"]) for row in csv.DictReader(file)
            }
        with next(folder.glob("quotation_info.csv")).open(encoding="utf-8", newline="") as file:
            quotes = [pdnc_quote(text, row, names) for row in csv.DictReader(file)]
        yield {"id": folder.name, "text": text, "quotes": quotes}


def pdnc_quote(text: str, row: dict[str, str], names: dict[str, set[str]]) -> Row:
    """A quotation of a novel; its speaker has a place where an expression beside it names them."""
    spans = [(start, end) for start, end in ast.literal_eval(row["quoteByteSpans"])]
    who, kind = row["speaker"], row["quoteType"].lower()
    if who.startswith("_"):
        return quote_row(text, spans, None, ignore=True)
    speaker: Row = {"text": who, "canonical": who}
    place = beside_of(text, spans, row["referringExpression"])
    if place is not None:
        mention = mention_in(text, place, names.get(who, {who}))
        speaker |= {"text": text[slice(*mention)], "spans": [mention]}
    alt = sorted(names.get(who, set()) - {who})
    return quote_row(text, spans, speaker, alt=alt, type=kind)


def beside_of(text: str, spans: list[Span], expression: str) -> Span | None:
    """The place of the expression that refers to the speaker: next to one of the pieces."""
    words = expression.split()
    if not words or words == ["nan"]:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    low, high = spans[0][0] - 400, spans[-1][1] + 400
    places = [found.span() for found in pattern.finditer(text, max(0, low), high)]
    outside = [p for p in places if not any(a <= p[0] and p[1] <= b for a, b in spans)]
    gap = {p: min(max(a - p[1], p[0] - b) for a, b in spans) for p in outside}
    return min(outside, key=lambda place: gap[place], default=None)


def mention_in(text: str, place: Span, names: set[str]) -> Span:
    """The name or the pronoun in an expression such as “cried her mother” or “said Emma”."""
    said = text[slice(*place)]
    for name in sorted(names, key=len, reverse=True):
        at = re.search(rf"\b{re.escape(name)}\b", said)
        if at:
            return place[0] + at.start(), place[0] + at.end()
    at = re.search(r"\b(?:he|she|they|I|it|we|He|She|They|It|We)\b", said)
    return (place[0] + at.start(), place[0] + at.end()) if at else place


# ---------------------------------------------------------------- LitBank
def litbank(clone: Path) -> Iterator[Row]:
    """The openings of the novels of LitBank."""
    for path in sorted((clone / "quotations" / "tsv").glob("*.ann")):
        stem = path.name.removesuffix("_brat.ann")
        lines = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n")
        original = (clone / "original" / f"{stem}.txt").read_text(encoding="utf-8")
        text, places = aligned(original, [line.split() for line in lines])
        mentions = litbank_mentions(clone / "coref" / "tsv" / path.name, places)
        yield {"id": stem, "text": text, "quotes": litbank_quotes(path, text, places, mentions)}


def aligned(original: str, sentences: list[list[str]]) -> tuple[str, list[list[Span]]]:
    """The stretch of the original that the sentences are, and the place of each of their words."""
    letters = [at for at, letter in enumerate(original) if not letter.isspace()]
    packed = "".join(original[at] for at in letters)
    at = packed.index("".join("".join(words) for words in sentences))
    begin, places = letters[at], []
    for words in sentences:
        places.append([])
        for word in words:
            places[-1].append((letters[at] - begin, letters[at + len(word) - 1] + 1 - begin))
            at += len(word)
    return original[begin : letters[at - 1] + 1], places


def litbank_mentions(path: Path, places: list[list[Span]]) -> dict[str, list[Span]]:
    """All mentions of each person."""
    spans: dict[str, Span] = {}
    people: dict[str, list[Span]] = defaultdict(list)
    for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row and row[0] == "MENTION":
            line, first, other, last = map(int, row[2:6])
            spans[row[1]] = places[line][first][0], places[other][last][1]
        elif row and row[0] == "COREF" and row[1] in spans:
            people[row[2]].append(spans[row[1]])
    return {who: sorted(each) for who, each in people.items()}


def litbank_quotes(
    path: Path, text: str, places: list[list[Span]], mentions: dict[str, list[Span]]
) -> list[Row]:
    """The quotations of an opening; a speaker without a name has only places."""
    rows = list(csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    speakers = {row[1]: row[2] for row in rows if row[:1] == ["ATTRIB"]}
    quotes = []
    for row in rows:
        if row[:1] != ["QUOTE"]:
            continue
        line, first, other, last = map(int, row[2:6])
        spans = [(places[line][first][0], places[other][last][1])]
        who = speakers.get(row[1], "")
        found = mentions.get(who, [])
        if not found:
            quotes.append(quote_row(text, spans, None, ignore=True))
            continue
        near = min(found, key=lambda each: abs(each[0] - spans[0][0]))
        speaker: Row = {"text": text[slice(*near)], "spans": [near, *found]}
        names = sorted({text[a:b] for a, b in found if text[a].isupper() and b - a > 3}, key=len)
        named = [name for name in names if len(name.split()) <= 4]
        speaker |= {"canonical": named[-1]} if named else {}
        quotes.append(quote_row(text, spans, speaker, alt=named[:-1]))
    return quotes


# ---------------------------------------------------------------- BASIL
def basil(clone: Path) -> Iterator[Row]:
    """The articles of BASIL that have words spoken by somebody with a name."""
    for path in sorted((clone / "articles").glob("*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        judged = clone / "annotations" / path.parent.name / f"{path.stem}_ann.json"
        if not judged.exists():
            continue
        paragraphs = [" ".join(part) for part in article["body-paragraphs"]]
        text = "\n\n".join([article["title"], *paragraphs])
        said = json.loads(judged.read_text(encoding="utf-8"))["phrase-level-annotations"]
        rows = (basil_quote(text, each) for each in said if each["quote"] == "yes")
        quotes = {(row["start"], row["end"]): row for row in rows if row is not None}
        if quotes:
            yield {"id": path.stem, "text": text, "quotes": list(quotes.values())}


def basil_quote(text: str, said: Row) -> Row | None:
    """The marks that hold the words, or that they hold, with the name of whoever spoke them."""
    at = text.find(said["txt"].strip())
    who = said["speaker"].replace("_", " ").strip()
    if at < 0 or not who or GROUPS.search(who):
        return None
    who = whole[0] if (whole := re.search(re.escape(who) + r"\w*", text)) else who  # Felipe Calder
    end = at + len(said["txt"].strip())
    spans = [found.span() for found in PAIRS.finditer(text)]
    first = bisect.bisect_right([span[1] for span in spans], at)
    held = [span for span in spans[first : first + 1] if span[0] < end]
    return quote_row(text, held, {"text": who, "canonical": who}) if held else None


CORPORA: dict[str, Callable[[Path], Iterator[Row]]] = {
    "gum": gum,
    "pdnc": pdnc,
    "litbank": litbank,
    "basil": basil,
}


def main() -> None:
    """Convert one corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", choices=CORPORA)
    parser.add_argument("clone", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--genre", default="*", help="of GUM: news, fiction, bio, ...")
    wanted = parser.parse_args()
    convert = partial(gum, genre=wanted.genre) if wanted.corpus == "gum" else CORPORA[wanted.corpus]
    rows = list(convert(wanted.clone))
    with wanted.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    quotes = [quote for row in rows for quote in row["quotes"]]
    scored = sum(not quote.get("ignore") for quote in quotes)
    print(f"{len(rows)} documents, {len(quotes)} quotations, {scored} of them judged")


if __name__ == "__main__":
    main()
