"""Patterns that are compiled when they are first used: few texts need all of them, and compiling
those that most do not need was a twentieth of every start."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that ``re.compile`` gives, made as soon as it is asked for anything."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._given)
        for method in _METHODS:  # found without this detour from now on
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
