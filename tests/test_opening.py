"""Originals that let a person see or hear the words of a passage, and the commands that show
them."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_samples import Page, pdf

from quotecheck import launching, rules
from quotecheck.errors import InputError
from quotecheck.launching import launch_for
from quotecheck.model import Passage, Source, Turn
from quotecheck.settings.programs import KNOWN, Programs
from quotecheck.sources import open_library
from quotecheck.sources.addresses import at_page, at_seconds, at_words, safe_address
from quotecheck.sources.cues import line_of_cue
from quotecheck.sources.originals import Form, Original, clock_seconds, originals

RULES = rules.load()
WORDS = "We will not sell the ferry"


def passage_in(library, words=WORDS):
    return library.search(words, limit=1)[0]


def opened(place, words=WORDS):
    library = open_library([place], RULES)
    passage = passage_in(library, words)
    return originals(passage, library.sources[passage.source], [place])


# -- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/x",
        "https://", "https://user@evil.example/", "https://a b.example/", "http://[::1", "",
        "https://a.example/\x1b]8;;", "https://a.example/\nhttp://b", None, "//a.example/x",
        "https://a.example:99999999/x", "vscode://file/etc/passwd", "HTTPS:/etc/passwd",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_opened_is_none(address):
    assert safe_address(address) == ""


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("HTTP://A.example/Ä", "http://a.example/%C3%84"),
        ("https://zürich.example/", "https://xn--zrich-kva.example/"),
        ("https://a.example:8443/%20", "https://a.example:8443/%20"),
        ("http://[::1]/x", "http://[::1]/x"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
    ],
)
def test_an_address_is_written_in_plain_letters(address, safe):
    assert safe_address(address) == safe


@given(st.text(max_size=80))
def test_whatever_a_source_gives_an_address_is_safe_or_none(text):
    for address in (text, f"https://{text}", f"https://a.example/{text}"):
        safe = safe_address(address)
        assert not safe or safe.startswith(("http://", "https://"))
        assert all("!" <= letter <= "~" for letter in safe)
        assert not {'"', "<", ">", "\\", "`"} & set(safe)


def test_a_text_fragment_finds_the_words():
    assert at_words("https://a.example/x", "not a well-known, thing") == (
        "https://a.example/x#:~:text=not%20a%20well%2Dknown%2C%20thing"
    )
    long = at_words("https://a.example/x#part:~:text=old", "one two three four five six seven 8 9")
    assert long == (
        "https://a.example/x#part:~:text=one%20two%20three%20four%20five,five%20six%20seven%208%209"
    )


@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_a_text_fragment_says_the_words_and_divides_them_nowhere_else(words):
    fragment = at_words("https://a.example/", words).partition(":~:text=")[2]
    assert not {"&", "-", "#"} & set(fragment)
    if len(words.split()) <= 8:
        assert "," not in fragment
        assert unquote(fragment) == " ".join(words.split())


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("https://a.example/talk.mp3", "https://a.example/talk.mp3#t=751.5"),
        ("https://www.youtube.com/watch?v=x&t=3", "https://www.youtube.com/watch?v=x&t=752s"),
        ("https://youtu.be/x", "https://youtu.be/x?t=752s"),
        ("https://notyoutube.com/x?t=1", "https://notyoutube.com/x?t=1#t=751.5"),
    ],
)
def test_a_recording_on_the_web_begins_at_the_words(address, there):
    assert at_seconds(address, 751.5) == there


def test_a_pdf_opens_at_its_page():
    assert at_page("https://a.example/x.pdf#old", 12) == "https://a.example/x.pdf#page=12"


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("00:12:31", 751), ("12:31.5", 751.5), ("01:00:00", 3600), (None, None), ("noon", None)],
)
def test_time_codes_in_seconds(time, seconds):
    assert clock_seconds(time) == seconds


# -- what can be opened --------------------------------------------------------------------------


def test_a_text_opens_at_its_line(tmp_path):
    (tmp_path / "talk.txt").write_text(f"ROWE: It rained.\n\nROWE: {WORDS}.\n")
    (found,) = opened(tmp_path).found
    assert (found.form, found.path, found.line) == (Form.TEXT, tmp_path / "talk.txt", 3)
    assert found.link == (tmp_path / "talk.txt").as_uri()


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("talk.srt", "1\n", "00:12:31,500 --> 00:12:40,000"),
        ("talk.vtt", "WEBVTT\n\n", "12:31.500 --> 12:40.000"),
        ("talk.sbv", "", "0:12:31.500,0:12:40.000"),
    ],
)
def test_captions_open_at_the_line_below_their_time(tmp_path, name, head, code):
    before = code.replace("12:31", "00:04").replace("12:40", "00:07")
    text = f"{head}{before}\nROWE: It rained.\n\n{code}\nROWE: {WORDS}.\n"
    (tmp_path / name).write_text(text)
    (found,) = opened(tmp_path).found
    assert text.splitlines()[found.line - 1] == f"ROWE: {WORDS}."


def test_a_time_that_is_not_in_the_captions_is_no_line(tmp_path):
    path = tmp_path / "talk.srt"
    path.write_text("1\n00:00:04,000 --> 00:00:07,200\nROWE: It rained.\n")
    for time in ("00:00:05", "01:00:04", None, "noon"):
        assert line_of_cue(path, time) is None
    assert line_of_cue(path, "00:00:04") == 3
    assert line_of_cue(tmp_path / "none.srt", "00:00:04") is None


def test_a_page_on_the_web_opens_at_the_words(tmp_path):
    (tmp_path / "talk.txt").write_text(f"URL: https://a.example/talk\n\nROWE: {WORDS}.\n")
    web, file = opened(tmp_path).found
    assert web.address == f"https://a.example/talk#:~:text={WORDS.replace(' ', '%20')}"
    assert file.form is Form.TEXT


def test_a_pdf_opens_at_the_page_of_the_file_whatever_is_printed_on_it(tmp_path):
    pages = []
    for number in range(3):
        page = Page()
        said = [f"ROWE: It rained for {number + each} nights." for each in range(9)]
        page.lines(72, 720, [*said, f"ROWE: {WORDS}."] if number == 2 else said)
        page.text(300, 40, str(101 + number))
        pages.append(page)
    (tmp_path / "hearing.pdf").write_bytes(pdf(*pages))
    library = open_library([tmp_path], RULES)
    passage = passage_in(library)
    (found,) = originals(passage, library.sources["hearing.pdf"], [tmp_path]).found
    assert passage.page == "103"
    assert (found.form, found.page) == (Form.PDF, 3)
    assert found.link.endswith("hearing.pdf#page=3")
    assert "page 3 of the file" in found.words


def test_a_page_of_a_file_is_kept_by_an_index_on_disk(tmp_path):
    pages = [Page(), Page()]
    pages[0].text(72, 720, "ROWE: It rained all night.")
    pages[1].text(72, 720, f"ROWE: {WORDS}.")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "hearing.pdf").write_bytes(pdf(*pages))
    (tmp_path / "s" / "talk.txt").write_text("Recording: talk.mp3\n\nVASS: No ice this year.\n")
    library = open_library([tmp_path / "s"], RULES, index_dir=tmp_path / "index")
    library = open_library([tmp_path / "s"], RULES, index_dir=tmp_path / "index")
    passage = passage_in(library)
    (found,) = originals(passage, library.sources[passage.source], [tmp_path]).found
    assert found.page == 2
    assert library.sources["talk.txt"].recording == "talk.mp3"


@pytest.mark.parametrize("name", ["talk.mp3", "talk.MP4"])
def test_a_transcript_knows_the_recording_beside_it(tmp_path, name):
    (tmp_path / "talk.en.vtt").write_text(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nIt rained all night.\n\n"
        f"00:12:31.500 --> 00:12:33.000\n{WORDS}.\n"
    )
    (tmp_path / name).write_bytes(b"x")
    recording, text = opened(tmp_path).found
    assert (recording.form, recording.path.name, recording.seconds) == (
        Form.RECORDING, name, 751.5,
    )  # fmt: skip
    assert recording.words == f"recording: {name} at 0:12:31"
    assert text.form is Form.TEXT


def test_the_recording_of_a_transcript_is_not_told_as_unread(tmp_path):
    (tmp_path / "talk.txt").write_text(f"ROWE: {WORDS}.\n")
    for name in ("talk.mp3", "other.mp3"):
        (tmp_path / name).write_bytes(b"x")
    library = open_library([tmp_path], RULES)
    assert [Path(each.path).name for each in library.unread] == ["other.mp3"]


@pytest.mark.parametrize("head", ["---\nrecording: {}\n---\n\n", "Recording: {}\n\n"])
def test_a_transcript_names_its_recording(tmp_path, head):
    (tmp_path / "text").mkdir()
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "a 1.mp3").write_bytes(b"x")
    (tmp_path / "text" / "talk.txt").write_text(
        head.format("../audio/a 1.mp3")
        + f"[00:00:10] ROWE: It rained.\n[00:01:05] ROWE: {WORDS}.\n"
    )
    recording, _ = opened(tmp_path).found
    assert recording.path == tmp_path / "audio" / "a 1.mp3"
    assert recording.seconds == 65


def test_times_of_day_are_no_places_in_a_recording(tmp_path):
    (tmp_path / "talk.txt").write_text(f"[10:02:10] ROWE: It rained.\n[10:03:00] ROWE: {WORDS}.\n")
    (tmp_path / "talk.mp3").write_bytes(b"x")
    recording, _ = opened(tmp_path).found
    assert recording.seconds is None


class TestHostile:
    @pytest.mark.parametrize(
        "named",
        [
            "../outside.mp3",
            "/etc/passwd",
            "link.mp3",
            "talk.txt",
            "none.mp3",
            "~/x.mp3",
            "file:///x",
        ],
    )
    def test_a_recording_never_leads_out_of_the_folders(self, tmp_path, named):
        (tmp_path / "outside.mp3").write_bytes(b"x")
        place = tmp_path / "sources"
        place.mkdir()
        (place / "link.mp3").symlink_to(tmp_path / "outside.mp3")
        (place / "talk.txt").write_text(f"Recording: {named}\n\nROWE: {WORDS}.\n")
        found, troubles = opened(place)
        assert [each.form for each in found] == [Form.TEXT]
        assert troubles == (f"there is no recording {named} in the folders of the sources",)

    def test_a_link_beside_the_transcript_is_not_followed_out(self, tmp_path):
        (tmp_path / "outside.mp3").write_bytes(b"x")
        place = tmp_path / "sources"
        place.mkdir()
        (place / "talk.txt").write_text(f"ROWE: {WORDS}.\n")
        (place / "talk.mp3").symlink_to(tmp_path / "outside.mp3")
        assert [each.form for each in opened(place).found] == [Form.TEXT]

    @pytest.mark.parametrize("path", ["/etc/passwd", "../x.txt", "a\0b", "", "talk.mp3/.."])
    def test_a_record_names_no_file_elsewhere(self, tmp_path, path):
        passage = Passage("x", 0, 3, "abc", path=path, line=1)
        assert originals(passage, None, [tmp_path]).found == ()

    def test_an_address_of_another_kind_is_told_and_not_opened(self):
        source = Source("x", "abc", address="javascript:alert(1)", recording="http://a@b/x.mp3")
        found, troubles = originals(Passage("x", 0, 3, "abc"), source, [])
        assert found == ()
        assert len(troubles) == 2

    def test_without_folders_of_sources_no_file_is_opened(self, tmp_path):
        (tmp_path / "talk.txt").write_text("x")
        passage = Passage("talk.txt", 0, 1, "x", path=str(tmp_path / "talk.txt"))
        assert originals(passage, None, []).found == ()


# -- the commands --------------------------------------------------------------------------------

TALK = Original(Form.RECORDING, Path("/s/-talk {line}; rm.mp3"), seconds=751.5)
HEARING = Original(Form.PDF, Path("/s/hearing.pdf"), page=3)
NOTES = Original(Form.TEXT, Path("/s/notes.txt"), line=7)


def installed(*names):
    return lambda name: f"/usr/bin/{Path(name).name}" if Path(name).name in names else None


@pytest.mark.parametrize(
    ("original", "programs", "there", "expected"),
    [
        (TALK, Programs(), ("mpv", "vlc"),
         ("/usr/bin/mpv", "--player-operation-mode=pseudo-gui", "--start=751.5", "--",
          "/s/-talk {line}; rm.mp3")),
        (TALK, Programs(player=("vlc",)), ("mpv", "vlc"),
         ("/usr/bin/vlc", "--start-time=751.5", "/s/-talk {line}; rm.mp3")),
        (TALK, Programs(player=("play", "--at", "{seconds}")), (),
         ("play", "--at", "751.5", "/s/-talk {line}; rm.mp3")),
        (HEARING, Programs(), ("evince",), ("/usr/bin/evince", "--page-index=3", "/s/hearing.pdf")),
        (HEARING, Programs(), ("firefox",), ("/usr/bin/firefox", "file:///s/hearing.pdf#page=3")),
        (NOTES, Programs(text_editor=("code",)), ("code",),
         ("/usr/bin/code", "--goto", "/s/notes.txt:7")),
    ],
)  # fmt: skip
def test_a_program_is_started_at_the_place(original, programs, there, expected):
    launch = launch_for(original, programs, {}, installed(*there))
    assert launch == (expected, False)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"EDITOR": "vim"}, (("/usr/bin/vim", "-R", "+7", "/s/notes.txt"), True)),
        ({"EDITOR": "nano"}, (("/usr/bin/nano", "-v", "+7", "/s/notes.txt"), True)),
        ({"EDITOR": "nano", "VISUAL": "vim -R"},
         (("/usr/bin/vim", "-R", "+7", "/s/notes.txt"), True)),
        ({"EDITOR": "code --wait"},
         (("/usr/bin/code", "--wait", "--goto", "/s/notes.txt:7"), False)),
        ({"EDITOR": "unheard-of"}, (("/usr/bin/unheard-of", "+7", "/s/notes.txt"), True)),
        ({}, (("/usr/bin/nano", "-v", "+7", "/s/notes.txt"), True)),  # it shows how to leave it
    ],
)  # fmt: skip
def test_a_text_opens_in_the_editor_of_the_environment(environ, expected):
    find = installed("nano", "vim", "code", "unheard-of")
    assert launch_for(NOTES, Programs(), environ, find) == expected


def test_where_nothing_is_installed_it_is_told_where_the_words_are():
    with pytest.raises(InputError, match=r"at 0:12:31 .*install one of mpv, vlc"):
        launch_for(TALK, Programs(), {}, installed())
    with pytest.raises(InputError, match="no program 'vlc'"):
        launch_for(TALK, Programs(player=("vlc",)), {}, installed("mpv"))
    with pytest.raises(InputError, match="is not a command"):
        launch_for(NOTES, Programs(), {"EDITOR": "'"}, installed())


def test_every_known_program_gets_the_path_or_the_address():
    for table in KNOWN.values():
        for places in table.values():
            assert any("{path}" in each or "{address}" in each for each in places)


@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_a_program_in_the_folder_where_one_happens_to_be_is_not_run(tmp_path, monkeypatch):
    program = tmp_path / "mpv"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in (".", "", f".{os.pathsep}"):
        monkeypatch.setenv("PATH", path)
        assert launching.program_path("mpv") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert launching.program_path("mpv") == str(program)


def test_a_command_reaches_the_program_as_it_is(tmp_path):
    """A name is one argument, whatever it holds, and no shell sees it."""
    told = tmp_path / "told.txt"
    script = f"import sys; open({str(told)!r}, 'w').write('|'.join(sys.argv[1:]))"
    name = tmp_path / "a b; touch owned $(touch owned) {page}.mp3"
    command = (sys.executable, "-c", script, "{seconds}", "{path}")
    original = replace_path(TALK, name)
    launch = launch_for(original, Programs(player=command), {}, installed())
    launching.start(launch._replace(waits=True))
    assert told.read_text() == f"751.5|{name}"
    assert not list(tmp_path.glob("owned"))


def test_a_program_that_does_not_start_is_told():
    with pytest.raises(InputError, match="cannot be started"):
        launching.start(launching.Launch(("/nowhere/at/all",), waits=True))


def replace_path(original, path):
    return original._replace(path=path)


def test_links_in_check_lead_to_the_words(tmp_path, capsys, monkeypatch):
    from quotecheck.cli import main

    (tmp_path / "talk.txt").write_text(f"URL: https://a.example/talk\n\nROWE: {WORDS} now.\n")
    story = tmp_path / "story.txt"
    story.write_text("“We will sell the ferry now,” Rowe said on Monday.\n")
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    main(["check", str(story), "--sources", str(tmp_path / "talk.txt")])
    out = capsys.readouterr().out
    assert "\x1b]8;;https://a.example/talk#:~:text=We%20will%20not%20sell" in out
    assert f"\x1b]8;;{story.as_uri().replace('file://', 'file://')[:7]}" in out


def test_turns_without_times_have_no_place_in_a_recording(tmp_path):
    (tmp_path / "talk.txt").write_text("x")
    source = Source("t", "abc", (Turn(None, 0, 3),), path=str(tmp_path / "talk.txt"))
    source = replace(source, recording="https://a.example/talk.mp3")
    recording, _ = originals(Passage("t", 0, 3, "abc", time=None), source, [tmp_path]).found
    assert recording.address == "https://a.example/talk.mp3"
