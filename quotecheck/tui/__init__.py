"""The Textual app of the review desk; imported only by ``quotecheck review``."""
