"""Nothing that quotecheck did not write is changed or removed, whatever the options say."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from batch_samples import make_folder, make_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck import batch
from quotecheck.batch.output import Output
from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.cli import main
from quotecheck.desk.confidential import Veil
from quotecheck.errors import InputError

STORY = "“The harbour will open in May,” said Mara Quill.\n"
FIXED = ["index.html", "results.jsonl", "summary.json", "errors.jsonl", "conflicts.jsonl"]
FORMS = ["results.csv", "results.sarif", "annotations.txt", "results.parquet"]


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder, links not followed."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def refused(folder, output, *options):
    return main(["batch", str(folder), "-o", str(output), "--jobs", "1", "-q", *options]) == 2


class TestOutputFolder:
    @pytest.mark.parametrize("where", [".", "stories", "stories/..", "stories/../stories"])
    def test_a_folder_with_other_files_is_refused(self, tmp_path, capsys, where):
        folder = make_folder(tmp_path, 3)
        (tmp_path / "index.html").write_text("mine")
        before = contents(tmp_path)
        assert refused(folder, tmp_path / where)
        assert "choose an --output that does not exist yet" in capsys.readouterr().err
        assert contents(tmp_path) == before

    def test_new_and_empty_folders_are_taken(self, tmp_path, folder):
        (tmp_path / "empty").mkdir()
        for name in ("empty", "new/deep"):
            assert not refused(folder, tmp_path / name)
            assert (tmp_path / name / "index.html").exists()

    def test_output_and_sources_never_overlap(self, tmp_path, folder, sources, capsys):
        assert not refused(folder, tmp_path / "out")
        (tmp_path / "out" / "more").mkdir()
        shutil.copy(sources / "meeting.txt", tmp_path / "out" / "more")
        for options in (["--sources", str(sources)], ["--sources", str(tmp_path / "out" / "more")]):
            output = sources / "out" if options[1] == str(sources) else tmp_path / "out"
            assert refused(folder, output, *options)
        assert "choose an --output" in capsys.readouterr().err
        assert not (sources / "out").exists()
        assert refused(tmp_path / "out" / "more", tmp_path / "out")

    @pytest.mark.parametrize("name", [*FIXED, *FORMS])
    def test_a_file_of_the_users_in_the_output_stays(self, tmp_path, folder, name, capsys):
        (tmp_path / "out" / OWN_FOLDER).mkdir(parents=True)
        (tmp_path / "out" / name).write_text('{"my": "own data"}')
        options = ["--report", "csv", "--report", "sarif", "--report", "github"]
        assert refused(folder, tmp_path / "out", *options, "--report", "parquet")
        assert name in capsys.readouterr().err
        assert (tmp_path / "out" / name).read_text() == '{"my": "own data"}'

    @pytest.mark.parametrize("name", ["index.html", "summary.json", "results.jsonl"])
    def test_a_file_that_was_changed_since_is_not_replaced(self, tmp_path, folder, name, capsys):
        batch.run(make_plan(tmp_path, folder))
        path = tmp_path / "out" / name
        path.write_text("notes of mine\n" + path.read_text())
        (folder / "story-00001.txt").unlink()
        with pytest.raises(InputError, match=name):
            batch.run(make_plan(tmp_path, folder))
        assert path.read_text().startswith("notes of mine")

    def test_only_pages_of_ours_are_removed(self, tmp_path, folder):
        batch.run(make_plan(tmp_path, folder))
        pages = tmp_path / "out" / "articles"
        (pages / "own.html").write_text("keep")
        (folder / "story-00001.txt").unlink()
        batch.run(make_plan(tmp_path, folder))
        assert (pages / "own.html").read_text() == "keep"
        assert len(list(pages.iterdir())) == 10

    @pytest.mark.parametrize(
        "name", [OWN_FOLDER, f"{OWN_FOLDER}/ledger", f"{OWN_FOLDER}/partial", *FIXED, "articles"]
    )
    def test_links_are_not_followed(self, tmp_path, folder, name, capsys):
        victim = tmp_path / "victim"
        victim.mkdir()
        (victim / "own.html").write_text("precious")
        link = tmp_path / "out" / name
        (tmp_path / "out" / OWN_FOLDER).mkdir(parents=True)
        if name == OWN_FOLDER:
            link.rmdir()
        link.symlink_to(victim if name in (OWN_FOLDER, "articles") else victim / "own.html")
        assert refused(folder, tmp_path / "out")
        assert "is a link" in capsys.readouterr().err
        assert contents(victim) == {"own.html": hashlib.sha256(b"precious").hexdigest()}

    @pytest.mark.parametrize("name", ["../x", "/etc/x", "articles/../../x", ""])
    def test_no_name_leads_out_of_the_folder(self, tmp_path, name):
        (tmp_path / OWN_FOLDER).mkdir()
        with (
            pytest.raises(InputError, match="leads out"),
            Output(tmp_path, Veil({}), ()).writing(name),
        ):
            pytest.fail("it was let through")

    def test_a_damaged_list_vouches_for_nothing(self, tmp_path, folder):
        batch.run(make_plan(tmp_path, folder))
        (tmp_path / "out" / OWN_FOLDER / "written").write_bytes(b'[1]\n{"a"\n\xff\n[[1,2],3]\n')
        with pytest.raises(InputError, match="not written by quotecheck"):
            batch.run(make_plan(tmp_path, folder))

    @settings(max_examples=25)
    @given(
        st.dictionaries(
            st.sampled_from([*FIXED, *FORMS, "articles/a.html", "notes.txt", "ledger", ".x"]),
            st.binary(min_size=1, max_size=40),
            min_size=1,
        ),
        st.booleans(),
    )
    def test_whatever_lies_there_is_there_afterwards(self, files, marked):
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            folder, out = make_folder(place, 2), place / "out"
            if marked:
                (out / OWN_FOLDER).mkdir(parents=True)
            for path, data in files.items():
                (out / path).parent.mkdir(parents=True, exist_ok=True)
                (out / path).write_bytes(data)
            before = contents(place)
            with contextlib.suppress(InputError):
                batch.run(make_plan(place, folder, reports=("html", "csv", "sarif", "github")))
            after = contents(place)
            assert {path: after.get(path) for path in before} == before


COMMANDS = {
    "extract": ["extract", "drafts"],
    "check": ["check", "drafts", "--sources", "said.txt"],
    "report": ["report", "drafts", "--sources", "said.txt", "--format", "csv"],
    "learn": ["rules", "learn", "gold.jsonl"],
}


class TestOutputFile:
    @pytest.fixture
    def place(self, tmp_path):
        (tmp_path / "drafts").mkdir()
        (tmp_path / "drafts" / "story.txt").write_text(STORY, encoding="utf-8")
        (tmp_path / "said.txt").write_text("MARA QUILL: The harbour will open in May.\n")
        (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "x", "quotes": []}\n')
        (tmp_path / "notes.html").write_text("mine")
        (tmp_path / "link").symlink_to(tmp_path / "notes.html")
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        return tmp_path

    @pytest.mark.parametrize(
        "target", ["drafts/story.txt", "said.txt", "gold.jsonl", "notes.html", "link", "folder"]
    )
    @pytest.mark.parametrize("command", COMMANDS)
    def test_no_file_of_the_users_is_replaced(self, place, monkeypatch, capsys, command, target):
        monkeypatch.chdir(place)
        before = contents(place)
        assert main([*COMMANDS[command], "-o", target]) == 2
        assert target in capsys.readouterr().err
        assert contents(place) == before
        assert (place / "link").is_symlink()

    @pytest.mark.parametrize("command", ["extract", "check", "report"])
    def test_our_own_file_is_replaced_until_somebody_changes_it(self, place, monkeypatch, command):
        monkeypatch.chdir(place)
        arguments = [*COMMANDS[command], "-o", "new.csv"]
        assert main(arguments) in (0, 1)
        assert main(arguments) in (0, 1)
        (place / "new.csv").write_text((place / "new.csv").read_text() + "a note")
        assert main(arguments) == 2
        assert (place / "new.csv").read_text().endswith("a note")

    def test_an_empty_file_is_filled_and_a_pipe_is_not_opened(self, place, monkeypatch):
        monkeypatch.chdir(place)
        (place / "empty").touch()
        assert main(["extract", "drafts", "-o", "empty"]) == 0
        assert main(["extract", "drafts", "-o", "pipe"]) == 2

    def test_a_baseline_is_never_made_of_another_file(self, place, monkeypatch, capsys):
        monkeypatch.chdir(place)
        for target in ("notes.html", "drafts/story.txt"):
            assert refused("drafts", "out", "--baseline", target, "--accept", "known")
            assert "is not a baseline" in capsys.readouterr().err
        assert not (place / "out").exists()


def test_the_cache_drops_only_files_of_its_own(tmp_path, monkeypatch):
    from desk_samples import council

    from quotecheck.desk import checked

    monkeypatch.setattr(checked, "_MOST", 2)
    for number in range(5):
        (tmp_path / f"recipe-{number}.json").write_text("mine")
    cache = checked.RecordCache(tmp_path)
    for number in range(5):
        cache.put(f"{number:032x}", council())
    assert len(list(tmp_path.glob("recipe-*.json"))) == 5
    assert len(list(tmp_path.glob("0*.json"))) == 2
