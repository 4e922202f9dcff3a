"""Mail as an editor sees it: whose words each line is, and what was not read."""

import contextlib
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import contents, mail

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import fuzz_web_mail

HEAD = "From: Ida Moen <moen@example.org>\nSubject: Harbour\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n"


def message(body, head="", charset="utf-8"):
    data = (HEAD + head + "\n" + body).encode(charset)
    return next(iter(contents(data, "a.eml")))


def said(body, head=""):
    """Each line with its speaker; None for the author, “?” for a quoted unknown."""
    return [
        (block.text, (block.speaker or "?") if block.quoted else None)
        for block in message(body, head).blocks
    ]


def test_headers():
    content = message("We wait.\n")
    assert (content.speaker, content.title, content.date) == ("Ida Moen", "Harbour", "2026-03-02")
    assert content.kind == "email"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"=?utf-8?q?Ida_Mo=C3=ABn?= <a@example.org>", "Ida Moën"),
        ("Ida Moën <a@example.org>".encode(), "Ida Moën"),
        (b"=?x-odd?q?Ida?= Moen <a@example.org>", "Ida Moen"),
        (b"a@example.org", "a@example.org"),
        (b"Ida Moen", "Ida Moen"),
        (b'"Moen, Ida" <a@example.org>', "Moen, Ida"),
    ],
)
def test_names_of_senders(raw, name):
    (content,) = mail.read(b"From : " + raw + b"\n\nWe wait.\n", "a.eml")
    assert content.speaker == name


@pytest.mark.parametrize("date", ["yesterday", "Mon, 2 Mar 3609 10:00:00 +0000"])
def test_an_impossible_date_is_no_date(date):
    (content,) = mail.read(f"From: a@example.org\nDate: {date}\n\nWe wait.\n".encode(), "a.eml")
    assert content.date is None


@pytest.mark.parametrize(
    ("introduction", "name"),
    [
        ("On Sun, 1 Mar 2026 at 9:00, Per Lund <lund@example.org> wrote:", "Per Lund"),
        ("On Sun, 1 Mar 2026 at 9:00, Per Lund\n<lund@example.org> wrote:", "Per Lund"),
        ("On Mar 1, 2026, at 9:00 AM, Per Lund\n<lund@example.org>\nwrote:", "Per Lund"),
        ("--- On Sun, 1/3/26, Per Lund <lund@example.org> wrote:", "Per Lund"),
        ("Am 01.03.2026 um 09:00 schrieb Per Lund:", "Per Lund"),
        ("Le 1 mars 2026 à 09:00, Per Lund <lund@example.org> a écrit :", "Per Lund"),
        ("Per Lund <lund@example.org> wrote:", "Per Lund"),
        ("On Sun, 1 Mar 2026 at 9:00, <lund@example.org> wrote:", "lund@example.org"),
    ],
)
def test_a_reply_quotes_whom_its_introduction_names(introduction, name):
    assert said(f"Hello\n\n{introduction}\n\n> When?\n\nSoon.\n") == [
        ("Hello", None),
        ("When?", name),
        ("Soon.", None),
    ]


def test_a_line_that_may_be_the_authors_own_words_stays():
    assert said("I like what Per wrote:\n> Soon.\n")[0] == ("I like what Per wrote:", None)
    assert said("On Tuesday Per Lund said:\nwe wait.\n") == [
        ("On Tuesday Per Lund said:", None),
        ("we wait.", None),
    ]


def test_an_introduction_may_stand_inside_the_marks_and_without_a_time():
    assert said("No.\n\n> On Mon, Per Lund wrote:\n> We wait.\n") == [
        ("No.", None),
        ("We wait.", "Per Lund"),
    ]


