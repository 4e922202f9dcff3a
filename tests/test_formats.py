"""Web pages as drafts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotecheck.formats import html_text


def test_a_web_page_keeps_what_a_reader_reads():
    page = """<html><head><title>x</title><script>"no"</script></head><body>
      <nav>Home</nav><h1>Dam &amp; mayor</h1>
      <p>“The <b>dam</b> will
      hold,” Quill said.<br>She <q>left</q>.</p><figcaption>Mara Quill</figcaption>
      <footer>(c)</footer></body></html>"""
    assert html_text(page) == (
        "Dam & mayor\n\n“The dam will hold,” Quill said.\n\nShe “left”.\n\nMara Quill"
    )


@given(st.text())
def test_no_page_can_break_the_reader(page):
    assert "\0" not in html_text(page)
