"""Write booklet/markup/css_names.json: `python -m tools.css_names FOLDER`.

In: the unpacked npm package mdn-data (https://github.com/mdn/data, CC0-1.0), and what the
typesetter knows besides. Out: the names of CSS: at-rules with their descriptors, functions,
and properties with the keywords that their values may have ("<color>" stands for all colours).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from tinycss2.color3 import _COLOR_KEYWORDS
from weasyprint.css.properties import KNOWN_PROPERTIES
from weasyprint.css.validation.descriptors import DESCRIPTORS
from weasyprint.css.validation.expanders import EXPANDERS

TARGET = Path(__file__).resolve().parent.parent / "booklet" / "markup" / "css_names.json"

# SVG 2, 6.6, and what SVG 1.1 had besides: attributes of drawings that are properties too.
_SVG = (
    "alignment-baseline baseline-shift clip-rule color-interpolation color-rendering cx cy d "
    "dominant-baseline fill fill-opacity fill-rule flood-color flood-opacity marker marker-end "
    "marker-mid marker-start r rx ry shape-rendering stop-color stop-opacity stroke "
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-opacity stroke-width text-anchor vector-effect x y"
)
# Generated content for paged media, and fonts: functions that mdn-data does not list.
_FUNCTIONS = "content format lab local not running selector string style tech url var"
_MARGINS = (
    "top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left "
    "bottom-center bottom-right bottom-right-corner left-top left-middle left-bottom right-top "
    "right-middle right-bottom footnote"
)


def names(folder: Path) -> dict[str, Any]:
    """All names, sorted."""
    read = {
        name: json.loads((folder / "css" / f"{name}.json").read_text("utf-8"))
        for name in ("at-rules", "functions", "properties", "syntaxes")
    }
    properties = {
        name: _keywords(entry["syntax"], read, {name})
        for name, entry in read["properties"].items()
        if name != "--*"
    }
    for name in (*KNOWN_PROPERTIES, *EXPANDERS, *_SVG.split()):
        properties.setdefault(str(name).replace("_", "-"), set())
    at_rules: dict[str, set[str]] = {
        name.removeprefix("@"): set(entry.get("descriptors", ()))
        for name, entry in read["at-rules"].items()
        if name not in ("@document", "@charset")
    }
    at_rules["color-profile"] = {"src", "components", "rendering-intent"}
    for name, known in DESCRIPTORS.items():
        at_rules.setdefault(name, set()).update(each.replace("_", "-") for each in known)
    for name in _MARGINS.split():
        at_rules[name] = set()
    functions = {name.removesuffix("()").lower() for name in read["functions"]}
    for entry in (*read["syntaxes"].values(), *read["properties"].values()):
        functions.update(re.findall(r"(?<![\w:<-])([a-z][\w-]*)\(", entry["syntax"].lower()))
    return {
        "at-rules": {name: sorted(known) for name, known in sorted(at_rules.items())},
        "colours": sorted(map(str, _COLOR_KEYWORDS)),
        "functions": sorted(functions | set(_FUNCTIONS.split())),
        "properties": {name: sorted(words) for name, words in sorted(properties.items())},
    }


def _keywords(syntax: str, read: dict[str, Any], seen: set[str]) -> set[str]:
    """The words that stand for themselves in a syntax, and in those that it is made of."""
    found: set[str] = set()
    for name in re.findall(r"<'?([\w()-]+)'?[^<>]*>", syntax):
        if name == "color":
            found.add("<color>")
        elif name not in seen and not name.endswith("()"):
            seen.add(name)
            inner = read["syntaxes"].get(name) or read["properties"].get(name)
            if inner:
                found |= _keywords(inner["syntax"], read, seen)
    plain = re.sub(r"<[^<>]*>|'[^']*'|[\w-]+\([^()]*\)", " ", syntax)
    return found | set(re.findall(r"(?<![\w-])[a-z][a-z-]+(?![\w(-])", plain))


def main(arguments: list[str]) -> int:
    """Write the file."""
    text = json.dumps(names(Path(arguments[0])), indent=0, separators=(",", ":"))
    TARGET.write_text(re.sub(r"\n(?=\"[^\"]*\",?\n|\])", "", text) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
