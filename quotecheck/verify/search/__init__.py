"""Searching: the passages of a library that a quotation may come from.

In: a printed quotation and a library. Out: its placements, best first (`finding`); passages that
are only near (`nearest`), or that have a part of it (`splice`) or its words in another order
(`shuffled`).
"""
