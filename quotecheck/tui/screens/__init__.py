"""The screens: the folder, the desk, the sign-off, the help."""
