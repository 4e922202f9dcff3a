"""Attribution: who is speaking in each quotation, decided among options with weighed features.

In: spans and chunks of `reading`, names of `people`. Out: for each quotation a choice with its
confidence, its reasons and its runners-up (`preparing`, then `candidates`, then `decide`), and
through whom the words came (`media`).
"""
