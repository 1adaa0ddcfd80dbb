"""`glossary.yaml`: words that the reader may not know.

Takes the text of the file; gives `Term`s in its order.

```yaml
terms:
  - term: wick
    forms: [wicks]              # other forms in which the script has the word
    meaning: The cord in a lamp that draws up the oil.
```
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from booklet.model import Term
from booklet.problems import Result
from booklet.read.yaml.entries import duplicates, read_entries, references_in
from booklet.read.yaml.shape import Shape, TextList


class TermEntry(Shape):
    """An entry of `glossary.yaml`."""

    term: Annotated[str, Field(min_length=1)]
    meaning: Annotated[str, Field(min_length=1)]
    forms: TextList = ()


def parse_glossary(text: str, file: str) -> Result[tuple[Term, ...]]:
    """The terms in `text`; a term that stands there twice is a `duplicate-term`."""
    read = read_entries(text, file, "terms", TermEntry, "a term")
    if read.value is None:
        return Result(None, read.problems)
    terms = tuple(
        Term(entry.value.term, entry.value.meaning, entry.node.span, entry.value.forms)
        for entry in read.value.entries
    )
    named = ((term.term, term.span) for term in terms)
    return Result(
        terms,
        read.problems
        + references_in(read.value.entries, "meaning")
        + duplicates(named, "duplicate-term", "the term"),
    )
