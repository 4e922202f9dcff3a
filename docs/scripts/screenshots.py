"""The screenshots of the documentation.

python docs/scripts/screenshots.py docs/images
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from quotecheck import rules
from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.tui.app import ReviewApp

SAMPLES = Path(__file__).parents[2] / "seeds" / "samples"
SHOTS = {"review-wide": ((160, 44), []), "review-narrow": ((80, 24), [])}


async def shoot(target: Path) -> None:
    bench = FileBench([SAMPLES / "stories" / "pier-vote.txt"], [SAMPLES / "sources"], rules.load())
    for name, (size, keys) in SHOTS.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            Desk(Path(folder), "Ann", sources=bench.sources) as desk,
        ):
            app = ReviewApp(desk, bench)
            async with app.run_test(size=size) as pilot:
                await pilot.press(*keys)
                await pilot.pause(0.2)
                svg = app.export_screenshot(title="quotecheck review")
        # The picture must not ask a font host.
        svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
        (target / f"{name}.svg").write_text(svg.replace("Fira Code", "monospace"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(shoot(Path(sys.argv[1])))
