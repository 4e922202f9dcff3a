"""Signatures by keys: what was made by another, changed or left without one shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_samples import council

from quotecheck.articles import read_article
from quotecheck.cli import main
from quotecheck.desk import Desk, keys
from quotecheck.errors import InputError
from quotecheck.extraction import extract
from quotecheck.rules import load

pytest.importorskip("cryptography", reason="needs the extra keys")


def make_key(path):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = (form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption())
    path.write_bytes(key.private_bytes(*private))
    return key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()


@pytest.fixture
def known(tmp_path):
    ann, bob = (make_key(tmp_path / name) for name in ("ann", "bob"))
    (tmp_path / "keys").write_text(f"# the desk\nAnn Example {ann} at home\nBob {bob}\n")
    return keys.read_keys(str(tmp_path / "keys"))


def signed(folder, editor, key):
    how = {"signer": keys.signer(str(key))} if key else {}
    with Desk(folder, editor, host="h", **how) as desk:
        desk.sign(council(), {quote.id: "ok" for quote in council().quotes})
        assert desk.is_signed(council())
        assert desk.faults(council()) == []
        return desk.state(council()).signed


def test_a_signature_with_the_editors_key_is_sound(tmp_path, known):
    assert keys.key_faults(signed(tmp_path / "d", "Ann Example", tmp_path / "ann"), known) == []


@pytest.mark.parametrize(
    ("editor", "key", "fault"),
    [
        ("Ann Example", None, "without a key"),
        ("Ann Example", "bob", "not known"),
        ("Eve", "ann", "not"),
    ],
)
def test_another_key_or_none_is_told(tmp_path, known, editor, key, fault):
    (found,) = keys.key_faults(signed(tmp_path / "d", editor, key and tmp_path / key), known)
    assert fault in found


@pytest.mark.parametrize("field", ["record", "previous", "heads", "excuses", "seal", "editor"])
def test_whatever_is_changed_no_longer_fits_the_key(tmp_path, known, field):
    (event,) = signed(tmp_path / "d", "Ann Example", tmp_path / "ann")
    known["Bob"] |= known["Ann Example"]
    if field == "editor":
        event = replace(event, editor="Bob")
    else:
        value = () if field in ("heads", "excuses") else "00"
        event = replace(event, signature=replace(event.signature, **{field: value}))
    (found,) = keys.key_faults([event], known)
    assert "does not match" in found


@pytest.mark.parametrize("data", [b"", b"\xff\0", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"])
def test_what_is_no_key_is_refused(tmp_path, data):
    (tmp_path / "key").write_bytes(data)
    with pytest.raises(InputError):
        keys.signer(str(tmp_path / "key"))


def test_report_verifies_by_keys(tmp_path, known, capsys):
    story = tmp_path / "story.txt"
    story.write_text("“We go,” said Mara Quill.\n", encoding="utf-8")
    document = extract(read_article(story), load())
    signer = keys.signer(str(tmp_path / "ann"))
    with Desk(
        tmp_path / ".quotecheck", "Ann Example", rules_hash=load().hash, signer=signer
    ) as desk:
        desk.sign(document, {quote.id: "ok" for quote in document.quotes})
    arguments = ["report", str(story), "--verify"]
    assert main([*arguments, "--keys", str(tmp_path / "keys")]) == 0
    (tmp_path / "keys").write_text("Ann Example ssh-ed25519 AAAA\n")
    assert main([*arguments, "--keys", str(tmp_path / "keys")]) == 1
    assert "not known as theirs" in capsys.readouterr().out
    (tmp_path / "keys").write_text("Ann Example\n")
    assert main([*arguments, "--keys", str(tmp_path / "keys")]) == 2
