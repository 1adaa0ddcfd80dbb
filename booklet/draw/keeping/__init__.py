"""What `annotations.yaml` keeps: written by hand, decided, remembered, found again.

Takes drawn annotations and records; gives the annotations that hold, and the file's text.
Uses `finding` alone.
"""
