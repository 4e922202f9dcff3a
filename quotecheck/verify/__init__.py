"""Verification: comparing the printed words with the words of the sources.

In: quotations, and reports without marks, with a library. Out: for each a check with its verdict,
its flags and its passages. `compare` and `speaker` judge words and names, `search` finds the
passages, `context` reads the text around them, `verdict` sums up; `story` takes the quotations of
one story together, `reports` handles words without marks.
"""

from quotecheck.verify.check import Checker, check, check_quotation, check_quote

__all__ = ["Checker", "check", "check_quotation", "check_quote"]