def test_nested_quotations_and_new_introductions():
    body = (
        "On 2 Mar 2026, at 8:00, Per Lund wrote:\n> When?\n>\n"
        "> On 1 Mar 2026, at 7:00, Ida Moen wrote:\n>\n>> Soon.\n\n"
        "On 28 Feb 2026, at 8:00, Eva Holm wrote:\n> Never.\n>> Who?\n"
    )
    assert said(body) == [
        ("When?", "Per Lund"),
        ("Soon.", "Ida Moen"),
        ("Never.", "Eva Holm"),
        ("Who?", "?"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "---------- Forwarded message ---------\nFrom: Per Lund <lund@example.org>\nSubject: Old\n",
        "From: Per Lund [mailto:lund@example.org]\nSent: Sunday\nTo: Ida Moen\nSubject: Old\n",
        "Von: Per Lund\nGesendet: Sonntag\nAn: Ida Moen\nBetreff: Alt\n",
        "Begin forwarded message:\n\nFrom: Per Lund\n\nDate: Sunday\n",
    ],
)
def test_a_forwarded_message_is_its_writers_words(above):
    assert said(f"See below.\n\n{above}\nWe wait.\n") == [
        ("See below.", None),
        ("We wait.", "Per Lund"),
    ]


def test_signatures_are_left_out_and_long_texts_below_dashes_are_not():
    content = message("We wait.\n-- \nIda Moen\nHarbour office\n")
    assert [each.text for each in content.blocks] == ["We wait."]
    assert content.notes == ("the signature was left out",)
    assert len(message("We wait.\n--\n" + "And more.\n" * 30).blocks) == 32


def test_flowed_text_is_unwrapped_within_one_depth():
    body = "We wait \nand then \nwe go.\n> And \n> when? \nSoon.\n-- \nIda\n"
    assert said(body, "Content-Type: text/plain; format=flowed\n") == [
        ("We wait and then we go.", None),
        ("And when?", "?"),
        ("Soon.", None),
    ]


def test_html_mail_quotes_its_block_quotations():
    body = (
        "<div>Hello</div><div>On 1 Mar 2026, at 9:00, Per Lund &lt;l@example.org&gt; wrote:</div>"
        "<blockquote><p>When?</p><blockquote>Who?</blockquote></blockquote><p>Soon.</p>"
    )
    assert said(body, "Content-Type: text/html\n") == [
        ("Hello", None),
        ("When?", "Per Lund"),
        ("Who?", "?"),
        ("Soon.", None),
    ]


def multipart(kind, *parts, boundary="b"):
    return f"Content-Type: multipart/{kind}; boundary={boundary}\n", "".join(
        f"--b\n{part}\n" for part in parts
    ) + "--b--\n"


def test_the_plain_text_is_read_unless_it_only_points_to_the_html():
    html = "Content-Type: text/html\n\n<p>We wait until the harbour is open to all ships again."
    head, body = multipart("alternative", "Content-Type: text/plain\n\nWe wait, she said.", html)
    assert said(body, head) == [("We wait, she said.", None)]
    head, body = multipart("alternative", "Content-Type: text/plain\n\nHTML.", html)
    assert said(body, head)[0][0].startswith("We wait until")


def test_an_attached_message_is_its_senders_words():
    inner = "Content-Type: message/rfc822\n\nFrom: Per Lund <l@example.org>\n\nWe wait.\n"
    head, body = multipart("mixed", "Content-Type: text/plain\n\nSee attached.", inner)
    assert said(body, head) == [("See attached.", None), ("We wait.", "Per Lund")]


def test_attachments_are_named():
    part = "Content-Type: application/pdf; name=plan.pdf\n\nxx"
    head, body = multipart("mixed", "Content-Type: text/plain\n\nHello", part)
    assert message(body, head).notes == ("attached and not read: plan.pdf",)


def test_parts_with_another_boundary_than_declared_are_read():
    head, body = multipart("mixed", "Content-Type: text/plain\n\nWe wait.", boundary="other")
    assert said(body, head) == [("We wait.", None)]
    assert "damaged" in message(body, head).notes[0]


