"""Confidential sources: whoever is named in confidence leaves the desk under an alias only.

The private journals say who is confidential. The desk's other journals may hold the name too,
where somebody decided that this person is speaking: they are not exported. `Veil` puts the alias in
the place of the name in everything that is exported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.desk.events import Action, Event
from quotecheck.desk.state import undone_ids
from quotecheck.desk.veil import Veil
from quotecheck.errors import DeskError, InputError

if TYPE_CHECKING:
    from quotecheck.desk.store import Store

__all__ = ["Veil", "aliases", "complaint", "refuse_named", "veil_beside", "veil_of"]

_ALIAS = re.compile(r"[^\W_][\w .’-]{0,60}")


def complaint(alias: str) -> str:
    """The fault of an alias, or nothing; an empty one is allowed, and lifts the confidence."""
    if alias and not _ALIAS.fullmatch(alias):
        return "an alias begins with a letter or digit, then letters, digits, spaces, . - ’"
    return ""


def aliases(events: Iterable[Event]) -> dict[str, str]:
    """The alias of each confidential name, as the events of a desk leave it."""
    events = list(events)
    undone = undone_ids(events)
    found: dict[str, str] = {}
    for event in events:
        if event.alias is not None and event.id not in undone:
            found[event.alias.name] = event.alias.alias
    return {name: alias for name, alias in found.items() if alias}


def veil_of(store: Store, known: Mapping[str, str]) -> Veil:
    """The veil over the confidential names of a desk, which ``known`` gives with their aliases.

    Raises:
        DeskError: a private journal that may name another cannot be read: what is exported could
            name a source.
    """
    missing = store.missing_confidences()
    if missing:
        raise DeskError(
            f"not exported, for it cannot be known who is confidential: {'; '.join(missing)}",
            path=str(store.folder),
            hint="restore the private journals, or have their owner export",
        )
    rows = [(row.id, row.at) for row in store.rows.general if row.action is not Action.OPEN]
    # Times and places, not names, which a hash would let others try out.
    return Veil(known, sha256(repr(rows).encode()).hexdigest()[:16] if known else "")


def veil_beside(folder: Path) -> Veil:
    """The veil of a desk folder; nobody is confidential where there is none. Raises DeskError."""
    from quotecheck.desk.store import Store

    if not folder.is_dir():
        return Veil({})
    store = Store(folder, "report", "host", read_only=True)
    return veil_of(store, aliases(row.event for row in store.rows.general))


def refuse_named(said: Iterable[str], path: str, veil: Veil) -> None:
    """Raise InputError if one of the texts of a copy of a draft names a confidential source: a
    draft's own words are never changed to hide somebody."""
    if veil and any(map(veil.hides, said)):
        raise InputError(
            "names a confidential source: no copy of it is written",
            path=path,
            hint="take the name out of the draft",
        )
