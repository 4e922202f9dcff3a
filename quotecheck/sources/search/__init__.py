"""Searching the sources as a person asks: beginnings and forms of words, phrases, who, when.

In: a library and what was typed (`query`). Out: sentences, the best first (`searcher`, `found`).
"""
