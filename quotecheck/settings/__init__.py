"""Settings: the editor's own (`own`), and those of a folder of drafts (`finding`, `folder`)."""
