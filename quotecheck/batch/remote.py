"""Articles, sources and output on other file systems (``s3://``, ``memory://``, ...) by fsspec.

Articles are read where they lie. Sources are brought here, for they have to be indexed. An output
elsewhere is worked on in a folder here, which takes up what an earlier run left there, and is sent
back when the run ends, however it ends. Needs the extra ``dask``, which has fsspec.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.batch.outcome import Failure
from quotecheck.batch.walk import FoundFile, Selection
from quotecheck.errors import InputError
from quotecheck.files import MAX_TEXT_BYTES, read_bytes
from quotecheck.installed import extra_hint

if TYPE_CHECKING:
    from quotecheck.batch.plan import Plan

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(path: str | Path) -> bool:
    """Return whether a path names another file system."""
    return isinstance(path, str) and _URL.match(path) is not None


def read(path: str) -> bytes:
    """The bytes of a file, here or elsewhere. Raises InputError."""
    if not is_url(path):
        return read_bytes(Path(path))
    files, inside = _files(path)
    with _telling(path), files.open(inside, "rb") as file:
        data: bytes = file.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise InputError(f"is larger than {MAX_TEXT_BYTES / 1e6:,.0f} MB", path=path)
    return data


def walk_url(url: str, selection: Selection) -> Iterator[FoundFile | Failure]:
    """The articles below an address. Raises InputError, at once, if there is no such folder."""
    files, root = _files(url)
    with _telling(url):
        if not files.isdir(root):
            raise InputError("there is no such folder", path=url, hint="check the address")
    return _walk(files, root.rstrip("/"), selection)


def _walk(files: Any, root: str, selection: Selection) -> Iterator[FoundFile | Failure]:
    for place, folders, names in files.walk(root, detail=True):
        for hidden in [name for name in folders if name.startswith(".")]:
            del folders[hidden]
        for name, info in names.items():
            path = f"{place.rstrip('/')}/{name}"
            if not name.startswith(".") and selection.takes(path[len(root) :].lstrip("/")):
                yield FoundFile(files.unstrip_protocol(path), int(info.get("size") or 0))


@contextmanager
def brought_here(plan: Plan) -> Iterator[Plan]:
    """The plan with sources and output here. Raises InputError."""
    if not any(map(is_url, (*plan.recipe.sources, plan.output))):
        yield plan
        return
    with tempfile.TemporaryDirectory(prefix="quotecheck-") as name:
        here = Path(name)
        sources = tuple(
            _bring(path, _place_for(path, plan.recipe.cache)) if is_url(path) else path
            for path in plan.recipe.sources
        )
        recipe = replace(plan.recipe, sources=sources)
        if not is_url(plan.output):
            yield replace(plan, recipe=recipe)
            return
        output = here / "output"
        there = str(plan.output)
        files, inside = _files(there)
        if files.isdir(inside):
            _bring(there, output)
        try:
            yield replace(plan, recipe=recipe, output=output)
        finally:
            _send(output, there)


def _place_for(url: str, cache: str | None) -> Path:
    """The folder here for sources from elsewhere: always the same, as it is part of their names."""
    base = Path(cache) if cache else Path(tempfile.gettempdir()) / "quotecheck"
    return base / "sources" / hashlib.sha256(url.encode()).hexdigest()[:16]


def _bring(url: str, folder: Path) -> str:
    files, inside = _files(url)
    with _telling(url):
        if not files.exists(inside):
            raise InputError("there is no such file or folder", path=url)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if files.isdir(inside):
            files.get(f"{inside.rstrip('/')}/", f"{folder}/", recursive=True)
        else:
            files.get(inside, str(folder / inside.rpartition("/")[2]))
    return str(folder)


def _send(folder: Path, url: str) -> None:
    """Send what is new or other; the ledger last, for it says what else is there."""
    files, inside = _files(url)
    found = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    with _telling(url):
        for path in sorted(found, key=lambda each: each.name == "ledger"):
            target = f"{inside.rstrip('/')}/{path.relative_to(folder).as_posix()}"
            if not _same(files, target, path):
                files.makedirs(target.rpartition("/")[0], exist_ok=True)
                files.put(str(path), target)


def _same(files: Any, target: str, path: Path) -> bool:
    if not files.exists(target) or files.size(target) != path.stat().st_size:
        return False
    there, here = hashlib.sha256(files.cat_file(target)), hashlib.sha256(path.read_bytes())
    return there.digest() == here.digest()


def _files(url: str) -> tuple[Any, str]:
    """The file system of an address, and the path there."""
    try:
        core: Any = import_module("fsspec.core")
    except ImportError as error:
        raise InputError(
            "addresses need the extra `dask`", path=url, hint=extra_hint("dask")
        ) from error
    with _telling(url):
        files, inside = core.url_to_fs(url)
    return files, str(inside)


@contextmanager
def _telling(url: str) -> Iterator[None]:
    """Turn what file systems raise into one clear message."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("there is no such file", path=url) from error
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"cannot be used: {error}", path=url) from error
