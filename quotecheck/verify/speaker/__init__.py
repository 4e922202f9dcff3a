"""Comparing speakers: whether the person whom an article names is the one who speaks in a source.

In: the name in an article and the label of a turn. Out: the same person, another one, or unknown
(`speakers`), from names taken apart (`names`) and claims that name no person (`impersonal`).
"""
