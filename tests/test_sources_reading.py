"""Reading sources: every format into turns whose offsets point at the words; bad files said."""

import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.formats.content import Block
from quotecheck.formats.script import assemble, lines_of
from quotecheck.formats.sizes import LARGEST
from quotecheck.limit import OutOfTime, time_limit
from quotecheck.model import Medium, Tier
from quotecheck.rules import load
from quotecheck.sources import open_library, reading
from quotecheck.sources.labels import Labeller
from quotecheck.sources.naming import declared_cast
from quotecheck.sources.turns import cut_turns

RULES = load()
LABELLER = Labeller(RULES)


def library_of(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_library([path], RULES)


def only(library):
    (source,) = library.sources.values()
    return source


def spoken(source):
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            "THE PRESIDENT:  Good morning.\n\nQ    Is it late?\n\nTHE PRESIDENT:  It is.\n",
            [("THE PRESIDENT", "Good morning."), ("Q", "Is it late?"), ("THE PRESIDENT", "It is.")],
        ),
        (
            "MR. SMITH: We left.\n[Applause]\nMs. Ana Díaz: I stayed.\nMr. Smith: So you did.\n",
            [
                ("MR. SMITH", "We left.\n[Applause]"),
                ("Ms. Ana Díaz", "I stayed."),
                ("Mr. Smith", "So you did."),
            ],
        ),
        (
            " MS. ROWE:  Good morning.\n\nQ   On Friday:  why?\n\nMS. ROWE:  Why not.\n\n"
            "END  1:40 P.M.\n".replace(" ", "\u00a0"),
            [
                ("MS. ROWE", "Good\u00a0morning."),
                ("Q", "On\u00a0Friday:\u00a0\u00a0why?"),
                ("MS. ROWE", "Why\u00a0not.\n\nEND\u00a0\u00a01:40\u00a0P.M."),
            ],
        ),
        (
            "[00:01:02] NADIA OKORO: Hello.\n[00:01:09] PAUL: Hello to you.\n",
            [("NADIA OKORO", "Hello."), ("PAUL", "Hello to you.")],
        ),
        (
            "Nadia Okoro  0:12\nHello there.\n\nPaul Brandt  0:15\nGood day.\n",
            [("Nadia Okoro", "Hello there."), ("Paul Brandt", "Good day.")],
        ),
        (
            "00:12\tOKORO\tHello.\n00:15\tBRANDT\tGood day.\n",
            [("OKORO", "Hello."), ("BRANDT", "Good day.")],
        ),
    ],
)
def test_labelled_transcripts(tmp_path, text, turns):
    assert spoken(only(library_of(tmp_path, "talk.txt", text))) == turns


def test_labels_in_a_column_of_their_own(tmp_path):
    text = (
        "ROWE        We close the lock at nine.\n            It opens again at four.\n\n"
        "VOSS\tWhat of the ferry?\n\nROWE        It waits.\n"
    )
    source = only(library_of(tmp_path, "talk.txt", text))
    assert [(speaker, " ".join(words.split())) for speaker, words in spoken(source)] == [
        ("ROWE", "We close the lock at nine. It opens again at four."),
        ("VOSS", "What of the ferry?"),
        ("ROWE", "It waits."),
    ]


def test_a_desk_adds_a_shape_of_label_and_a_line_that_is_none(tmp_path):
    desk = tmp_path / "desk.yaml"
    desk.write_text(
        "extends: default\nsources:\n  labels:\n"
        "    sign: {shape: '% {name} % {text}', needs: two}\n"
        "  no-labels: [minutes]\n"
    )
    path = tmp_path / "talk.txt"
    path.write_text("% Ana Rowe % It is late.\n% Bo Voss % So it is.\nMinutes: agreed.\n")
    library = open_library([path], load(desk))
    assert [turn.speaker for turn in only(library).turns] == ["Ana Rowe", "Bo Voss"]


def test_a_source_that_is_too_large_is_said_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(LARGEST, ".txt", 50)
    (tmp_path / "good.txt").write_text("ANA: We went home early.\n")
    (tmp_path / "huge.txt").write_text("ANA: We stayed. " * 10)
    library = open_library([tmp_path], RULES)
    assert list(library.sources) == ["good.txt"]
    (unread,) = library.unread
    assert "huge.txt" in unread.path
    assert "larger than" in unread.reason


