from quotecheck.files import decode
def mended(text): return text, ()
