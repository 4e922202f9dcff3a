"""The questions that the desk asks the editor, one to a dialog."""
