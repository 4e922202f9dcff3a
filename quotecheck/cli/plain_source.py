"""Going to the source from plain mode: opening it at the place, giving its words to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecheck.errors import QuotecheckError
from quotecheck.launching import browser_is_here, launch_for, start
from quotecheck.reports.citing import citation
from quotecheck.sources.originals import Form, Original, originals

if TYPE_CHECKING:
    from quotecheck.desk import Desk
    from quotecheck.desk.bench import Bench
    from quotecheck.model import Passage
    from quotecheck.settings.programs import Programs


def open_source(passage: Passage | None, bench: Bench, programs: Programs) -> str:
    """Open what is nearest to the words of the passage; returns what was done, or why not, and
    what else there is."""
    if passage is None:
        return "there is no passage to open"
    found, troubles = originals(passage, bench.sources.get(passage.source), bench.source_paths)
    if not found:
        return "; ".join(troubles) or "there is nothing here that could be opened"
    try:
        way_back = _open(found[0], programs)
    except QuotecheckError as error:
        return str(error)
    more = "".join(f"; also {each.words}" for each in found[1:])
    return f"opened: {found[0].words} · {way_back}{more}"


def words_to_copy(passage: Passage | None, bench: Bench, desk: Desk) -> str:
    """The words of the passage with where they stand; confidential names under their aliases."""
    if passage is None:
        return "there is no passage"
    found = originals(passage, bench.sources.get(passage.source), bench.source_paths).found
    web = [each.address for each in found if each.form is Form.WEB]
    return desk.veil()(citation(passage, web[0] if web else ""))


def _open(original: Original, programs: Programs) -> str:
    """Open one; returns how one comes back."""
    if not original.address:
        launch = launch_for(original, programs)
        if launch.waits:
            print(launch.way_back, flush=True)
        start(launch)
        back = f"{launch.program} has it, {launch.way_back}"
        return f"you are back from {launch.program}" if launch.waits else back
    if not browser_is_here():
        raise QuotecheckError(f"there is no browser here for {original.address}")
    import webbrowser

    webbrowser.open(original.address)
    return "the browser has it, the desk goes on here"
