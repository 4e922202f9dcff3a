"""``quotecheck --version --verbose``: what decides, and what is installed, for a report of a
fault and for whoever compares the results of two machines."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib import metadata

from quotecheck import __version__
from quotecheck.cli import common
from quotecheck.installed import DISTRIBUTION

_FOR_DEVELOPERS = ("dev", "docs")


def version_lines() -> Iterator[str]:
    """A line each for the version, the engine, the rules, the weights, Python and the extras."""
    from quotecheck.code import engine_version
    from quotecheck.rules import default_path, weights_path

    rules = common.load_rules(None)
    weights = {**rules.weights, **rules.attribution.by_hand()}
    numbers = sha256(repr(sorted(weights.items())).encode()).hexdigest()[:16]
    yield f"quotecheck {__version__}"
    yield f"engine     {engine_version()}"
    yield f"rules      {rules.hash} · {default_path()}"
    yield f"weights    {numbers} · {len(weights):,} numbers · {weights_path()}"
    yield f"python     {sys.version.split()[0]} · {sys.executable}"
    extras = " · ".join(_extras()) or "unknown: quotecheck is not installed as a package"
    yield f"extras     {extras}"


def _extras() -> Iterator[str]:
    """Each extra with the versions of its libraries, or that it is not installed."""
    try:
        required = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return
    libraries: dict[str, list[str]] = {}
    for each in required:
        found = re.match(r"([\w.-]+).*; extra == ['\"]([\w-]+)['\"]", each)
        if found and found[2] not in _FOR_DEVELOPERS:
            libraries.setdefault(found[2], []).append(found[1])
    for extra, names in libraries.items():
        versions = [_installed(name) for name in names]
        missing = any(version is None for version in versions)
        told = ", ".join(f"{name} {version}" for name, version in zip(names, versions, strict=True))
        yield f"{extra}: not installed" if missing else f"{extra}: {told}"


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
