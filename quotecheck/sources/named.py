"""Speakers named by hand, for files that do not say who is speaking.

An editor's names are kept beside the sources, in ``quotecheck-speakers.yaml``, a file that a
person can read and change:

    meeting.vtt:
      Speaker 2: Mara Quill
      Speaker 3: Ed Voss

They are used from then on. The label ``*`` stands for all words of a source without labels.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.files import content_of, whole
from quotecheck.model import Passage, Source
from quotecheck.sources.label_shapes import BLANKS, TIME

FILE = "quotecheck-speakers.yaml"
UNLABELLED = "*"  # all words of a source that has no labels
_LIMIT = 1_000_000  # bytes

_HEAD = """\
# Who speaks in the sources of this folder, where they do not say so themselves:
# the file, then each label as it is printed and the name that it stands for.
# `quotecheck sources name FILE "Speaker 2=Mara Quill"` writes here.
"""


def label_to_name(passage: Passage | None, source: Source | None) -> str | None:
    """The label under which an editor can name the speaker of a passage: the printed one, or
    `UNLABELLED` in a source without labels; None where nothing can be named."""
    if passage is None or not Path(passage.path or "").is_file():
        return None
    if passage.label or passage.speaker:
        return passage.label or passage.speaker
    labelled = source is None or any(turn.label or turn.speaker for turn in source.turns)
    return None if labelled else UNLABELLED


def names_beside(path: Path) -> dict[str, str]:
    """Names that an editor has given to the labels of a source. Raises InputError if the file of
    names beside it is damaged."""
    return dict(_all(path.with_name(FILE)).get(path.name, {}))


def name_speakers(path: Path, names: Mapping[str, str]) -> dict[str, str]:
    """Keep names for labels of a source (an empty name removes one), and return all names now
    known.

    Raises InputError if the file of names is damaged or cannot be written.
    """
    import yaml

    table = path.with_name(FILE)
    rows = {name: dict(row) for name, row in _all(table).items()}
    row = rows.get(path.name, {}) | dict(names)
    rows[path.name] = {label: name for label, name in row.items() if name}
    rows = {name: row for name, row in rows.items() if row}
    try:
        with whole(table) as fresh:
            body = yaml.safe_dump(rows, allow_unicode=True, sort_keys=True) if rows else ""
            fresh.write_text(_HEAD + body, encoding="utf-8")
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise InputError(reason, path=str(table), hint="make the folder writable") from error
    return rows.get(path.name, {})


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    marks, space = r"[*_>\[(<•|\-]{0,4}", rf"[{BLANKS}\t]{{0,20}}"
    names = "|".join(map(re.escape, labels))
    before, behind = (TIME.replace("?P<time>", f"?P<{name}>") for name in ("before", "behind"))
    return re.compile(
        rf"{space}{marks}{space}(?:[\[(]?{before}[\])]?{space}[-–—]?{space})?{marks}{space}"
        rf"(?P<name>{names})(?!\w)[*_]{{0,3}}{space}(?:[\[(]{behind}[\])]{space})?"
        rf"(?:[:.–—|>\])-]{{1,3}}[*_]{{0,3}}|(?=\t|[{BLANKS}]{{2}})|(?=\n|$)){space}"
    )


def naming(path: str | None, label: str) -> str:
    """Return the command that names the person behind a label of a source, for a message."""
    pair = f"{label}=NAME"
    quoted = shlex.quote(pair) if set(pair) & set('"$`\\!') else f'"{pair}"'
    return f"`quotecheck sources name {shlex.quote(path or 'FILE')} {quoted}`"


def named_pattern(labels: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern for the start of lines that begin with one of some labels, up to the words;
    None if there are no labels. A sign, a gap or the end of the line follows the label."""
    return _pattern(tuple(sorted(labels, key=len, reverse=True))) if labels else None


def lines_of_label(text: str, label: str) -> int:
    """Return the number of lines of a text that begin with a label."""
    pattern = _pattern((label,))
    starts = (0, *(match.end() for match in re.finditer(r"\n", text)))
    return sum(pattern.match(text, at) is not None for at in starts)


def _all(table: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        stat = table.stat()
    except OSError:
        return {}
    return _read(table, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _read(table: Path, changed: int, size: int) -> Mapping[str, Mapping[str, str]]:
    """The names in a file of names; time and size tell its states apart."""
    del changed
    import yaml

    hint = "correct it, or delete it and name the speakers again with `quotecheck sources name`"
    if size > _LIMIT:
        raise InputError("is too large to be a list of names", path=str(table), hint=hint)
    try:
        data = yaml.safe_load(content_of(table).decode("utf-8"))
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise InputError(
            "cannot be read as a list of names",
            path=str(table),
            line=None if line is None else line + 1,
            hint=hint,
        ) from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(row, dict) for row in data.values()):
        raise InputError("is not a list of files with their labels", path=str(table), hint=hint)
    return {
        str(name): {str(label): str(speaker) for label, speaker in row.items() if speaker}
        for name, row in data.items()
    }
