"""The examples in the documents are true."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
import yaml

from quotecheck.cli import build_parser

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["docs/library.md"])
def test_the_examples_run(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False)
    assert tried
    assert not failed


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_the_files_that_a_page_links_to_are_there(page):
    import re

    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_the_hook_runs_a_command_that_there_is():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "quotecheck"
    options = build_parser(arguments[0]).parse_args([*arguments, "draft.txt"])
    assert (options.format, options.paths) == ("concise", ["draft.txt"])
