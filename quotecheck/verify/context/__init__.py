"""The surroundings of a passage: the person quoted in it, whether it is asserted, the words cut
off.

In: a placement of a quotation. Out: remarks for the editor (`remarks`), each with its reason, from
the words around it (`running_on`), the words left off (`cropped`, `cut_numbers`), people whom the
speaker quotes (`secondhand`, `reporter`), words that are not stated (`unasserted`), and words that
a rough transcript may have misheard (`misheard`).
"""
