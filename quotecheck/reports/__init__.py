"""Reports: checked drafts, and what was decided on them, in the forms that are read elsewhere.

In: checked documents, or articles with their decisions. Out: lines (`text`, `concise`), tables
(`tables`), pages (`html`, `record_page`), records for other programs (`sarif`, `baseline`),
papers (`decided`, `pack`), and copies of the draft (`annotated`, `corrected`, made in `office` or
from `edits`). Nothing here decides anything.
"""
