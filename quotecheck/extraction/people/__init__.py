"""The people of an article: the names, and the person whom every other mention means.

In: the tokens and chunks of `reading`. Out: a `resolver` that answers for any mention (a
surname, a title, *she*, *the senator*, *a spokesman*) with the fullest name that the article
gives, and how sure that is.
"""