def test_a_line_that_only_begins_with_capitals_is_no_label(tmp_path):
    """The lines are broken at a width, and some begin with what ends or opens a sentence."""
    text = (
        "MS. ROWE: The bridge was paid for by the towns on the river and by the\n"
        "EBRD.  The loan ends in June.  We are very grateful to the people of the\n"
        "Ellery: they waited for nine years.\n\n"
        "On Friday: the gates open.\n\n"
        "MR. LIND: How long will the gates of the new bridge stay open on Friday,\n"
        "and who pays for it?\n\n"
        "MS. ROWE: All day.\n\nMR. LIND: Thank you.\n"
    )
    source = only(library_of(tmp_path, "talk.txt", text))
    assert [turn.speaker for turn in source.turns] == ["MS. ROWE", "MR. LIND"] * 2


def test_front_matter_describes_the_source_and_is_not_searched(tmp_path):
    text = (
        "---\ntags: remarks\ndate: '2019-06-30'\ntitle: \"Remarks by Governor\\_Quill on the\n"
        '  \\u201CBridge\\u201D"\n---\n\nThe bridge will open.\n'
    )
    library = library_of(tmp_path, "x.md", text)
    source = only(library)
    assert (source.title, source.date) == (
        "Remarks by Governor Quill on the “Bridge”",
        "2019-06-30",
    )
    assert spoken(source) == [("Governor Quill", "The bridge will open.")]
    assert not [each for each in library.search("tags remarks") if not each.near]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Remarks by Mara Quill at the Bridge", "Mara Quill"),
        ("Statement from Mara Quill On the Bridge", "Mara Quill"),
        ("Remarks by Mara Quill and Ed Voss", None),
        ("Remarks on the Bridge by Mara Quill", None),
        ("Remarks by the Governor", None),
    ],
)
def test_a_title_says_whose_words_they_are(tmp_path, title, speaker):
    source = only(library_of(tmp_path, "x.txt", f"Title: {title}\n\nThe bridge will open.\n"))
    assert spoken(source) == [(speaker, "The bridge will open.")]


def test_a_sentence_with_a_colon_is_no_label(tmp_path):
    text = "We bought three things: bread, milk, salt.\n\nRemember this: it was late.\n\nThe end.\n"
    source = only(library_of(tmp_path, "speech.txt", text))
    assert [turn.speaker for turn in source.turns] == [None]


def test_head_lines_describe_the_source_and_are_not_searched(tmp_path):
    text = (
        "Title: Remarks on the bridge\nOutlet: Ellery Wire\nDate: June 30, 2019\nTier: secondary\n"
        "Medium: interview\nSpeaker: Ida Vass\n\nThe bridge will open.\n"
    )
    library = library_of(tmp_path, "x.txt", text)
    source = only(library)
    assert (source.title, source.date) == ("Remarks on the bridge · Ellery Wire", "2019-06-30")
    assert (source.tier, source.medium) == (Tier.SECONDARY, Medium.INTERVIEW)
    assert spoken(source) == [("Ida Vass", "The bridge will open.")]
    assert not [each for each in library.search("remarks on the bridge") if not each.near]


def test_of_a_story_only_the_quotations_are_somebodys_words(tmp_path):
    text = (
        "The river rose overnight, and the mayor left town.\n\n"
        "“We will not rebuild the mill,” Mara Quill said.\n\n"
        "“The water came at four in the morning,” said Tomas Renn.\n"
    )
    source = only(library_of(tmp_path, "story.txt", text))
    assert [each for each in spoken(source) if each[0]] == [
        ("Mara Quill", "“We will not rebuild the mill,”"),
        ("Tomas Renn", "“The water came at four in the morning,”"),
    ]
    assert source.tier is Tier.SECONDARY


def test_an_unknown_tier_is_said(tmp_path):
    library = library_of(tmp_path, "x.txt", "Tier: gossip\nDate: 2020-01-02\n\nWe went home.\n")
    assert "gossip" in library.warnings[0]


