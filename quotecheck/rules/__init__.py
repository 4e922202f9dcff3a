"""The rules: everything an editor can change, in one YAML file.

``load()`` gives the default rules, ``load(path)`` a desk's own; a file that says
``extends: default`` holds only what differs.
"""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from pathlib import Path

from quotecheck.errors import Fault, RulesError
from quotecheck.rules import kept, source
from quotecheck.rules.convert import convert
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
    digest = sha256(b"\0".join((b"3", data, default))).hexdigest()
    keeping = kept.path_in(cache_dir, digest) if cache_dir is not None else None
    if keeping is not None and (kept_rules := kept.read(keeping)) is not None:
        return kept_rules
    checked, faults = convert(Rules, _read(chosen, data, default), source.Place(str(chosen), 1, 1))
    if faults:
        raise RulesError(faults)
    rules: Rules = dataclasses.replace(checked, hash=digest[:16])
    if keeping is not None:
        kept.write(keeping, rules)
    return rules


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
