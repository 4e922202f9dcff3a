"""A language server: the quotations of a draft that is open in a text editor, checked as one types.

`positions` turns offsets into an editor's positions, `places` finds quotations in what is open,
`moving` carries what is known over an edit, `drafts` keeps the drafts and decides when they are
read anew, `findings`, `wording` and `actions` say what is shown, `server` speaks the protocol (https://microsoft.github.io/
language-server-protocol/).
"""
