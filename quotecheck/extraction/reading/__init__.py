"""Reading a text: its marks, what its words do, its phrases, and the look of quoted spans.

In: the text of an article and the rules. Out: spans (`marks`), classes of words
(`word_classes`), chunks (`chunks`), and the kinds and shapes of what stands between marks
(`kinds`, `shapes`, `terms`). Nothing here knows of people or speakers.
"""
