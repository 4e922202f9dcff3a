"""No input ends a run: one net round the commands, one in each loop over files, and files of our
own that are damaged are reported or made again."""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from batch_samples import make_folder, make_plan, make_sources
from desk_samples import council
from hypothesis import given, settings
from hypothesis import strategies as st
from json_places import places

import quotecheck
from quotecheck import articles, batch, code
from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.cli import main
from quotecheck.cli.common import cache_dir
from quotecheck.desk import Change, Desk
from quotecheck.desk.batch_results import read_records
from quotecheck.desk.checked import RecordCache
from quotecheck.desk.file_bench import FileBench
from quotecheck.desk.journal import JournalReader, seal
from quotecheck.errors import InputError, QuotecheckError, fault
from quotecheck.evaluation import read_gold
from quotecheck.extraction import extract
from quotecheck.files import sealed, unsealed
from quotecheck.model import Wording
from quotecheck.record import from_record, to_record
from quotecheck.reports import baseline
from quotecheck.reports.decided import Verified
from quotecheck.reports.record_page import record_page
from quotecheck.rules import forget, load
from quotecheck.settings.folder import read as read_folder_settings
from quotecheck.settings.own import read_settings, settings_file

STORY = "“The harbour will open in May,” said Mara Quill.\n"
FUZZ = int(os.environ.get("QUOTECHECK_FUZZ", "80"))  # damaged files of each kind
FAULTS = [
    KeyError("x"),
    RecursionError(),
    MemoryError(),
    OverflowError("too\nlarge"),
    OSError(5, "I/O"),
]


@pytest.fixture
def drafts(tmp_path):
    folder = tmp_path / "drafts"
    folder.mkdir()
    for name in ("a-bad.txt", "b-good.txt"):
        (folder / name).write_text(STORY, encoding="utf-8")
    (tmp_path / "said.txt").write_text("MARA QUILL: The harbour will open in May.\n")
    return folder


def breaking(error, real):
    def read(path, *args, **options):
        if "bad" in str(path):
            raise error
        return real(path, *args, **options)

    return read


