"""The shelf: where templates, styles, fonts and pictures of a course lie, and what they hold."""
