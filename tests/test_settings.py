"""The settings of a folder: found above the draft, told with their places, trusted with little."""

from __future__ import annotations

import os

import pytest
from commands import run_here

from quotecheck.errors import InputError
from quotecheck.settings import folder

DRAFT = "“The dam will hold for years,” Mara Quill said.\n\n“It is sound,” she added.\n"
TALK = "QUILL: The dam will hold for years. It is sound.\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of drafts and sources, and a user without settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("QUOTECHECK_EDITOR", raising=False)
    work = tmp_path / "work"
    (work / "drafts").mkdir(parents=True)
    (work / "drafts" / "story.txt").write_text(DRAFT)
    (work / "material").mkdir()
    (work / "material" / "talk.txt").write_text(TALK)
    monkeypatch.chdir(work)
    return work


def write(place, text, name="quotecheck.toml"):
    (place / name).write_text(text)


def own(place, text):
    path = place.parent / "config" / "quotecheck" / "review.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_sources_are_found_beside_the_draft(place, run):
    (place / "material").rename(place / "drafts" / "sources")
    status, out, err = run("check", "drafts/story.txt")
    assert (status, "2 passed" in out) == (0, True)
    where = "quotecheck: sources found beside the draft, in drafts/sources: 1 source read ("
    assert [line.startswith(where) for line in err.splitlines() if "found" in line] == [True]
    # A folder's own sources are no drafts of it.
    _, out, _ = run("check", "drafts", "--all")
    assert "talk.txt: " not in out


def test_without_sources_it_is_told_how_to_name_some(place, run):
    status, _, err = run("check", "drafts/story.txt")
    assert status == 2
    assert "--sources PATH, or put them in a folder sources/ beside the draft" in err


def test_different_sources_beside_the_drafts_are_not_mixed(place, run):
    for name in ("one", "two"):
        (place / name / "sources").mkdir(parents=True)
        (place / name / "a.txt").write_text(DRAFT)
    status, _, err = run("check", "one/a.txt", "two/a.txt")
    assert status == 2
    assert "different sources" in err


def test_the_settings_are_found_upward_from_the_draft(place, run):
    write(place, 'sources = "material"\npolicy = "strict"\n')
    status, out, err = run("check", "drafts/story.txt")
    assert (status, "2 passed" in out) == (0, True)
    assert "quotecheck.toml: sources, policy" in err
    # Paths count from the file, not from where somebody happens to be.
    os.chdir(place / "drafts")
    assert run("check", "story.txt")[0] == 0


def test_what_is_typed_counts_more_and_no_config_is_none(place, run):
    write(place, 'sources = "material"\npolicy = "strict"\n')
    _, out, _ = run("check", "drafts/story.txt", "--policy", "light", "--show-config")
    assert "light" in out
    assert "the command line" in out
    assert run("check", "drafts/story.txt", "--no-config")[0] == 2


def test_show_config_says_what_came_from_where(place, run):
    path = own(place, 'editor = "Ann Example"\n')
    write(place, '# ours\nsources = ["material"]\n\neditor = "The Desk"\nplayer = "vlc"\n')
    status, out, _ = run("review", "drafts/story.txt", "--show-config")
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert status == 0
    assert "material" in rows["sources"]
    assert rows["sources"].endswith("quotecheck.toml:2")
    assert rows["policy"].endswith("default")
    # A folder's file must not make somebody sign as another.
    assert "Ann Example" in rows["editor"]
    assert rows["editor"].endswith(str(path))
    assert "vlc" in rows["player"]
    assert rows["player"].endswith("quotecheck.toml:5")


def test_show_config_names_the_editor_of_the_environment(place, run, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "nano -w")
    monkeypatch.setenv("PATH", "")
    _, out, _ = run("review", "drafts/story.txt", "--show-config")
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert rows["text_editor"].split()[1:] == ["nano", "-w", "$EDITOR"]
    assert "none is installed" in rows["player"]


def test_review_needs_no_more_than_the_draft(place):
    (place / "material").rename(place / "drafts" / "sources")
    done = run_here("review", "drafts/story.txt", "--plain", answers="A\ny\n", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "2 decided, 0 open" in done.stdout


def test_the_desk_folder_of_the_settings_is_used_by_review_and_report(place):
    write(place, 'sources = "material"\ndesk = "desk"\neditor = "The Desk"\n')
    done = run_here("review", "drafts/story.txt", "--plain", answers="A\ny\n", cwd=place)
    assert done.returncode == 0, done.stderr
    assert [each.name[:8] for each in (place / "desk" / "decisions").iterdir()] == ["the-desk"]
    done = run_here("report", "drafts/story.txt", "--verify", cwd=place)
    assert "signed by The Desk" in done.stdout


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('# x\nsorces = "a"\n', 2, "did you mean sources?"),
        ("policy = 3\n", 1, "text in quotes"),
        ('\n\npolicy = "a\n', 3, "not TOML"),
        ('policy = "a\\u001b[31m"\n', 1, "not shown"),
        ('[player]\nname = "x"\n', 1, "may only name one of"),
        ("sources = [1]\n", 1, "text in quotes"),
    ],
)
def test_faults_are_told_with_line_and_hint(place, run, text, line, said):
    write(place, text)
    status, _, err = run("check", "drafts/story.txt", "--sources", "material")
    assert status == 2
    assert f"quotecheck.toml:{line}: " in err
    assert said in err
    assert "--no-config" in err
    assert "\x1b" not in err


