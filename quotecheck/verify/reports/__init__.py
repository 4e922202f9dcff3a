"""Reports without marks: the passages on the same matter, and the particulars that do not agree.

In: a report, or a whole story, and a library. Out: passages that support it or clash with it
(`searching`, `judging`), and the particulars of a story ticked off (`story`).
"""

from quotecheck.verify.reports.asking import Report
from quotecheck.verify.reports.judging import ReportChecker
from quotecheck.verify.reports.statements import stated, statements

__all__ = ["Report", "ReportChecker", "stated", "statements"]
