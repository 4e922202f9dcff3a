"""Lists, patterns and sums compiled from the rules once for each version of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from quotecheck.rules.schema import Rules

_Made = TypeVar("_Made")
_Further = ParamSpec("_Further")


def made_once(
    make: Callable[Concatenate[Rules, _Further], _Made],
) -> Callable[Concatenate[Rules, _Further], _Made]:
    """The function, called only once for each version of the rules: later calls return the same
    result.

    Further arguments are also made from the rules, so they do not tell versions apart.
    """
    made: dict[str, _Made] = {}

    @wraps(make)
    def made_or_kept(rules: Rules, /, *args: _Further.args, **kwargs: _Further.kwargs) -> _Made:
        if rules.hash not in made:
            made[rules.hash] = make(rules, *args, **kwargs)
        return made[rules.hash]

    return made_or_kept
