"""The base class of records in a rules file, which are made from keywords and never change.

A record is a dataclass for the sake of its fields. These methods replace the ones that Python would
generate and compile anew for each class, which takes a tenth of every start.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, fields
from typing import Any


class RuleRecord:
    """A frozen record, to be decorated with ``@dataclass(init=False, eq=False, repr=False)``."""

    def __init__(self, **given: Any) -> None:
        values = vars(self)
        for field in fields(self):  # type: ignore[arg-type]  # each subclass is a dataclass
            if field.name in given:
                values[field.name] = given.pop(field.name)
            elif field.default_factory is not MISSING:
                values[field.name] = field.default_factory()
            elif field.default is not MISSING:
                values[field.name] = field.default
            else:
                raise TypeError(f"{type(self).__name__} needs {field.name!r}")
        if given:
            raise TypeError(f"{type(self).__name__} has no {', '.join(map(repr, given))}")
        self.__post_init__()

    def __post_init__(self) -> None:
        """Refuse values that the record cannot hold; by default none."""

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")
