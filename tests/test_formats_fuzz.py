"""Damaged office documents: whatever the bytes, the readers raise InputError and nothing else."""

from __future__ import annotations

import random
import runpy
from pathlib import Path

import pytest
from document_samples import docx, epub, fodt, odt, paragraph

from quotecheck.errors import InputError
from quotecheck.formats import contents

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "fuzz_documents.py"
ROW = "<w:tr>" + f"<w:tc>{paragraph('Q.')}</w:tc>" * 2 + "</w:tr>"
BOX = "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
NOTE = "<text:note><text:note-body><text:p>Below.</text:p></text:note-body></text:note>"
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset128 A;}}{\info{\title a}}\f0\'83\'5c\u8217?"
    rb"{\footnote\ftnalt a\par}{\*\shpinst{\shptxt b\par}}\pard\intbl c\cell d\cell\row"
    rb"{\deleted e\par}\itap2 f\nestcell{\*\nesttableprops\nestrow}\pard{\upr g{\*\ud h}}\par}"
)
SEEDS = {
    "x.docx": docx(f"<w:tbl>{ROW}</w:tbl>" + paragraph("It held."), {"styles": "<w:style/>"}),
    "x.odt": odt(f"<text:p>It{NOTE} held.{BOX}</text:p>"),
    "x.fodt": fodt(f"<text:h>It{NOTE} held.{BOX}</text:h>"),
    "x.rtf": RTF,
    "x.epub": epub(["<h1>The dam</h1><p>It held.</p>", "<table><tr><td>a</td></tr></table>"]),
}


@pytest.mark.parametrize("path", SEEDS)
def test_no_damage_breaks_a_reader(path):
    mutated = runpy.run_path(str(SCRIPT))["mutated"]
    rng = random.Random(1)
    for _ in range(150):
        try:
            read = list(contents(mutated(rng, SEEDS[path]), path))
        except InputError:
            continue
        for content in read:
            assert all(0 <= block.lead <= len(block.text) for block in content.blocks)