class TestAFileInSomebodyElsesFolder:
    """It may not choose what runs here, nor lead out of its folder, nor work unseen."""

    @pytest.mark.parametrize("name", ["player", "pdf_viewer", "text_editor"])
    @pytest.mark.parametrize(
        "value", ['["sh", "-c", "touch owned"]', '"./vlc"', '"sh"', '["vlc"]', '"vlc; touch owned"']
    )
    def test_it_names_no_command(self, place, run, name, value):
        write(place, f"sources = 'material'\n{name} = {value}\n")
        status, _, err = run("check", "drafts/story.txt")
        assert status == 2
        assert f"quotecheck.toml:2: {name} may only name one of: " in err
        assert "review.toml" in err

    @pytest.mark.parametrize("value", ["..", "../other", "/etc", "material/../..", "link"])
    @pytest.mark.parametrize("name", folder.PATHS)
    def test_its_paths_do_not_lead_out(self, place, run, name, value):
        (place / "link").symlink_to(place.parent)
        write(place, f"{name} = '{value}'\n")
        status, _, err = run("review", "drafts/story.txt", "--plain")
        assert status == 2
        assert "leads out of the folder of the settings" in err

    def test_a_tilde_is_a_name_like_any_other(self, place):
        write(place, "sources = '~'\n")
        found = folder.read(place / "quotecheck.toml", trusted=False)
        assert found.sources == ("~",)

    @pytest.mark.skipif(os.name == "nt", reason="needs modes")
    def test_one_that_anyone_may_write_is_not_used(self, place, run):
        write(place, "sources = 'material'\n")
        (place / "quotecheck.toml").chmod(0o666)
        status, _, err = run("check", "drafts/story.txt")
        assert status == 2
        assert "not used: anyone on this machine may write there" in err
        status, _, _ = run("check", "drafts/story.txt", "--config", "quotecheck.toml")
        assert status == 0

    @pytest.mark.skipif(os.name == "nt", reason="needs pipes with names")
    def test_a_pipe_does_not_stop_it_for_ever(self, place, run):
        os.mkfifo(place / "quotecheck.toml")
        status, _, err = run("check", "drafts/story.txt", "--sources", "material")
        assert status == 2
        assert "not a regular file" in err

    def test_the_user_can_trust_it(self, place, run):
        own(place, f"trusted = ['{place}']\n")
        elsewhere = place.parent / "elsewhere"
        (place / "material").rename(elsewhere)
        write(place, f"sources = '{elsewhere}'\nplayer = ['mpv', '{{path}}']\n")
        assert run("check", "drafts/story.txt")[0] == 0

    def test_so_can_whoever_names_it(self, place):
        write(place, "player = ['mpv', '{path}']\nsources = '/'\n")
        with pytest.raises(InputError):
            folder.read(place / "quotecheck.toml", trusted=False)
        found = folder.read(place / "quotecheck.toml", trusted=True)
        assert found.programs.player == ("mpv", "{path}")
        assert found.sources == ("/",)

    def test_a_neighbour_of_a_trusted_folder_is_not_trusted(self, tmp_path):
        (tmp_path / "desk2").mkdir()
        path = tmp_path / "desk2" / "quotecheck.toml"
        path.touch()
        assert not folder.is_trusted(path, [str(tmp_path / "desk")])
        assert not folder.is_trusted(path, [""])
        assert folder.is_trusted(path, [str(tmp_path)])


@pytest.mark.parametrize("below", [".", "deep/er"])
def test_a_draft_on_standard_input_goes_by_the_settings_of_the_current_folder(tmp_path, below):
    here = tmp_path / below
    here.mkdir(parents=True, exist_ok=True)
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire/talk.txt").write_text("ANN ROE: We go in May.\n\nTOM ORD: No.\n", "utf-8")
    (tmp_path / "quotecheck.toml").write_text('sources = ["wire"]\n', encoding="utf-8")
    for draft, status in (("“We go in May,” Ann Roe said.", 0), ("“We go in June,” she said.", 1)):
        done = run_here("check", "-", "--format", "concise", cwd=here, answers=draft)
        assert done.returncode == status
        assert "quotecheck.toml: sources" in done.stderr
    assert done.stdout.startswith("-:1:1: warning: not-found")
