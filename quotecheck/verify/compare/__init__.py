"""Comparing words: a printed quotation laid beside a passage, and each difference judged.

In: printed words and the words of a source. Out: a `placement` with its edits, each edit with its
effect on the sense (`align`, then `edges` and `order`, then `changes`).
"""
