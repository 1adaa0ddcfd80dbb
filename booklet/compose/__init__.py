"""The composing room: an edition becomes HTML, by templates and styles that a course may
override.

In: an `Edition` and the course's folder. Out: a web page, or a document for the typesetter.
The only room that knows Jinja2, and that opens templates and styles.
"""

from booklet.compose.guarding.at_work import where
from booklet.compose.guarding.catalogue import (
    TemplateInfo,
    copy_template,
    list_templates,
    shipped_changes,
    take_over,
)
from booklet.compose.making.document import PrintDocument, compose_print
from booklet.compose.making.epub import compose_epub
from booklet.compose.making.meetings import ComposedPlan, compose_plan
from booklet.compose.making.page import compose_page
from booklet.compose.making.review_sheet import ComposedReview, compose_review_sheet

__all__ = [
    "ComposedPlan",
    "ComposedReview",
    "PrintDocument",
    "TemplateInfo",
    "compose_epub",
    "compose_page",
    "compose_plan",
    "compose_print",
    "compose_review_sheet",
    "copy_template",
    "list_templates",
    "shipped_changes",
    "take_over",
    "where",
]
