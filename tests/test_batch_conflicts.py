"""Conflicts across articles, and the other forms of a run's results."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from batch_samples import make_folder, make_plan, make_sources, read_lines

from quotecheck import batch
from quotecheck.batch.conflicts import similarity
from quotecheck.batch.pairing import different_people
from quotecheck.batch.sketch import hashes, sketch
from quotecheck.cli import main

WORDS = "We shall rebuild the old harbour wall before the first storms of autumn arrive"


def conflicts_of(tmp_path, *stories):
    folder = tmp_path / "stories"
    folder.mkdir()
    for number, text in enumerate(stories):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    summary = batch.run(make_plan(tmp_path, folder, reports=()))
    found = read_lines(tmp_path / "out" / "conflicts.jsonl")
    assert summary["conflicts"] == sum(each["kind"] != "common" for each in found)
    return found


def test_other_wording(tmp_path):
    (found,) = conflicts_of(
        tmp_path,
        f"“{WORDS},” Mara Quill said.",
        f"“{WORDS.replace('before', 'after')},” Mara Quill said.",
        "“Something quite different was said here by somebody,” Olle Vance said.",
    )
    assert found["kind"] == "wording"
    assert found["similarity"] > 0.8
    places = [place["path"] for each in found["variants"] for place in each["places"]]
    assert sorted(Path(path).name for path in places) == ["0.txt", "1.txt"]


def test_other_speaker(tmp_path):
    (found,) = conflicts_of(
        tmp_path, f"“{WORDS},” Mara Quill said.", f"“{WORDS},” Olle Vance said."
    )
    assert found["kind"] == "speaker"
    assert found["speakers"] == ["Mara Quill", "Olle Vance"]


def test_the_same_again_is_no_conflict(tmp_path):
    assert not conflicts_of(
        tmp_path,
        f"“{WORDS},” Mara Quill said.",
        f"“{WORDS},” Quill said.",
        f"“{WORDS.upper()}!” said Mara Quill.",
        f"Mara Quill spoke of “{' '.join(WORDS.split()[2:10])}” on Monday.",
    )


def test_conflicts_follow_the_articles(tmp_path):
    conflicts_of(tmp_path, f"“{WORDS},” Mara Quill said.", f"“{WORDS},” Olle Vance said.")
    (tmp_path / "stories" / "1.txt").unlink()
    assert batch.run(make_plan(tmp_path, tmp_path / "stories"))["conflicts"] == 0
    assert (tmp_path / "out" / "conflicts.jsonl").read_text() == ""


SPEAKERS = ["Mara Quill", "Olle Vance", "Ines Harrow", "Tomas Renn", "Petra Lindt", "Jonas Marsh"]
THANKS = "Thank you all for coming here today"
TO_MEXICO = "We are not going to pay a single cent for that wall"


class TestWhatEverybodySays:
    def by_all(self, words):
        return [f"“{words},” {name} said." for name in SPEAKERS]

    def test_a_stock_phrase_is_told_of_once_and_is_no_conflict(self, tmp_path):
        (found,) = conflicts_of(tmp_path, *self.by_all(THANKS))
        assert found["kind"] == "common"
        assert found["speakers"] == sorted(SPEAKERS)
        assert found["variants"][0]["count"] == 6

    def test_nor_are_its_other_wordings(self, tmp_path):
        other = f"“{THANKS} my friends,” Vera Tamm said."
        found = conflicts_of(tmp_path, *self.by_all(THANKS), other)
        assert [each["kind"] for each in found] == ["common"]

    def test_long_words_in_many_mouths_are_a_conflict(self, tmp_path):
        (found,) = conflicts_of(tmp_path, *self.by_all(TO_MEXICO))
        assert (found["kind"], found["speakers"]) == ("speaker", sorted(SPEAKERS))

    def test_short_words_in_few_mouths_are_a_conflict(self, tmp_path):
        (found,) = conflicts_of(tmp_path, *self.by_all("Coal is not the villain")[:2])
        assert found["kind"] == "speaker"

    def test_the_desk_says_where_the_limit_is(self, tmp_path):
        rules = tmp_path / "desk.yaml"
        rules.write_text("extends: default\nconflicts: {common-words: 4}\n", encoding="utf-8")
        conflicts_of(tmp_path, *self.by_all(THANKS))
        command = ["batch", str(tmp_path / "stories"), "-o", str(tmp_path / "out"), "--jobs", "1"]
        assert main([*command, "--rules", str(rules)]) == 0
        (found,) = read_lines(tmp_path / "out" / "conflicts.jsonl")
        assert found["kind"] == "speaker"

    def test_phrases_that_begin_alike_are_no_wordings_of_one(self, tmp_path):
        ends = [
            "funny",
            "coming",
            "broken",
            "a bribe",
            "over now",
            "too late",
            "our turn",
            "a mistake",
        ]
        stories = [f"“I think it is {end},” {SPEAKERS[n % 6]} said." for n, end in enumerate(ends)]
        assert conflicts_of(tmp_path, *stories) == []

    def test_short_words_that_are_unusual_are(self, tmp_path):
        (found,) = conflicts_of(
            tmp_path,
            "“That highest, hardest glass ceiling,” Mara Quill said.",
            "“The highest, hardest glass ceiling,” Mara Quill said.",
        )
        assert found["kind"] == "wording"


def test_planted_wordings_are_found_among_many_and_nothing_else_is(tmp_path):
    """Sixty quotations with one word changed among 600 whose words are as unevenly spread as
    those of a language."""
    chance = random.Random(3)
    vocabulary = [f"word{number}" for number in range(5000)]
    spread = [1 / (rank + 3) for rank in range(5000)]
    stories, planted = [], 0
    for number in range(600):
        words = chance.choices(vocabulary, spread, k=chance.randint(8, 30))
        stories.append(f"“{' '.join(words).capitalize()},” {SPEAKERS[number % 6]} said.")
        if number % 10 == 0:
            words[chance.randrange(len(words))] = "elsewhere"
            stories.append(f"“{' '.join(words).capitalize()},” {SPEAKERS[number % 6]} said.")
            planted += 1
    found = conflicts_of(tmp_path, *stories)
    pairs = [
        [place["path"] for each in one["variants"] for place in each["places"]] for one in found
    ]
    numbers = [sorted(int(Path(path).stem) for path in pair) for pair in pairs]
    assert all(second - first == 1 for first, second in numbers)
    assert len(numbers) >= 0.97 * planted


@pytest.mark.parametrize(
    ("names", "different"),
    [
        (["Quill", "Mara Quill"], 1),
        (["Felipe Calderon", "Felipe Calderón"], 1),
        (["a spokesman", "Mara Quill"], 1),
        (["the campaign", "officials"], 0),
        (["I", "Mara Quill"], 1),
        (["Mara Quill", "Olle Quill"], 2),
        (["the White House", "Mara Quill"], 2),
    ],
)
def test_who_must_be_different_people(names, different):
    assert len(different_people(names)) == different


@pytest.mark.parametrize("every", [8, 12])
def test_planted_near_duplicates_share_a_hash(every):
    chance = random.Random(every)
    vocabulary = [f"word{number}" for number in range(3000)]
    found = 0
    for _ in range(300):
        words = chance.choices(vocabulary, k=chance.randint(8, 40))
        other = list(words)
        for spot in chance.sample(range(len(words)), max(1, len(words) // every)):
            other[spot] = chance.choice(vocabulary)
        found += (
            bool(set(hashes(sketch(words))) & set(hashes(sketch(other))))
            and similarity(words, other) is not None
        )
    assert found >= 300 * 0.97


def test_the_other_forms(tmp_path):
    folder, sources = make_folder(tmp_path), make_sources(tmp_path)
    forms = ("html", "csv", "sarif", "github")
    batch.run(make_plan(tmp_path, folder, sources, reports=forms))
    out = tmp_path / "out"
    assert len((out / "results.csv").read_text().splitlines()) == 11
    log = json.loads((out / "results.sarif").read_text())
    results = log["runs"][0]["results"]
    assert len((out / "annotations.txt").read_text().splitlines()) == len(results) > 0
    pages = {page.name for page in (out / "articles").iterdir()}
    assert len(pages) == 10
    overview = (out / "index.html").read_text()
    assert all(f'href="articles/{name}"' in overview for name in pages)
    (folder / "story-00000.txt").unlink()
    batch.run(make_plan(tmp_path, folder, sources, reports=forms))
    assert len(list((out / "articles").iterdir())) == 9


def test_only_new_findings_fail(tmp_path, capsys):
    folder, sources = make_folder(tmp_path), make_sources(tmp_path)
    command = ["batch", str(folder), "--sources", str(sources), "-o", str(tmp_path / "out")]
    command += ["--jobs", "1", "--baseline", str(tmp_path / "baseline.json")]
    assert main(command) == 2  # there is no baseline yet
    assert main([*command, "--accept", "agreed with the desk", "--by", "Ann Example"]) == 0
    assert main(command) == 0
    entry = json.loads((tmp_path / "baseline.json").read_text())["accepted"][0]
    assert (entry["reason"], entry["who"]) == ("agreed with the desk", "Ann Example")
    new = "“The bridge will open in June and much later still,” Vance said.\n"
    (folder / "new.txt").write_text(new, encoding="utf-8")
    assert main(command) == 1
    assert "1 new" in capsys.readouterr().out


def test_the_results_open_at_the_desk_without_being_computed_again(tmp_path, capsys, monkeypatch):
    from quotecheck import verify

    folder, sources = make_folder(tmp_path), make_sources(tmp_path)
    batch.run(make_plan(tmp_path, folder, sources))

    def never(*args, **options):
        raise AssertionError("checked again")

    monkeypatch.setattr(verify, "check", never)
    assert main(["report", str(tmp_path / "out"), "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 10
    assert all(line["quotes"][0]["check"] for line in lines)
