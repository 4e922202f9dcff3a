"""Words that a quotation seems to cut off, and that stand in the one right beside it."""

from __future__ import annotations

from dataclasses import replace

from quotecheck.model import Check, Flag, Triage, Verdict
from quotecheck.rules.wording import Policy
from quotecheck.verify.context.cropped import told_in, without_cut


def uncropped(check: Check, policy: Policy, *, after: bool) -> Check:
    """The check of verbatim words without the remark that something was cut off right after them,
    or right before, because the story has it in its next quotation, or in the one before."""
    why = without_cut(check.why, after=after)
    if check.verdict is not Verdict.VERBATIM or why == check.why:
        return check
    if told_in(why):
        return replace(check, why=why)
    flags = tuple(flag for flag in check.flags if flag is not Flag.CROPPED)
    passes = set(flags).isdisjoint(policy.looks)
    return replace(check, why=why, flags=flags, triage=Triage.PASS if passes else check.triage)
