"""Quotations of one story together: headlines and captions, and quotations printed in parts.

In: an article and the checks of its quotations. Out: which stand in a headline (`headline`) or
under a picture (`captions`), and which are parts of one in the source (`joined`).
"""
