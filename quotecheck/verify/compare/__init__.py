"""Comparing words: a printed quotation laid beside a passage, and each difference judged.

In: printed words and the words of a source. Out: a `placement` with its edits, each edit with
what it does to what was said (`align`, then `edges` and `order`, then `changes`).
"""
