"""The properties of a group of an RTF document."""

from __future__ import annotations

from enum import Enum, auto

from quotecheck.formats.rtf_flow import Flow


class In(Enum):
    """The kind of thing that a group holds."""

    TEXT = auto()
    NOTHING = auto()  # left out with all that is inside
    FRAME = auto()  # no words, but groups with words may be inside
    FONTS = auto()
    STYLES = auto()
    INFO = auto()
    TITLE = auto()
    AUTHOR = auto()
    CREATED = auto()
    REVISED = auto()


class Group:
    """The properties in force, which a group inherits and gives back at its end."""

    __slots__ = (
        *("flow", "font", "heading", "holds", "in_table", "level", "look", "merges", "skip"),
        *("style", "unicode_holds"),
    )

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.holds = In.TEXT
        self.unicode_holds: In | None = None  # what \ud holds, in \upr
        self.look = 0
        self.font = -1
        self.skip = 1  # how many characters stand in for one that \u gives
        self.in_table = False
        self.level = 1
        self.style = 0
        self.heading = False
        self.merges = False  # the next paragraph goes on with this one, a drop cap

    def inner(self) -> Group:
        """A group inside this one."""
        group = Group.__new__(Group)
        for name in Group.__slots__:
            setattr(group, name, getattr(self, name))
        return group