def test_srt_keeps_speaker_and_time(tmp_path):
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n>> RUIZ: We opened\n<i>the gate</i>.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nThen we closed it.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n>> And now?\n"
    )
    source = only(library_of(tmp_path, "a.srt", text))
    assert spoken(source) == [
        ("RUIZ", "We opened the gate."),
        ("RUIZ", "Then we closed it."),
        (None, "And now?"),
    ]
    assert [turn.time for turn in source.turns] == ["00:00:01", "00:00:03", "00:00:05"]
    assert source.tier is Tier.MACHINE


def test_a_caption_with_two_voices_gives_two_turns(tmp_path):
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Diaz>Yes.</v><v.loud Bo Lind>Never!</v>\n"
    source = only(library_of(tmp_path, "a.vtt", text))
    assert spoken(source) == [("Ana Diaz", "Yes."), ("Bo Lind", "Never!")]


def test_words_are_found_across_captions(tmp_path):
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nA: we opened\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nthe gate\n"
    )
    (found,) = library_of(tmp_path, "a.srt", text).search("we opened the gate", limit=1)
    assert found.text.split() == ["we", "opened", "the", "gate"]


@pytest.mark.parametrize("name", ["live.vtt", "live.srt"])
def test_live_captions_that_repeat_the_line_before(tmp_path, name):
    """A recogniser shows each line twice: as it comes, and above the next one."""
    shown = [
        "we<00:00:00.480><c> will</c><00:00:01.000><c> hold</c>",
        "we will hold",
        "we will hold\nthe<00:00:02.600><c> dam</c>",
        "the dam",
        "the dam\n&gt;&gt; thank you\nvery much &gt;&gt; MAYOR: you are",
    ]
    head, point = ("WEBVTT\n\n", ".") if name.endswith("vtt") else ("", ",")
    cues = (
        f"{number}\n00:00:0{number}{point}000 --> 00:00:0{number + 1}{point}000\n{words}\n"
        for number, words in enumerate(shown, 1)
    )
    source = only(library_of(tmp_path, name, head + "\n".join(cues)))
    assert spoken(source) == [
        (None, "we will hold"),
        (None, "the dam"),
        (None, "thank you very much"),
        ("MAYOR", "you are"),
    ]


def test_captions_that_only_repeat_a_word_keep_it(tmp_path):
    text = "".join(
        f"{number}\n00:00:0{number},000 --> 00:00:0{number + 1},000\n{words}\n\n"
        for number, words in enumerate(["Four more", "years!", "years!", "Thank you", "all"], 1)
    )
    source = only(library_of(tmp_path, "chant.srt", text))
    assert [words for _, words in spoken(source)][1:3] == ["years!", "years!"]


def test_captions_with_broken_times_are_said(tmp_path):
    text = "1\n00:00:01,000 --> 00:00:02,000\nFine.\n\n2\n00:xx --> 00:00:09,000\nBroken.\n"
    library = library_of(tmp_path, "a.srt", text)
    assert len(library) == 1
    assert "1 of 2 captions" in library.warnings[0]
    assert [words for _, words in spoken(library.sources["a.srt"])] == ["Fine. Broken."]


def test_a_story_with_a_byline_may_quote_only_once(tmp_path):
    text = "Meadow stays\nBy Jo Hart\n\n“We will not sell the meadow,” Mayor Nora Vance said.\n"
    source = library_of(tmp_path, "story.txt", text).sources["story.txt"]
    assert source.kind == "article"
    quoted = [each for each in spoken(source) if each[0]]
    assert quoted == [("Nora Vance", "“We will not sell the meadow,”")]


def test_posts_in_full_with_their_author(tmp_path):
    answer = {
        "data": [
            {
                "id": "7",
                "author_id": "1",
                "created_at": "2024-05-06T07:08:09.000Z",
                "text": "Salt &amp; bread…",
                "note_tweet": {"text": "Salt &amp; bread, all day long."},
            },
            {
                "id": "8",
                "author_id": "1",
                "text": "RT",
                "referenced_tweets": [{"type": "retweeted"}],
            },
            {"id": "9"},
        ],
        "includes": {"users": [{"id": "1", "name": "Ana Diaz", "username": "ana"}]},
    }
    library = library_of(tmp_path, "posts.json", json.dumps(answer))
    source = only(library)
    assert (source.id, source.date, source.medium) == ("7", "2024-05-06", Medium.TWEET)
    assert spoken(source) == [("Ana Diaz (@ana)", "Salt & bread, all day long.")]
    assert "post 3 has no text" in library.warnings[0]


