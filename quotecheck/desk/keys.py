"""Ed25519 keys: a signature that only the holder of a key could have made. Needs the extra `keys`.

Keys are those of `ssh-keygen -t ed25519`; a file of trusted keys has an editor's name and a public
key a line: ``Ann Example ssh-ed25519 AAAA...``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotecheck.desk.codec import to_plain
from quotecheck.desk.events import Event, Signature
from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.files import read_bytes
from quotecheck.installed import extra_hint

_KIND = "ssh-ed25519"
Signer = Callable[[str, Signature], Signature]


def signer(path: str) -> Signer:
    """The signer that seals an editor's signature with the private key in a file. Raises
    InputError."""
    ed25519, serialization = _library()
    try:
        key = serialization.load_ssh_private_key(read_bytes(Path(path), limit=100_000), None)
    except (ValueError, TypeError) as error:
        hint = "make one with ssh-keygen -t ed25519, without a passphrase"
        raise InputError("is not a usable private key", path=path, hint=hint) from error
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise InputError("is not an Ed25519 key", path=path, hint="ssh-keygen -t ed25519")
    encoding, form = serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    public = key.public_key().public_bytes(encoding, form).decode()

    def seal(editor: str, mark: Signature) -> Signature:
        named = replace(mark, key=public.split()[1])
        return replace(named, seal=key.sign(_message(editor, named)).hex())

    return seal


def read_keys(path: str) -> dict[str, set[str]]:
    """The public keys of each editor, from a file. Raises InputError."""
    text, _ = decode(read_bytes(Path(path)), path)
    found: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(text.splitlines(), 1):
        name, kind, rest = line.strip().partition(f" {_KIND} ")
        if not line.strip() or line.startswith("#"):
            continue
        if not kind or not rest.split():
            hint = f"a line is NAME {_KIND} AAAA..."
            raise InputError("names no key", path=path, line=number, hint=hint)
        found[name.strip()].add(rest.split()[0])
    return dict(found)


def key_faults(signed: Iterable[Event], known: Mapping[str, set[str]]) -> list[str]:
    """The signatures that the editor's key does not prove, in sentences."""
    found = []
    for event in signed:
        mark = event.signature
        if mark is None:
            continue
        what = f"the signature of {event.editor}, {event.at},"
        if not mark.seal:
            found.append(f"{what} was made without a key")
        elif mark.key not in known.get(event.editor, ()):
            found.append(f"{what} was made with a key that is not known as theirs")
        elif not _is_sound(event.editor, mark):
            found.append(f"{what} does not match its key")
    return found


def _is_sound(editor: str, mark: Signature) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    _, serialization = _library()
    try:
        public = serialization.load_ssh_public_key(f"{_KIND} {mark.key}".encode())
        public.verify(bytes.fromhex(mark.seal), _message(editor, mark))
    except (ValueError, TypeError, AttributeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _message(editor: str, mark: Signature) -> bytes:
    content = [editor, to_plain(replace(mark, seal=""))]
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _library() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise InputError("keys need the extra `keys`", hint=extra_hint("keys")) from error
    return ed25519, serialization
