"""What a division of a TEI play is: a part, an act, a scene, or only a wrapper.

Takes a `div` (or `prologue`, `epilogue`), gives its kind, heading and label. The type
decides where it is a word for an act or a scene in one of the languages of `headings`;
else the heads and the divisions inside do.
"""

from __future__ import annotations

import re
from typing import Literal

from booklet.read.headings import is_plain, names_act, names_scene, number_in
from booklet.read.tei.inline import STAGE, Element, has_text, name_of, names, text_of

DivisionKind = Literal["part", "act", "scene", "inner"]

_WHO_IS_ON_STAGE = "configuration"
"""The type of a division that ends where somebody comes or goes, in DraCor: no scene is named."""

DIVISIONS = names("div div0 div1 div2 div3 div4 div5 div6 div7 prologue epilogue")
_SPOKEN = ("{*}sp", "{*}l", "{*}p", "{*}ab", "{*}lg")


def division_kind(element: Element) -> DivisionKind:
    """What the division is. "inner" is a wrapper whose content belongs to what is around."""
    kind = element.get("type", "")
    divisions = [child for child in element if name_of(child) in DIVISIONS]
    inner = [division_kind(child) for child in divisions]
    if names_act(kind):
        return "part" if "act" in inner else "act"
    if name_of(element) in ("prologue", "epilogue") or names_scene(kind):
        return "scene"
    heading = title_of(element)
    if "part" in inner or "act" in inner:
        return "part"
    if "scene" in inner:
        # A song within a scene, such as a strophe, is told by its type alone.
        if element.find("{*}sp") is not None and not any(map(_is_scene_of_its_own, divisions)):
            return "scene"
        return "act" if heading or element.get("n") else "inner"
    if heading_of(heads_of(element)):
        return "act" if names_act(heading) else "scene"
    speaks = any(element.find(name) is not None for name in _SPOKEN)
    if kind != _WHO_IS_ON_STAGE and (element.get("n") or speaks):
        return "scene"
    return "inner"


def heads_of(element: Element) -> list[Element]:
    """The heads that a division opens with."""
    heads: list[Element] = []
    for child in element:
        if name_of(child) == "head":
            heads.append(child)
        elif name_of(child) not in ("", "pb", "fw", "milestone", "lb", "cb", "gb"):
            break
    return heads


def _is_scene_of_its_own(element: Element) -> bool:
    return is_plain(element.get("type", "")) or heading_of(heads_of(element)) != ""


def title_of(element: Element) -> str:
    """A division's heading, else its type, where that says more than act or scene."""
    heading = heading_of(heads_of(element))
    kind = element.get("type") or ("" if name_of(element).startswith("div") else name_of(element))
    if heading or is_plain(kind) or kind == _WHO_IS_ON_STAGE:
        return heading
    words = " ".join(re.findall(r"[^\W_]+", kind))
    return words[:1].upper() + words[1:]


def heading_of(heads: list[Element]) -> str:
    """Their words as one heading, directions in them left out."""
    heading = ""
    for text in filter(None, (text_of(head, STAGE) for head in heads)):
        between = "" if not heading else " " if heading[-1] in ".:;!?" else ". "
        heading += between + text
    return heading


def label_of(element: Element, heading: str) -> str:
    """The division's own number: its `@n`, else the number in its heading, else ""."""
    return element.get("n") or number_in(heading)


def is_played(element: Element) -> bool:
    """Whether a part of the front or back matter is a scene: a prologue, or people speak."""
    if name_of(element) not in DIVISIONS:
        return False
    if name_of(element) in ("prologue", "epilogue") or element.find(".//{*}sp") is not None:
        return True
    return names_act(element.get("type", "")) or names_scene(element.get("type", ""))


def holds_cast_only(element: Element) -> bool:
    """Whether a division is the cast list and its heading, nothing else."""
    names = {name_of(child) for child in element if name_of(child) == "castList" or has_text(child)}
    loose = [element.text, *(child.tail for child in element)]
    if any(chunk and chunk.strip() for chunk in loose):
        return False
    return name_of(element) in DIVISIONS and names in ({"castList"}, {"castList", "head"})