def test_an_archive_of_posts(tmp_path):
    post = {"id_str": "1", "full_text": "Good night."}
    rows = [{"tweet": {**post, "created_at": "Sun Jun 30 10:21:17 +0000 2019"}}]
    (tmp_path / "account.js").write_text(
        "window.YTD.account.part0 = "
        '[{"account": {"username": "bo", "accountDisplayName": "Bo Lind"}}]'
    )
    path = tmp_path / "tweets.js"
    path.write_text("window.YTD.tweets.part0 = " + json.dumps(rows))
    library = open_library([tmp_path], RULES)
    assert not library.warnings
    source = only(library)
    assert (source.date, source.turns[0].speaker) == ("2019-06-30", "Bo Lind (@bo)")


def test_the_long_posts_of_an_archive(tmp_path):
    words = "It rained. " * 40
    note = {"noteTweetId": "7", "createdAt": "2023-02-09T18:05:13.000Z", "core": {"text": words}}
    path = tmp_path / "note-tweet.js"
    path.write_text("window.YTD.note_tweet.part0 = " + json.dumps([{"noteTweet": note}]))
    source = only(open_library([path], RULES))
    assert (source.id, source.date, source.text) == ("7", "2023-02-09", words)


def test_web_pages_and_word_documents_are_sources_too(tmp_path):
    page = (
        "<html><body><p>MR. SMITH: We left at &lt;nine&gt;.</p><p>Q: Why?</p>"
        "<p>MR. SMITH: It rained.</p></body></html>"
    )
    library = library_of(tmp_path, "talk.html", page)
    assert spoken(only(library)) == [
        ("MR. SMITH", "We left at <nine>."),
        ("Q", "Why?"),
        ("MR. SMITH", "It rained."),
    ]
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p><w:r><w:t>MS. OKORO: We stayed.</w:t></w:r></w:p>"
    with zipfile.ZipFile(tmp_path / "release.docx", "w") as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{schema}"><w:body>{body}</w:body></w:document>',
        )
    assert spoken(only(open_library([tmp_path / "release.docx"], RULES))) == [
        ("MS. OKORO", "We stayed.")
    ]
    (tmp_path / "torn.docx").write_bytes(b"PK but cut short")
    assert "not a Word document" in open_library([tmp_path / "torn.docx"], RULES).unread[0].reason


