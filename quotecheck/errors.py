"""The exceptions that quotecheck raises on purpose.

    QuotecheckError
    ├── InputError     a file or folder that cannot be used
    ├── RulesError     a rules file with faults
    └── DeskError      a desk folder that cannot be used

Each says what is wrong, where, and what to do about it; the command line prints it in one line
and exits with 2.
"""

from __future__ import annotations


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


class DeskError(InputError):
    """A desk folder that cannot be read or written."""
