"""Fixtures that the tests of the batch run share."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_samples import make_folder, make_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return make_sources(tmp_path)
