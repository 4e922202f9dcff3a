"""The rules: settings that an editor can change, long lists of names and words, and learned
weights.

``load()`` gives the default rules, ``load(path)`` a desk's own; a file with ``extends: default``
has only the differences.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import reduce
from hashlib import sha256
from pathlib import Path

from quotecheck.errors import Fault, RulesError
from quotecheck.rules import kept, source, weights
from quotecheck.rules.convert import convert
from quotecheck.rules.joining import joined
from quotecheck.rules.notes import notes_on, retold
from quotecheck.rules.schema import Person, Rules

__all__ = ["Person", "Rules", "default_path", "files", "forget", "load", "weights_path"]

DATA = Path(__file__).parents[1] / "data"
"""What is read with the rules: the weights that were learned, and long lists of the world."""


def default_path() -> Path:
    """The path of the default rules: beside this module in a wheel, at the top of a checkout."""
    shipped = Path(__file__).with_name("default.yaml")
    return shipped if shipped.exists() else Path(__file__).parents[2] / "rules.yaml"


def weights_path(rules: str | Path | None = None) -> Path:
    """The path of the learned weights of a rules file: in the package for the default rules, beside
    the file for those of a desk, which need not have any."""
    return DATA / "weights.tsv" if rules is None else weights.weights_beside(Path(rules))


def shipped() -> list[Path]:
    """The files that make up the default rules: long lists, and the file for editors."""
    return [*sorted(DATA.glob("*.yaml")), default_path()]


def files(path: str | Path | None = None) -> list[Path]:
    """Every file that ``load(path)`` reads, whether it exists or not."""
    own = [] if path is None else [Path(path), weights_path(path)]
    return [*shipped(), weights_path(), *own]


def load(path: str | Path | None = None, *, cache_dir: Path | None = None) -> Rules:
    """The rules in ``path`` (default: the ones quotecheck ships), checked.

    A process checks the same files once: while they hold the same bytes, the same rules come back.
    ``cache_dir`` may hold parsed rules from one start to the next, without their examples; it is
    written to if that is possible and never needed. Raises RulesError with every fault, or
    InputError.
    """
    texts = {file: source.read_rules(file) for file in files(path) if _is_wanted(file, path)}
    digest = sha256(b"\0".join((b"4", *texts.values()))).hexdigest()
    rules = _known.get((digest, cache_dir))
    if rules is None:
        rules = _read_or_kept(path, texts, digest, cache_dir)
        if len(_known) >= _MOST_KNOWN:
            _known.pop(next(iter(_known)))
        _known[digest, cache_dir] = rules
    return rules


def _read_or_kept(
    path: str | Path | None, texts: Mapping[Path, bytes], digest: str, cache_dir: Path | None
) -> Rules:
    keeping = kept.path_in(cache_dir, digest) if cache_dir is not None else None
    if keeping is not None and (kept_rules := kept.read(keeping)) is not None:
        return kept_rules
    rules = _known.get((digest, None))  # with their examples: they serve both cases
    if rules is None:
        rules = dataclasses.replace(_read(path, texts), hash=digest[:16])
    if keeping is not None:
        kept.write(keeping, rules)
    return rules


# By the content of their files and the place of the cache; the last few.
_known: dict[tuple[str, Path | None], Rules] = {}
_MOST_KNOWN = 4


def forget() -> None:
    """Forget the rules that were loaded, so that the next load reads its files or their cache."""
    _known.clear()


def _is_wanted(file: Path, path: str | Path | None) -> bool:
    """Return whether a file must exist: all must, except the weights that a desk may have
    learned."""
    return path is None or file != weights_path(path) or file.exists()


def _read(path: str | Path | None, texts: Mapping[Path, bytes]) -> Rules:
    shipped_ones = _shipped(texts)
    own = shipped_ones if path is None else source.parse(texts[Path(path)], str(path))
    stands_alone = path is not None and not _extends(own)
    chain = [path] if path is None or stands_alone else [None, path]
    learned: dict[str, float] = {}
    for file in map(weights_path, chain):
        learned.update(weights.parse(texts.get(file, b""), str(file)))
    tree, told = own, list[Fault]()
    if path is not None:
        base = source.Table() if stands_alone else shipped_ones
        tree, told = joined(Rules, base, own)
        told += notes_on(own, shipped_ones, learned)
    checked, faults = convert(Rules, tree, source.RulePlace(str(path or default_path()), 1, 1))
    features = {*learned, *shipped_ones["attribution"]["weights"]}
    told, faults = (list(retold(each, features)) for each in (told, faults))
    if faults:
        raise RulesError(faults)
    told.sort(key=lambda fault: (fault.line, fault.column))
    rules: Rules = dataclasses.replace(checked, weights=learned, notes=tuple(told))
    return rules


def _shipped(texts: Mapping[Path, bytes]) -> source.Table:
    """The default rules: their files, which have no key in common, as one."""
    parts = (source.parse(texts[file], str(file)) for file in shipped())
    return reduce(lambda whole, part: joined(Rules, whole, part)[0], parts)


def _extends(tree: source.Table) -> bool:
    """Return whether a rules file changes the default rules instead of standing alone."""
    extends = tree.get("extends")
    if extends not in (None, "default"):
        spot = getattr(extends, "place", tree.place)
        message = f"cannot extend {str(extends)!r}"
        hint = "write  extends: default"
        raise RulesError([Fault(message, "extends", spot.path, spot.line, spot.column, hint)])
    return extends == "default"
