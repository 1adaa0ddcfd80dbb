"""`python -m booklet`: the same as the command `booklet`."""

from booklet.cli import main

main()
