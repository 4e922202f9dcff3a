"""Quotations of one story together: headlines and captions, and quotations printed in parts.

In: an article and the checks of its quotations. Out: those in a headline (`headline`) or under a
picture (`captions`), and those that are parts of one quotation in the source (`joined`).
"""
