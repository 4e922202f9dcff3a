"""Two calm themes. Blue and orange, which nearly everybody can tell apart; never colour alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="quotecheck-dark",
    dark=True,
    primary="#7fb0e0",
    secondary="#9aa7b8",
    accent="#e8b465",
    warning="#e8b465",
    error="#f08c4a",
    success="#7fb0e0",
    foreground="#dde2ea",
    background="#14171c",
    surface="#1a1e25",
    panel="#262c36",
    variables={
        "quote-ink": "#dde2ea",
        "quote-here": "#f5ead0",
        "here-ground": "#3a3420",
        "match-ground": "#1f3a52",
        "dim-ink": "#8792a2",
        "cursor-ground": "#2a3442",
        "border-blurred": "#39414e",
    },
)

LIGHT = Theme(
    name="quotecheck-light",
    dark=False,
    primary="#1d5a96",
    secondary="#55606e",
    accent="#9a5b00",
    warning="#8a5000",
    error="#b3450a",
    success="#1d5a96",
    foreground="#22262c",
    background="#faf8f4",
    surface="#f2efe8",
    panel="#e4dfd4",
    variables={
        "quote-ink": "#22262c",
        "quote-here": "#3a2a00",
        "here-ground": "#f8e7b8",
        "match-ground": "#cfe3f5",
        "dim-ink": "#69727e",
        "cursor-ground": "#dfe7ef",
        "border-blurred": "#c9c3b6",
    },
)

THEMES = (DARK, LIGHT)
