"""Searching the sources as a person asks: beginnings and forms of words, phrases, who, when."""
