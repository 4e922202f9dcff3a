"""Reports without marks: where the sources speak of it, and which particulars do not agree."""

from quotecheck.verify.reports.asking import Report
from quotecheck.verify.reports.judging import ReportChecker
from quotecheck.verify.reports.statements import stated, statements

__all__ = ["Report", "ReportChecker", "stated", "statements"]
