"""The words that were changed between two versions of a quotation."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from quotecheck.model import DiffOp

_WORDS = re.compile(r"\S+")


def word_diff(before: str, after: str) -> tuple[DiffOp, ...]:
    """The word diff from ``before`` to ``after``: ``=`` kept, ``-`` gone, ``+`` new words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    ops: list[DiffOp] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            ops.append(DiffOp("=", " ".join(new[j1:j2])))
            continue
        if i1 < i2:
            ops.append(DiffOp("-", " ".join(old[i1:i2])))
        if j1 < j2:
            ops.append(DiffOp("+", " ".join(new[j1:j2])))
    return tuple(ops)
