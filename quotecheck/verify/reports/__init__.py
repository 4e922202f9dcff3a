"""Reports without marks: where the sources speak of it, and which particulars do not agree.

In: a report, or a whole story, and a library. Out: passages that say so, or clash with it
(`searching`, `judging`), and the particulars of a story ticked off (`story`).
"""

from quotecheck.verify.reports.asking import Report
from quotecheck.verify.reports.judging import ReportChecker
from quotecheck.verify.reports.statements import stated, statements

__all__ = ["Report", "ReportChecker", "stated", "statements"]
