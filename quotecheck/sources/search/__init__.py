"""Searching the sources for a person: beginnings and forms of words, phrases, speaker, date.

In: a library and the typed query (`query`). Out: sentences, the best first (`searcher`, `found`).
"""
