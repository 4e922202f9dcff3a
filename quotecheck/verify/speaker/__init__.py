"""Comparing speakers: is the person whom an article names the one who speaks in a source?"""
