"""Pairs of what was said and what was printed, as newspapers make them: `verdicts.txt`, and of the
kinds that published corrections are about, with what desks do on purpose: `corrections.txt`."""

from pathlib import Path

import pytest

from quotecheck.model import Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)
LIGHT = {Verdict.VERBATIM, Verdict.STYLE, Verdict.MINOR}
FAITHFUL = {*LIGHT, Verdict.MARKED}
ERRORS = {
    Verdict.ALTERED,
    Verdict.DROPPED,
    Verdict.SPLICED,
    Verdict.FLIPPED,
    Verdict.MISATTRIBUTED,
    Verdict.NOT_FOUND,
}
BEFORE = "Good morning to all who came."
AFTER = "That was the end of the day for most of the people there."


def pairs(name):
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, expected, said, printed, *names = (part.strip() for part in line.split("|"))
            speaker, label = names or ("Lind", "LIND")
            yield pytest.param(expected, said, printed, speaker, label, id=f"{kind}: {printed}")


def transcript(label, said):
    """A transcript of what was said, with more turns behind ` // `: "A. // ROWE: B."."""
    first, *others = said.split(" // ")
    text, turns = "", []
    for name, words in ((label, f"{BEFORE} {first}"), *(each.split(": ", 1) for each in others)):
        text += f"{name}: "
        turns.append(Turn(name, len(text), len(text) + len(words) + len(AFTER) + 1))
        text += f"{words} {AFTER}\n\n"
    return Source("hearing", text, tuple(turns))


@pytest.mark.parametrize(
    ("expected", "said", "printed", "speaker", "label"),
    [*pairs("verdicts.txt"), *pairs("corrections.txt")],
)
def test_a_pair_gets_the_verdict_that_an_editor_would_give(expected, said, printed, speaker, label):
    library = Library(RULES, CANON).adding([transcript(label, said)])
    found = check_quote(printed, library, RULES, speaker=speaker)
    verdicts, *flags = expected.split(" ")
    wanted = {"light": LIGHT, "faithful": FAITHFUL, "error": ERRORS}.get(verdicts) or set(
        map(Verdict, verdicts.split("/"))
    )
    assert found.verdict in wanted, found.why
    if "look" in flags:
        flags.remove("look")
        assert found.triage is not Triage.PASS, found.why
    for flag in flags:
        assert (flag[1:] in map(str, found.flags)) == (flag[0] == "+"), found.why