class TestTheNet:
    @pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
    @pytest.mark.parametrize("command", ["extract", "check", "report", "review"])
    def test_a_file_that_breaks_a_command_does_not_end_it(
        self, drafts, monkeypatch, capsys, command, error
    ):
        monkeypatch.setattr(articles, "read_article", breaking(error, articles.read_article))
        arguments = [command, str(drafts)]
        if command != "extract":
            arguments += ["--sources", str(drafts.parent / "said.txt")]
        if command == "review":
            arguments.append("--plain")
            monkeypatch.setattr("builtins.input", lambda _: "q")
        if command == "report":
            arguments += ["--format", "csv"]
        if command == "check":
            arguments.append("--all")
        status = main(arguments)
        done = capsys.readouterr()
        assert "The harbour will open in May" in done.out
        assert "a-bad.txt" in done.err
        assert "Traceback" not in done.err
        assert len([line for line in done.err.splitlines() if "a-bad" in line]) == 1
        if command in ("extract", "check"):
            assert status == 2

    @pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
    def test_a_fault_anywhere_is_one_message_and_2(self, drafts, monkeypatch, capsys, error):
        def broken(*_):
            raise error

        monkeypatch.setattr("quotecheck.rules.load", broken)
        assert main(["extract", str(drafts)]) == 2
        done = capsys.readouterr()
        assert done.err.startswith("quotecheck: ")
        assert done.err.count("\n") == 1
        assert main(["extract", "--debug", str(drafts)]) == 2
        assert "Traceback" in capsys.readouterr().err

    def test_a_list_of_quotes_that_is_broken_does_not_end_the_check(self, drafts, capsys):
        (drafts / "list.csv").write_bytes(b"\0\1")
        (drafts / "good.csv").write_text("id,quote\n1,The harbour will open in May\n")
        lists = [str(drafts / "list.csv"), str(drafts / "good.csv")]
        assert main(["check", *lists, "--all", "--sources", str(drafts.parent / "said.txt")]) == 2
        assert "The harbour will open" in capsys.readouterr().out

    def test_stdout_that_is_full_is_told(self, drafts):
        if not Path("/dev/full").exists():
            pytest.skip("the system has no /dev/full")
        command = [sys.executable, "-m", "quotecheck", "extract", str(drafts)]
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 2
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("closed", [0, 1, 2])
    def test_a_standard_stream_that_is_closed(self, drafts, closed):
        """No file of ours takes its number, so that nothing is said into a journal."""
        story = drafts / "b-good.txt"
        command = [sys.executable, "-m", "quotecheck", "review", str(story), "--plain"]
        done = subprocess.run(
            ["/bin/sh", "-c", f'exec "$@" {closed}>&-', "sh", *command, "--editor", "Ann"],
            input="t noted\nq\n",
            capture_output=True,
            text=True,
        )
        assert "fault" not in done.stderr
        assert done.returncode == (2 if closed == 1 else 1)
        assert ("standard output is closed" in done.stderr) == (closed == 1)
        for journal in drafts.rglob("*.jsonl"):
            assert all(json.loads(line)["sum"] for line in journal.read_text().splitlines())

    def test_what_the_system_has_no_more_of_is_not_the_fault_of_a_file(self):
        told = str(fault(OSError(errno.EMFILE, "Too many open files", "/some/module.py")))
        assert "module.py" not in told
        assert "Too many open files" in told

    def test_a_relative_place_for_caches_is_passed_over(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_CACHE_HOME", "here")
        monkeypatch.setenv("XDG_CONFIG_HOME", "here")
        assert cache_dir().is_absolute()
        assert settings_file().is_absolute()


class TestOptions:
    @pytest.mark.parametrize("option", ["--sour", "--form=json", "--out=x", "--qui", "--rul=x"])
    def test_abbreviations_are_refused(self, drafts, capsys, option):
        with pytest.raises(SystemExit) as ended:
            main(["check", str(drafts), option])
        assert ended.value.code == 2

    @pytest.mark.parametrize("command", [[], ["check"], ["rules", "learn"], ["sources", "list"]])
    def test_what_was_given_is_shown_and_not_obeyed(self, capsys, command):
        with contextlib.suppress(SystemExit):
            main([*command, "--\x1b[2J\nquotecheck: all is well\x07"])
        said = capsys.readouterr().err
        assert "\x1b" not in said
        assert "\x07" not in said
        assert not any(line.startswith("quotecheck: all is well") for line in said.splitlines())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def changed(value, place, new):
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = changed(value[place[0]], place[1:], new)
    return copy


GOLD = {
    "id": "g",
    "text": STORY,
    "quotes": [
        {"start": 0, "end": 9, "kind": "direct", "speaker": {"text": "M", "start": 1, "end": 2}}
    ],
}
ACCEPTED = dict.fromkeys(
    ("fingerprint", "path", "verdict", "message", "reason", "who", "when"), "x"
)
BASELINE = {"schema": 1, "accepted": [ACCEPTED]}


class TestOwnFiles:
    @pytest.mark.parametrize(
        ("name", "value", "read"),
        [
            ("gold.jsonl", GOLD, lambda path: list(read_gold(path))),
            ("known.json", BASELINE, baseline.read),
            ("record", to_record(council()), None),
            ("results.jsonl", to_record(council()), read_records),
        ],
    )
    @given(st.data())
    @settings(max_examples=FUZZ)
    def test_any_field_may_hold_anything(self, tmp_path_factory, name, value, read, data):
        plain = json.loads(json.dumps(value))
        place = data.draw(st.sampled_from(list(places(plain))))
        damaged = changed(plain, place, data.draw(json_values))
        try:
            if read is None:
                from_record(damaged, council().article.text)
            else:
                path = tmp_path_factory.mktemp("own") / name
                path.write_text(json.dumps(damaged))
                read(path)
        except InputError:
            pass

    @given(st.data())
    @settings(max_examples=FUZZ)
    def test_any_field_of_a_journal_may_hold_anything(self, tmp_path_factory, data):
        """The line is sealed again, as somebody who means harm would."""
        folder = tmp_path_factory.mktemp("desk") / "desk"
        document = council()
        with Desk(folder, "Ann", host="h") as desk:
            desk.decide(document, {"2": Change(wording=Wording.CONFIRMED, note="x")})
            desk.sign(document, {quote.id: "ok" for quote in document.quotes})
        path = folder / "decisions" / "ann@h.jsonl"
        bodies = JournalReader(path).read()
        place = data.draw(st.sampled_from([at for at in places(bodies) if len(at) > 1]))
        damaged, previous, lines = changed(bodies, place, data.draw(json_values)), "", []
        for body in damaged:
            line, previous = seal(body, previous)
            lines.append(line)
        path.write_bytes(b"".join(lines))
        with contextlib.suppress(QuotecheckError), Desk(folder, "Bob", host="h") as desk:
            desk.state(document)
            desk.faults(document)
            desk.spanned(document, lambda each: each)
            with contextlib.suppress(QuotecheckError):
                desk.veil()
            record_page([Verified(desk.state(document), signed=False)])

    @given(st.binary(max_size=60))
    @settings(max_examples=FUZZ)
    def test_any_bytes_may_be_there(self, tmp_path_factory, data):
        folder = tmp_path_factory.mktemp("own")
        for name in ("gold.jsonl", "gold.jsonl.gz", "known.json", "results.jsonl", "review.toml"):
            (folder / name).write_bytes(data)
        for read in (
            lambda: list(read_gold(folder / "gold.jsonl")),
            lambda: list(read_gold(folder / "gold.jsonl.gz")),
            lambda: baseline.read(folder / "known.json"),
            lambda: read_records(folder / "results.jsonl"),
            lambda: read_settings(folder / "review.toml", command_ids=frozenset()),
            lambda: read_folder_settings(folder / "review.toml", trusted=False),
        ):
            with contextlib.suppress(QuotecheckError):
                read()

    @pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000])
    def test_deep_ones_are_refused(self, tmp_path, deep):
        (tmp_path / "x.jsonl").write_text(deep)
        (tmp_path / "x.toml").write_text("a = " + deep)
        for read in (
            lambda: list(read_gold(tmp_path / "x.jsonl")),
            lambda: baseline.read(tmp_path / "x.jsonl"),
            lambda: read_records(tmp_path / "x.jsonl"),
            lambda: read_settings(tmp_path / "x.toml", command_ids=frozenset()),
        ):
            with pytest.raises(InputError):
                read()

    @pytest.mark.parametrize(
        ("place", "value"),
        [
            (("quotes", 0, "check", "why"), ["a"]),
            (("quotes", 0, "confidence"), "0.9"),
            (("quotes", 0, "confidence"), float("nan")),
            (("quotes", 0, "check", "diff"), [["?", "words"]]),
            (("quotes", 0, "check", "matches", 0, "score"), {}),
            (("quotes", 0, "start"), -200),
            (("quotes", 0, "speaker", "mention", "end"), 10**9),
            (("title",), 1),
        ],
    )
    def test_a_record_with_something_else_in_a_field_is_refused(self, place, value):
        """It would end whatever shows it."""
        record = to_record(council(), explain=True)
        with pytest.raises(InputError, match="record"):
            from_record(changed(record, place, value), council().article.text)

    def test_a_gold_span_before_the_text_is_refused(self, tmp_path):
        (tmp_path / "gold.jsonl").write_text(
            json.dumps(changed(GOLD, ("quotes", 0, "start"), -(10**6)))
        )
        with pytest.raises(InputError, match="is not a gold document"):
            list(read_gold(tmp_path / "gold.jsonl"))

    def test_a_ledger_with_a_changed_byte_counts_nothing_wrong(self, tmp_path):
        folder, sources = make_folder(tmp_path, 3), make_sources(tmp_path)
        right = batch.run(make_plan(tmp_path, folder, sources))
        ledger = tmp_path / "out" / OWN_FOLDER / "ledger"
        for at in range(100, ledger.stat().st_size, 4099):
            data = bytearray(ledger.read_bytes())
            data[at] ^= 1
            ledger.write_bytes(data)
            summary = batch.run(make_plan(tmp_path, folder, sources))
            assert (summary["documents"], summary["desk"]) == (3, right["desk"])

    def test_checking_again_and_again_keeps_no_tables(self, tmp_path):
        (tmp_path / "said.txt").write_text("MARA QUILL: The harbour will open in May.\n")

        def kept() -> tuple[int, int]:
            quotecheck.check(STORY, [tmp_path / "said.txt"])
            gc.collect()
            kinds = [type(each).__name__ for each in gc.get_objects()]
            return kinds.count("Checker"), kinds.count("Designations")

        counts = [kept() for _ in range(8)]
        assert max(counts[4:]) <= max(counts[:4])  # the first few fill what is remembered

    def test_a_damaged_record_in_the_cache_is_made_anew(self, tmp_path):
        cache = RecordCache(tmp_path)
        cache.put("0" * 32, council())
        assert cache.get("0" * 32, council().article.text) is not None
        (path,) = tmp_path.glob("*.json")
        path.write_bytes(path.read_bytes().replace(b"flipped", b"verbatim"))
        assert cache.get("0" * 32, council().article.text) is None

    @pytest.mark.parametrize("section", ["", "x", 1, None, {}])
    def test_kept_rules_of_another_kind_under_a_right_check_sum(self, tmp_path, section):
        """Such a file is made anew, or refused by name when the section is asked for."""
        load(cache_dir=tmp_path)
        (path,) = tmp_path.glob("rules-*.json")
        sections = json.loads(unsealed(path.read_bytes()))
        path.write_bytes(sealed(json.dumps(sections | {"attribution": section}).encode()))
        forget()
        with contextlib.suppress(InputError):
            assert load(cache_dir=tmp_path).attribution.patterns

    @pytest.mark.parametrize(
        ("section", "inside"),
        [("people", '{"Mara":{"aliases":[]}}'), ("weights", '{"a":"b"}'), ("people", '{"M":1}')],
    )
    def test_kept_records_with_another_kind_of_thing_inside(self, tmp_path, section, inside):
        load(cache_dir=tmp_path)
        (path,) = tmp_path.glob("rules-*.json")
        sections = json.loads(unsealed(path.read_bytes()))
        path.write_bytes(sealed(json.dumps(sections | {section: inside}).encode()))
        forget()
        with pytest.raises(InputError, match="holds rules that cannot be read"):
            getattr(load(cache_dir=tmp_path), section)

    def test_a_damaged_cache_of_rules_is_made_anew(self, tmp_path):
        load(cache_dir=tmp_path)
        (path,) = tmp_path.glob("rules-*.json")
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b"said", b"sung"))
        forget()
        load(cache_dir=tmp_path)
        assert path.read_bytes() == whole

    @pytest.mark.parametrize(
        "damage",
        [
            "DROP TABLE said",
            "ALTER TABLE documents DROP COLUMN words",
            "UPDATE facts SET value = 'x' WHERE name = 'run'",
            "PRAGMA user_version = 99",
        ],
    )
    def test_a_damaged_ledger_is_made_anew(self, tmp_path, damage):
        folder, sources = make_folder(tmp_path, 3), make_sources(tmp_path)
        batch.run(make_plan(tmp_path, folder, sources))
        whole = (tmp_path / "out" / "results.jsonl").read_bytes()
        db = sqlite3.connect(tmp_path / "out" / OWN_FOLDER / "ledger")
        db.executescript(damage)
        db.commit()
        db.close()
        summary = batch.run(make_plan(tmp_path, folder, sources))
        assert (summary["complete"], summary["documents"]) == (True, 3)
        assert (tmp_path / "out" / "results.jsonl").read_bytes() == whole

    def test_a_ledger_that_does_not_fit_the_results_is_told(self, tmp_path):
        folder, sources = make_folder(tmp_path, 3), make_sources(tmp_path)
        batch.run(make_plan(tmp_path, folder, sources))
        db = sqlite3.connect(tmp_path / "out" / OWN_FOLDER / "ledger")
        db.execute("UPDATE documents SET start = start + 1, length = length - 1")
        db.execute("UPDATE facts SET value = 1 WHERE name = 'ahead'")
        db.commit()
        db.close()
        (tmp_path / "out" / OWN_FOLDER / "ledger.sum").unlink()  # as after a run that was killed
        with pytest.raises(InputError, match="remove that file"):
            batch.run(make_plan(tmp_path, folder, sources))


