"""Settings: the editor's own (`own`), and those of a folder of drafts (`finding`, `folder`).

In: TOML files (`toml`). Out: records of settings; a fault is told with its file and line.
"""
