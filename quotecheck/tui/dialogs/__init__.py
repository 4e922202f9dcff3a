"""What the desk asks of the editor, one question a dialog."""
