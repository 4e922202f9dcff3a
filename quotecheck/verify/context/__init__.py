"""The surroundings of a passage: who is quoted in it, whether it is asserted, what was cut off."""
