"""Reading a text: its marks, the classes of its words, its phrases, and the shapes of quoted spans.

In: the text of an article and the rules. Out: spans (`marks`), classes of words (`word_classes`),
chunks (`chunks`), and the kinds and shapes of the spans between marks (`kinds`, `shapes`, `terms`).
Nothing here knows of people or speakers.
"""
