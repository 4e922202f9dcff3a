"""Sources: reading them into speaker turns, and finding words in them.

In: files and folders. Out: a library (`opening`, `library`): sources with their turns (`reader`,
`labels`), folded words (`canonical`) and an index in which phrases are found (`shelf`, `phrases`);
`search` answers the questions that a person types.
"""

from quotecheck.sources.library import Library
from quotecheck.sources.opening import open_library

__all__ = ["Library", "open_library"]
