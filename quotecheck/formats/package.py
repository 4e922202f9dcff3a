"""Zip packages (Word, OpenDocument, EPUB) whose members are read within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path

from quotecheck.errors import InputError

MAX_MEMBERS = 20_000
MAX_MEMBER = 50_000_000
MAX_TOTAL = 200_000_000
MAX_RATIO = 150  # texts in XML shrink to a twentieth
RATIO_COUNTS_FROM = 5_000_000

_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError),
    *(RuntimeError, NotImplementedError, OverflowError, MemoryError),
)
_OLE = b"\xd0\xcf\x11\xe0"  # how old Office files begin, and those encrypted by newer Word
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The members of a zip file by name; ``what`` names the format in messages.

    Names are found without regard to case and with either slash, as office programs do. Raises
    InputError for what is no zip file; ``read`` does so for members damaged, encrypted, missing
    or too large.
    """

    def __init__(self, data: bytes, path: str, what: str) -> None:
        self.path = path
        self.what = what
        self._named = f"an {what}" if what[0] in "AEIO" else f"a {what}"
        self._read = 0
        if data.startswith(_OLE):
            raise _refused(data, path)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except _FAULTS as error:
            raise InputError(
                f"is not {self._named}, or is damaged: {_said(error)}",
                path=path,
                hint="open it in the program that made it and save it again",
            ) from error
        if len(members) > MAX_MEMBERS:
            raise InputError(f"holds more than {MAX_MEMBERS:,} files", path=path)
        self._members = {_folded(each.filename): each for each in members}

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in small letters."""
        return tuple(self._members)

    @property
    def members(self) -> tuple[zipfile.ZipInfo, ...]:
        """The files of the archive, each name once, folders left out."""
        return tuple(each for each in self._members.values() if not each.is_dir())

    def find(self, name: str) -> bytes | None:
        """The bytes of a member, or None where there is no such member."""
        return self.read(name) if name in self else None

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        member = self._members.get(_folded(name))
        if member is None:
            raise InputError(f"is not {self._named}: it holds no {name}", path=self.path)
        if member.flag_bits & 1:
            raise InputError(
                "is protected with a password", path=self.path, hint="save a copy without it"
            )
        if member.compress_type not in _METHODS:
            raise InputError(f"is not a usable {self.what}: {name} is packed oddly", path=self.path)
        try:
            with self._archive.open(member) as file:
                data = file.read(self._allowed(member) + 1)
        except _FAULTS as error:
            raise InputError(
                f"is a damaged {self.what}: {name} cannot be unpacked ({_said(error)})",
                path=self.path,
            ) from error
        self._read += len(data)
        self._check(data, member, name)
        return data

    def _allowed(self, member: zipfile.ZipInfo) -> int:
        return min(MAX_MEMBER, MAX_TOTAL - self._read, _by_ratio(member))

    def _check(self, data: bytes, member: zipfile.ZipInfo, name: str) -> None:
        if len(data) > MAX_MEMBER:
            reason = f"holds more than {MAX_MEMBER / 1e6:.0f} MB of text"
        elif self._read > MAX_TOTAL:
            reason = f"holds more than {MAX_TOTAL / 1e6:.0f} MB"
        elif len(data) > _by_ratio(member):
            reason = f"unpacks to more than {MAX_RATIO} times its size ({name})"
        else:
            return
        raise InputError(reason, path=self.path)


def unpacked_size(path: Path) -> int:
    """The bytes to which all members of a zip file unpack, as it says and `Package` keeps to; 0 for
    what is no zip file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(each.file_size for each in archive.infolist())
    except _FAULTS:
        return 0


def member_name(folder: str, target: str) -> str:
    """The name of the member to which a path leads from a folder of the package."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _refused(data: bytes, path: str) -> InputError:
    """The error for an OLE file."""
    if _ENCRYPTED in data:
        return InputError(
            "is a Word document protected with a password",
            path=path,
            hint="open it in Word and save a copy without the password",
        )
    return InputError(
        "is an old Word document (.doc) or is protected with a password",
        path=path,
        hint="open it in Word and save it as .docx without a password",
    )


def _by_ratio(member: zipfile.ZipInfo) -> int:
    return max(RATIO_COUNTS_FROM, MAX_RATIO * member.compress_size)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__
