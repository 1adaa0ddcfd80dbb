"""`questions.yaml`: questions for the group.

Takes the text of the file; gives `Question`s in its order. Whether a scene is in the
script is not asked here.

```yaml
questions:
  - id: q-lamp                  # may be left out
    scene: "2"                  # number of the scene; left out for the whole script
    question: Why does nobody put the lamp out?
    answer: Look at who paid for the oil.
    themes: [waiting]
```
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from booklet.model import Question
from booklet.problems import Result
from booklet.read.yaml.entries import duplicates, read_entries, references_in
from booklet.read.yaml.shape import Shape, TextList


class QuestionEntry(Shape):
    """An entry of `questions.yaml`."""

    id: str = ""
    question: Annotated[str, Field(min_length=1)]
    scene: str = ""
    answer: str = ""
    themes: TextList = ()


def parse_questions(text: str, file: str) -> Result[tuple[Question, ...]]:
    """The questions in `text`; one without an id is named after its place (`q1`)."""
    read = read_entries(text, file, "questions", QuestionEntry, "a question")
    if read.value is None:
        return Result(None, read.problems)
    questions = tuple(
        Question(
            id=entry.value.id or f"q{entry.index + 1}",
            question=entry.value.question,
            span=entry.node.span,
            scene=entry.value.scene,
            answer=entry.value.answer,
            themes=entry.value.themes,
        )
        for entry in read.value.entries
    )
    named = ((question.id, question.span) for question in questions)
    return Result(
        questions,
        read.problems
        + references_in(read.value.entries, "question", "answer")
        + duplicates(named, "duplicate-question", "the id"),
    )
