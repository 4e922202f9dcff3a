"""Words that a quotation seems to cut off, but that the quotation right beside it has."""

from __future__ import annotations

from dataclasses import replace

from quotecheck.model import Check, Flag, Triage, Verdict
from quotecheck.rules.wording import Policy
from quotecheck.verify.context.cropped import told_in, without_cut


def uncropped(check: Check, policy: Policy, *, after: bool) -> Check:
    """The check of verbatim words without the remark that something was cut off right after or
    before them, since the story's next or previous quotation has it."""
    why = without_cut(check.why, after=after)
    if check.verdict is not Verdict.VERBATIM or why == check.why:
        return check
    if told_in(why):
        return replace(check, why=why)
    flags = tuple(flag for flag in check.flags if flag is not Flag.CROPPED)
    passes = set(flags).isdisjoint(policy.looks)
    return replace(check, why=why, flags=flags, triage=Triage.PASS if passes else check.triage)
