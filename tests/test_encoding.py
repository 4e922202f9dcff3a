"""Bytes in the encodings that newsrooms meet."""

from __future__ import annotations

import pytest

from quotecheck.encoding import decode
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
