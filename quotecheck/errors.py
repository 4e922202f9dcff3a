"""The exceptions that quotecheck raises on purpose.

    QuotecheckError
    ├── InputError     a file or folder that cannot be used
    │   └── DeskError  a desk folder that cannot be read or written
    └── RulesError     a rules file with faults

Each says what is wrong, where, and what to do about it; the command line prints it in one line
(a fault a line for rules) and exits with 2.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DeskError", "Fault", "InputError", "QuotecheckError", "RulesError", "fault"]


class QuotecheckError(Exception):
    """Anything that quotecheck cannot do, with a message meant for the user."""


class InputError(QuotecheckError):
    """A file or folder that cannot be used.

    ``path`` is the file as the user named it, ``line`` counts from 1, ``hint`` says what to do.
    """

    def __init__(
        self, reason: str, *, path: str | None = None, line: int | None = None, hint: str = ""
    ) -> None:
        self.reason = reason
        self.path = path
        self.line = line
        self.hint = hint
        place = "" if path is None else path if line is None else f"{path}:{line}"
        message = f"{place}: {reason}" if place else reason
        super().__init__(f"{message} ({hint})" if hint else message)


_SCARCE = frozenset((errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM))


def fault(error: BaseException, *, path: str | None = None) -> InputError:
    """The message for an error that nobody foresaw, which concerns ``path`` alone."""
    if isinstance(error, OSError) and error.strerror:
        if error.errno in _SCARCE:  # what it could not open is not at fault
            hint = "close other programs, or raise the limits with `ulimit`"
            reason = f"the system has run out of resources: {error.strerror}"
            return InputError(reason, path=path, hint=hint)
        place = path or str(error.filename or "") or None
        return InputError(f"cannot {'be used' if place else 'go on'}: {error.strerror}", path=place)
    if isinstance(error, MemoryError):
        return InputError("needs more memory than there is", path=path, hint="make it smaller")
    words = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return InputError(
        f"a fault in quotecheck: {words}",
        path=path,
        hint="--debug shows where; please report it with the file",
    )


class DeskError(InputError):
    """A desk folder that cannot be read or written."""


@dataclass(frozen=True)
class Fault:
    """One fault in a rules file. ``line`` and ``column`` count from 1; ``where`` is the path of
    keys down to the field (``patterns.post-name-cue.weight``). One that is ``harmless`` may well be
    meant, and is told all the same."""

    message: str
    where: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    harmless: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        subject = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {subject}{self.message}{hint}"


class RulesError(QuotecheckError):
    """A rules file with faults: every one that was found, in file order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(
            sorted(faults, key=lambda fault: (fault.path, fault.line, fault.column))
        )
        super().__init__("\n".join(map(str, self.faults)))
