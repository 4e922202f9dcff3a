"""Tools for assistants: short, structured answers about the drafts and sources of named folders.

`workspace` knows which files an assistant may read, `answers` gives the answers, `server` offers
them over the Model Context Protocol (https://modelcontextprotocol.io).
"""