def test_json_lines_with_turns_in_disorder(tmp_path):
    record = {
        "id": "a",
        "date": "October 9, 2016",
        "text": "0123456789",
        "turns": [
            {"speaker": "B", "start": 5, "end": 9},
            {"speaker": "A", "start": 0, "end": 6},
            {"speaker": "C", "start": 6, "end": 99},
            "no turn",
        ],
    }
    library = library_of(tmp_path, "s.jsonl", json.dumps(record))
    source = only(library)
    assert spoken(source) == [("A", "012345"), ("B", "678"), ("C", "9")]
    assert source.date == "2016-10-09"
    assert len(library.warnings) == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", "", "is empty"),
        ("blank.srt", " \n\n", "is empty"),
        ("bytes.txt", b"\0\1\2" * 100, "binary"),
        ("prose.srt", "This is prose, not captions.", "no captions"),
        ("prose.vtt", "This is prose, not captions.", "not WebVTT"),
        ("prose.jsonl", "This is prose.", "not JSON Lines"),
        ("list.jsonl", "[1, 2]", "not JSON Lines"),
        ("prose.json", "{", "not JSON"),
        ("other.json", '{"a": 1}', "neither"),
        ("deep.json", "[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_file_is_a_warning_and_the_rest_is_read(tmp_path, name, data, said):
    (tmp_path / "good.txt").write_text("ANA: We went home early.\n")
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    library = open_library([tmp_path], RULES)
    assert list(library.sources) == ["good.txt"]
    (unread,) = library.unread
    assert name in unread.path
    assert said in unread.reason


def test_one_bad_line_of_json_lines_is_left_out(tmp_path):
    lines = '{"id": "a", "text": "one"}\n{"id": "b"}\n{"id": "a", "text": "two"}\n'
    library = library_of(tmp_path, "s.jsonl", lines)
    assert [source.text for source in library.sources.values()] == ["one"]
    assert any("s.jsonl:2" in warning for warning in library.warnings)
    assert any("another source has the id 'a'" in warning for warning in library.warnings)


def test_windows_letters_are_read_with_a_warning(tmp_path):
    library = library_of(tmp_path, "old.txt", "ANA: It’s late.\n".encode("cp1252"))
    assert only(library).text.startswith("ANA: It’s")
    assert "Windows-1252" in library.warnings[0]


@given(st.text(alphabet=st.sampled_from("AB: \n\t[]()01Qé—x"), max_size=80))
def test_turns_never_overlap_and_stay_within_the_text(text):
    script = assemble(list(lines_of([Block(text)])))
    text = script.text
    labels = LABELLER.labels(text)
    turns = cut_turns(script, labels, declared_cast(text, labels, (), LABELLER.designations, {}))
    ends = [0, *(turn.end for turn in turns)]
    assert all(
        end <= turn.start < turn.end <= len(text) for end, turn in zip(ends, turns, strict=False)
    )


def test_a_turn_that_ends_behind_the_text_is_cut_there(tmp_path):
    row = {
        "id": "a",
        "text": "The tide is out.",
        "turns": [{"speaker": "V", "start": 0, "end": 99}],
    }
    library = library_of(tmp_path, "a.jsonl", json.dumps(row))
    assert spoken(library.sources["a"]) == [("V", "The tide is out.")]
    assert any("cut there" in warning for warning in library.warnings)


def test_a_source_that_takes_too_long_is_told_and_the_others_go_on(tmp_path, monkeypatch):
    real = reading.contents

    def slow(data, path):
        while "slow" in path:
            pass
        return real(data, path)

    monkeypatch.setattr(reading, "contents", slow)
    monkeypatch.setattr(reading, "SECONDS", 0.2)
    for name in ("a.txt", "slow.txt", "z.txt"):
        (tmp_path / name).write_text("ANA DIAZ: We left at nine.\nBO LUND: I stayed.\n")
    library = open_library([tmp_path], RULES)
    assert sorted(source.path for source in library.sources.values()) == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "z.txt"),
    ]
    (unread,) = library.unread
    assert unread.path == str(tmp_path / "slow.txt")
    assert "takes longer than 0.2 s to read" in unread.reason


def test_a_limit_inside_another_leaves_that_one(tmp_path):
    def within() -> None:
        with time_limit(0.3):
            with time_limit(60):
                pass
            while True:
                pass

    with pytest.raises(OutOfTime):
        within()


@pytest.mark.parametrize(
    ("head", "warned"),
    [
        ("---\nconfidential: true\n---\n", "K at the desk"),
        ("---\nanonymous: yes\n---\n", "K at the desk"),
        ("Title: Talk\nconfidential: yes\n", "K at the desk"),
        ("---\nrecordng: talk.mp3\n---\n", "did you mean “recording”?"),
        ("Title: Talk\nSpeeker: Ana Rowe\n", "did you mean “speaker”?"),
        ("---\nspeakers: Ana Rowe, Tom Ord\n---\n", "write each on its own line"),
        ("---\nlayout: post\ntags: [ferry]\nauthor: Ann\n---\n", ""),
        ("---\nconfidential: false\n---\n", ""),
        ("---\ntitle: Talk\nspeakers:\n- Ana Rowe\n---\n", ""),
        ("Title: Talk\nDate: 2026-03-01\n", ""),
        ("Title: Talk\nSpeaker 1: Is it late?\n", ""),
        ("Title: Talk\nDale: Is it late?\n", ""),
        ("", ""),
    ],
)
def test_a_line_of_a_head_that_does_nothing_is_told(tmp_path, head, warned):
    words = "ROWE: We will not sell the ferry.\n\nORD: Nobody asked you to.\n"
    library = library_of(tmp_path, "talk.txt", f"{head}\n{words}")
    told = [each for each in library.warnings if "head" in each]
    assert len(told) == bool(warned), library.warnings
    assert all(warned in each for each in told)
