"""The surroundings of a passage: who is quoted in it, whether it is asserted, what was cut off.

In: a placement of a quotation. Out: remarks for the editor (`remarks`), each with its reason, from
what the speaker goes on to say (`running_on`), what was left off (`cropped`, `cut_numbers`), whom
the speaker quotes (`secondhand`, `reporter`), what is not stated (`unasserted`), and what a rough
transcript may have misheard (`misheard`).
"""
