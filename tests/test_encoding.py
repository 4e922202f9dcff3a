"""Bytes in the encodings that newsrooms meet."""

from __future__ import annotations

import pytest

from quotecheck.encoding import decode, mended
from quotecheck.errors import InputError

WORDS = "Dana Kell\n“The ferry’s late – again,” Tomás said."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_read(encoding):
    assert decode(WORDS.encode(encoding), "a.txt") == (WORDS, ())


@pytest.mark.parametrize(("codec", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "MacRoman")])
def test_windows_and_mac_are_told_apart(codec, name):
    text, warnings = decode(WORDS.encode(codec), "a.txt")
    assert text == WORDS
    assert name in warnings[0]
    assert "line 2" in warnings[0]


def test_a_declared_charset_is_believed_unless_the_bytes_contradict_it():
    assert decode("Dvořák".encode("cp1250"), "a", declared="windows-1250") == ("Dvořák", ())
    text, warnings = decode(b"\x81 Kell", "a", declared="utf-8")
    assert "utf-8" in warnings[0]
    assert "Kell" in text
    assert decode(b"Kell", "a", declared="base64")[0] == "Kell"


@pytest.mark.parametrize("data", [b"PK\3\4\0\0\0", bytes(range(1, 256)) * 8, b"\xff\xfe\x00"])
def test_binary_is_refused(data):
    with pytest.raises(InputError, match=r"a\.bin"):
        decode(data, "a.bin")


@pytest.mark.parametrize("rounds", [1, 2])
def test_garbled_utf8_is_put_right_and_told(rounds):
    text = WORDS
    for _ in range(rounds):
        # Windows-1252 leaves five bytes open; programs keep them as controls.
        text = "".join(
            bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode()
        )
    right, warnings = mended(text)
    assert right == WORDS
    assert "line 2" in warnings[0]


def test_html_codes_are_put_right_and_told():
    right, warnings = mended("One.\n&ldquo;Late &amp; cold,&#8221; Kell said.")
    assert right == "One.\n“Late & cold,” Kell said."
    assert "line 2" in warnings[0]


@pytest.mark.parametrize(
    "text", [WORDS, "He typed &amp; once.", "“Voilà,” São Tomé, Ã© alone", "a 6″ pipe"]
)
def test_what_is_not_garbled_stays(text):
    assert mended(text) == (text, ())


@pytest.mark.parametrize("marks", ["″″", "‶″", "＂＂"])
def test_primes_around_words_are_quotation_marks_of_the_same_length(marks):
    text = f"A 6″ pipe.\n{marks[0]}Late again,{marks[1]} Kell said."
    right, warnings = mended(text)
    assert right == "A 6″ pipe.\n“Late again,” Kell said."
    assert len(right) == len(text)
    assert "line 2" in warnings[0]


def test_a_few_damaged_bytes_in_a_text_are_told_and_the_rest_is_read():
    text, told = decode(
        "ROWE: The café shut.\n\n".encode() + b"\xff\xfe\x00VOSS: In May.\n", "a.txt"
    )
    assert text == "ROWE: The café shut.\n\n\ufffdVOSS: In May.\n"
    assert told == ("line 3 is damaged: it holds bytes that are not text",)


def test_what_is_full_of_control_characters_is_binary():
    with pytest.raises(InputError, match="is binary"):
        decode(b"ID3\x04\x00\x00 a title \x00\x02 and words \x01" * 20, "a.txt")
