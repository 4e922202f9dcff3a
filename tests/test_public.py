"""The public names, on which programs may rely, each documented and with a signature."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

from quotecheck.desk import Desk

LIBRARY = (Path(__file__).parents[1] / "docs" / "library.md").read_text("utf-8")
PUBLIC = {
    "quotecheck": "__version__ check extract",
    "quotecheck.model": (
        "NARRATION Article Attribution Candidate Check Decision DiffOp Document Feature Flag Kind"
        " Medium Mention Particular ParticularKind Passage Pending Place Quotation Reading"
        " ReportCheck ReportVerdict Source Speaker SpeakerMatch State Tick Tier Triage Turn Unread"
        " Verdict Wording"
    ),
    "quotecheck.rules": "Rules load",
    "quotecheck.sources": "Library open_library",
    "quotecheck.record": (
        "Record SCHEMA_VERSION decision_record dumps from_record passage_record read_decision"
        " read_passage schema to_record"
    ),
    "quotecheck.desk": (
        "Action Change DEFAULT_FOLDER Desk DeskState Entry Event QuoteState Reopened Signature"
        " Status digest sources_digest"
    ),
    "quotecheck.errors": "DeskError Fault InputError QuotecheckError RulesError fault",
}
NAMES = [(module, name) for module, names in PUBLIC.items() for name in names.split()]
PARTLY = {"quotecheck.rules"}
"""Modules that give more to the other modules of the package than is public."""


@pytest.mark.parametrize("module", PUBLIC)
def test_a_module_gives_out_what_is_public(module):
    given, listed = importlib.import_module(module).__all__, PUBLIC[module].split()
    if module in PARTLY:
        assert set(listed) <= set(given)
    else:
        assert sorted(given) == sorted(listed)


@pytest.mark.parametrize("module", PUBLIC)
def test_the_page_on_the_library_lists_the_module(module):
    assert f"| `{module}` |" in LIBRARY


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_a_public_name_is_documented(module, name):
    thing = getattr(importlib.import_module(module), name)
    if inspect.isclass(thing) or inspect.isfunction(thing):
        assert inspect.getdoc(thing)
    if inspect.isfunction(thing):
        signature = inspect.signature(thing)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(each.annotation is not each.empty for each in signature.parameters.values())


def test_every_method_of_the_desk_is_documented():
    methods = inspect.getmembers(Desk, inspect.isfunction)
    assert [name for name, method in methods if name[0] != "_" and not method.__doc__] == []
