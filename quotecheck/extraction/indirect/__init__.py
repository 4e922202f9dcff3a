"""Indirect quotations: what somebody is reported to have said, without marks.

In: the chunks of a sentence and its verbs of reporting. Out: the extent of each report and its
speaker (`finding`, from `reporting` and `subjects`).
"""
