"""The vocabulary of features: no weight without a feature, no feature without a family."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.articles import read_article
from quotecheck.extraction import engine
from quotecheck.extraction.attribution import decide
from quotecheck.extraction.indirect.finding import Sums
from quotecheck.extraction.reading.feature_lines import is_feature
from quotecheck.extraction.reading.vocabulary import SOMETHING
from quotecheck.rules.report_prefixes import PREFIXES
from quotecheck.verify.reports.reasons import is_reason

STORIES = sorted((Path(__file__).parents[1] / "seeds").rglob("stories/*.txt"))


@pytest.fixture(scope="module")
def loaded():
    return rules.load()


def test_every_weight_is_of_a_feature_that_can_arise(loaded):
    patterns = loaded.attribution.patterns
    of_reports = tuple(PREFIXES.values())
    lines = [line for line in loaded.weights if not line.startswith(of_reports)]
    assert [line for line in lines if not is_feature(line, patterns)] == []
    assert [line for line in loaded.attribution.by_hand() if not is_feature(line, patterns)] == []


def test_every_weight_of_reports_is_of_a_reason(loaded):
    for section, prefix in PREFIXES.items():
        names = [line.removeprefix(prefix) for line in loaded.weights if line.startswith(prefix)]
        assert names
        assert [name for name in names if not is_reason(section, name)] == []


def test_every_weight_tells_of_values_with_a_name(loaded):
    assert [line for line in loaded.weights if SOMETHING in line] == []


@pytest.mark.parametrize(
    "line",
    [
        "before, follows a cue + a thing",
        "rule some-pattern-that-is-gone",
        "span of 12",
        "subject of a cue, a name after a name, bare",
        "indirect, a cue after a name a comma",
    ],
)
def test_a_line_with_another_word_is_not_a_feature(loaded, line):
    assert not is_feature(line, loaded.attribution.patterns)


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_every_feature_that_a_story_gives_is_in_the_vocabulary(loaded, story, monkeypatch):
    made = set()

    class Listening(Sums):
        def of(self, features):
            features = list(features)
            made.update(name for each in features for name in each)
            return super().of(features)

    def options(*arguments):
        found = all_options(*arguments)
        made.update(name for option in found for name in option.features)
        return found

    all_options = decide.all_options
    monkeypatch.setattr(decide, "all_options", options)
    listening = Listening(engine.weights_of(loaded))
    monkeypatch.setattr(engine, "_sums_of", lambda _: listening)
    engine.extract(read_article(story), loaded, indirect=True)
    assert made
    assert [line for line in made if not is_feature(line, loaded.attribution.patterns)] == []
