"""Text out of files, whatever encoding they were saved in."""