def test_charsets():
    head = "Content-Type: text/plain; charset={}\n"
    assert message("Ждём", head.format("koi8-r"), "koi8-r").blocks[0].text == "Ждём"
    assert message("Moën", head.format("iso-8859-1"), "utf-8").blocks[0].text == "Moën"
    odd = message("Moën", head.format("x-unknown"), "utf-8")
    assert odd.blocks[0].text == "Moën"
    assert "x-unknown" in odd.notes[0]


def test_a_mailbox_holds_many_messages_and_a_bad_one_stops_no_other():
    data = (
        "From a@example.org Mon Mar  2 10:00:00 2026\nFrom: Ida Moen\n\nOne.\n\n"
        "From the quay, we see it.\n>From here, too.\n\n"
        "From b Mon\nX: y\n\nTwo.\n\nFrom c Mon\nFrom: Per Lund\n\nThree.\n"
    )
    first, second, third = mail.read(data.encode(), "box.mbox")
    assert [each.text for each in first.blocks] == [
        "One.",
        "From the quay, we see it.",
        "From here, too.",
    ]
    assert second.notes == ("message 2 is not a mail message: it has no headers",)
    assert (third.speaker, third.id) == ("Per Lund", "box.mbox#3")


def test_text_without_headers_is_refused():
    with pytest.raises(InputError, match="no headers"):
        list(mail.read(b"We wait.\n", "a.eml"))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for start in (b"", b"From: a\n\n", b"From: a\nContent-Type: "):
        with contextlib.suppress(InputError):
            list(mail.read(start + data, "a.eml"))


def test_damaged_messages_are_read_or_refused():
    chance = random.Random(5)
    for _ in range(150):
        with contextlib.suppress(InputError):
            list(mail.read(fuzz_web_mail.mutated(fuzz_web_mail.MAIL.encode(), chance), "a.mbox"))


ANSWERED = (
    "From: Ana Rowe <ana@x.example>\nSubject: Re: The lock\n\n{own}\n\nAna\n\n"
    "From: Bo Voss\nSent: Monday\nTo: Ana Rowe\nSubject: The lock\n\n"
    "When does the lock open?\n{label} In May, after the repairs.\nWho pays?\nThe town does.\n"
)


def whose(text):
    (content,) = contents(text.encode(), "mail.eml")
    return {block.text: block.speaker if block.quoted else "sender" for block in content.blocks}


@pytest.mark.parametrize("label", ["[Ana Rowe]", "Ana:", "ROWE:", "AR>", "<Ana>"])
def test_answers_typed_into_a_copy_are_the_senders(label):
    said = whose(ANSWERED.format(own="Here you are.", label=label))
    assert said["In May, after the repairs."] == "sender"
    assert said["When does the lock open?"] == "Bo Voss"


def test_where_answers_stand_among_repeated_lines_the_others_may_be_anybodys():
    said = whose(ANSWERED.format(own="My answers are below, in red.", label="Ana:"))
    assert said["In May, after the repairs."] == "sender"
    assert said["Who pays?"] is None
    assert said["The town does."] is None


@pytest.mark.parametrize("mark", ["{}.", "({})", "Q{}:", "-"])
def test_numbered_questions_that_the_sender_answers_are_somebody_elses(mark):
    rows = [("Who pays for the lock?", "The town does."), ("And when?", "By the end of May.")]
    text = "".join(
        f"{mark.format(number)} {asked}\n--> {said}\n\n"
        for number, (asked, said) in enumerate(rows, 1)
    )
    (content,) = contents(f"From: Ana Rowe <a@x.example>\n\n{text}".encode(), "mail.eml")
    assert [block.quoted for block in content.blocks] == [True, False] * 2


def test_a_list_of_questions_of_ones_own_is_ones_own():
    text = "From: Bo Voss <b@x.example>\n\n1. Who pays for the lock?\n2. And when?\n\nBo\n"
    (content,) = contents(text.encode(), "mail.eml")
    assert not any(block.quoted for block in content.blocks)