class TestKeys:
    """Results kept under other code are stale, wherever in the package the code has changed."""

    @pytest.fixture
    def package(self, tmp_path, monkeypatch):
        place = tmp_path / "quotecheck"
        for name in ("__init__.py", "extraction/deep/er/x.py", "sources/a.py", "tui/b.py"):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text("1")
        monkeypatch.setattr("quotecheck.__file__", str(place / "__init__.py"))
        yield place
        code.engine_version.cache_clear()

    def version(self):
        code.engine_version.cache_clear()
        return code.engine_version()

    def test_every_file_of_the_engine_counts(self, package):
        known = {self.version()}
        for name in ("__init__.py", "extraction/deep/er/x.py", "sources/a.py", "sources/new.py"):
            (package / name).write_text("2")
            known.add(self.version())
        assert len(known) == 5
        (package / "sources" / "a.py").rename(package / "sources" / "c.py")
        known.add(self.version())
        assert len(known) == 6

    def test_the_screens_do_not_count(self, package):
        before = self.version()
        (package / "tui" / "b.py").write_text("2")
        (package / "extraction" / "x.pyc").write_text("2")
        assert self.version() == before

    def test_a_checked_article_is_checked_again_by_other_code(self, drafts, tmp_path, monkeypatch):
        made = []

        def counted(article, *args, **options):
            made.append(article.path)
            return extract(article, *args, **options)

        monkeypatch.setattr("quotecheck.extraction.extract", counted)
        rules = load()

        def opened(version):
            monkeypatch.setattr("quotecheck.desk.file_bench.engine_version", lambda: version)
            bench = FileBench([drafts / "b-good.txt"], [], rules, cache_dir=tmp_path / "cache")
            return bench.document(str(drafts / "b-good.txt"))

        for version in "aabb":
            assert len(opened(version).quotes) == 1
        assert len(made) == 2


class TestTextFromOthers:
    @pytest.mark.parametrize("command", ["extract", "check", "review", "report", "batch"])
    def test_a_line_end_in_a_name_forges_no_line(self, tmp_path, capsys, command):
        folder = tmp_path / "drafts"
        folder.mkdir()
        name = "a\nquotecheck: all is well\n\x1b[2J\u202e.txt"
        (folder / name).write_bytes(b"\0\1")
        (folder / f"b{name}").write_text(STORY, encoding="utf-8")
        arguments = [command, str(folder)]
        if command != "extract":
            arguments += ["--sources", str(folder / f"b{name}")]
        if command == "review":
            arguments.append("--plain")
        if command == "report":
            arguments.append("--verify")
        if command == "batch":
            arguments += ["-o", str(tmp_path / "out"), "--jobs", "1"]
        main(arguments)
        done = capsys.readouterr()
        for text in (done.out, done.err):
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert not any(line.startswith("quotecheck: all is") for line in text.splitlines())
