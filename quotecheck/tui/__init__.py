"""The Textual app of the review desk; imported only by ``quotecheck review``.

In: a desk and a bench of articles. Out: decisions in that desk. `app` knows the screens, `host` is
the app as `screens`, `dialogs` and `widgets` see it.
"""
