"""What templates get: an edition as plain data, every word of it typeset."""
