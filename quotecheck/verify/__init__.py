"""Verification: how the printed words stand to the words of the sources."""

from quotecheck.verify.check import Checker, check, check_quotation, check_quote

__all__ = ["Checker", "check", "check_quotation", "check_quote"]
