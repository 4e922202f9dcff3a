"""The rules: everything an editor can change, in one YAML file.

``load()`` gives the default rules, ``load(path)`` a desk's own; a file that says
``extends: default`` holds only what differs.
"""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from pathlib import Path
from typing import Any

from quotecheck.errors import Fault, RulesError
from quotecheck.files import sealed, unsealed, whole
from quotecheck.rules import source
from quotecheck.rules.convert import convert, plain
from quotecheck.rules.schema import Person, Rules

__all__ = ["Person", "Rules", "default_path", "load"]


def default_path() -> Path:
    """Where the default rules are: beside this module in a wheel, at the top of a checkout."""
    shipped = Path(__file__).with_name("default.yaml")
    return shipped if shipped.exists() else Path(__file__).parents[2] / "rules.yaml"


def load(path: str | Path | None = None, *, cache_dir: Path | None = None) -> Rules:
    """The rules in ``path`` (default: the ones quotecheck ships), checked.

    ``cache_dir`` may hold parsed rules from one start to the next, without their examples; it is
    written to if that is possible and never needed. Raises RulesError with every fault, or
    InputError.
    """
    chosen = Path(path) if path is not None else default_path()
    data = source.read_bytes(chosen)
    default = source.read_bytes(default_path()) if path is not None else b""
    digest = sha256(b"\0".join((_ENGINE, data, default))).hexdigest()
    cached = cache_dir / f"rules-{digest[:32]}.json" if cache_dir is not None else None
    if cached is not None and (table := _read_cache(cached)) is not None:
        rules, faults = convert(Rules, table, source.Place(str(chosen), 1, 1))
        if not faults:
            return _named(rules, digest)
    tree = _read(chosen, data, default)
    rules, faults = convert(Rules, tree, source.Place(str(chosen), 1, 1))
    if faults:
        raise RulesError(faults)
    if cached is not None:
        _write_cache(cached, _without_examples(plain(tree)))
    return _named(rules, digest)


def _named(rules: Rules, digest: str) -> Rules:
    return dataclasses.replace(rules, hash=digest[:16])


# Bumped when the form of the cache changes.
_ENGINE = b"3"


def _read(path: Path, data: bytes, default: bytes) -> source.Table:
    tree = source.parse(data, str(path))
    extends = tree.get("extends")
    if extends is None:
        return tree
    if extends != "default":
        spot = getattr(extends, "place", tree.place)
        message = f"cannot extend {str(extends)!r}"
        hint = "write  extends: default"
        raise RulesError([Fault(message, "extends", spot.path, spot.line, spot.column, hint)])
    if not default:
        return tree
    return source.merge(source.parse(default, str(default_path())), tree)


def _without_examples(table: Any) -> Any:
    """What running needs: the examples, half of the file, are for testing it."""
    if not isinstance(table, dict):
        return table
    return {key: _without_examples(item) for key, item in table.items() if key != "examples"}


def _read_cache(path: Path) -> object | None:
    import json

    try:
        return dict(json.loads(unsealed(path.read_bytes())))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _write_cache(path: Path, table: object) -> None:
    """Write the parsed rules for the next start. A cache that cannot be written is no fault."""
    import json
    from contextlib import suppress

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole(path) as partial:
            text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
            partial.write_bytes(sealed(text.encode()))
