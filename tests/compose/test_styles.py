"""Themes and style sheets: which counts, what a page may carry, and whether it can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.compose import compose_epub, compose_page, compose_print
from booklet.shipped import shipped_folder
from tests.compose.booklets import screenplay
from tests.compose.test_templates import put

THEMES = sorted((shipped_folder("styles") / "themes").glob("*.css"))


def css_of(course: Path | None, theme: str = "default") -> str:
    result = compose_page(screenplay(theme=theme), course)
    assert result.value is not None
    return result.value.partition("<style>")[2].partition("</style>")[0]


def test_an_unknown_theme_is_an_error_with_the_nearest() -> None:
    for compose in (compose_page, compose_print):
        result = compose(screenplay(theme="mordern"), None)
        assert result.value is None
        (problem,) = result.problems
        assert problem.code == "unknown-theme"
        assert str(problem.span) == "pier/booklet.yaml:1:1"
        assert problem.hint == "Did you mean `modern`?"


def test_a_course_brings_its_own_theme_and_its_own_rules_come_last(tmp_path: Path) -> None:
    put(tmp_path, "styles/themes/sea.css", ":root { --paper: #eef }")
    put(tmp_path, "styles/course.css", ".ours { color: blue }")
    put(tmp_path, "styles/extra-page.css", ".page-only { color: blue }")
    put(tmp_path, "styles/extra-print.css", ".print-only { color: blue }")
    css = css_of(tmp_path, theme="sea")
    assert css.index("--paper: #eef") < css.index(".ours") < css.index(".page-only")
    assert ".print-only" not in css
    document = compose_print(screenplay(theme="sea"), tmp_path).value
    assert document is not None
    assert "--series-8" in document.stylesheets[2].text  # the default theme, on which it stands
    assert [sheet.text.strip() for sheet in document.stylesheets[3:]] == [
        ":root { --paper: #eef }",
        ".ours { color: blue }",
        ".print-only { color: blue }",
    ]


def test_a_course_can_replace_a_whole_sheet(tmp_path: Path) -> None:
    put(tmp_path, "styles/page.css", "/* all mine */")
    assert "scroll-margin" not in css_of(tmp_path)


def test_a_style_sheet_cannot_leave_its_element(tmp_path: Path) -> None:
    put(tmp_path, "styles/course.css", "</style><script>alert(1)</script>")
    result = compose_page(screenplay(), tmp_path)
    assert result.value is not None
    assert "<script" not in result.value
    assert result.value.count("</style>") == 1


def test_a_picture_of_the_course_is_put_into_the_page(tmp_path: Path) -> None:
    put(tmp_path, "styles/bell.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    put(tmp_path, "styles/course.css", ".who { background: url('bell.svg') }")
    assert 'url("data:image/svg+xml;base64,' in css_of(tmp_path)


@pytest.mark.parametrize(
    "url", ["https://a.example/x.png", "//a.example/x", "../x.png", "gone.png"]
)
def test_what_is_not_the_courses_stays_out_and_is_told(tmp_path: Path, url: str) -> None:
    put(tmp_path, "x.png", "private")
    put(tmp_path, "styles/course.css", f"\n.who {{ background: url({url}) }}")
    for compose in (compose_page, compose_print, compose_epub):
        result = compose(screenplay(), tmp_path)
        (problem,) = result.problems
        assert (problem.code, problem.severity) == ("resource-refused", "error")
        assert str(problem.span) == "pier/styles/course.css:2:20"
        assert result.value is None


def test_a_sheet_that_is_imported_stands_in_the_one_that_imports_it(tmp_path: Path) -> None:
    put(tmp_path, "styles/bell.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    put(tmp_path, "styles/a.css", ".a { background: url(bell.svg) } /* @import 'no.css'; */")
    put(tmp_path, "styles/course.css", "@import 'a.css' print;\n.b { content: '@import' }")
    css = css_of(tmp_path)
    assert '@media print { .a { background: url("data:image/svg+xml;base64,' in css
    document = compose_print(screenplay(), tmp_path).value
    assert document is not None
    assert document.stylesheets[-1].text.startswith(
        '@media print { .a { background: url("bell.svg") }'
    )
    epub = compose_epub(screenplay(), tmp_path).value
    assert epub is not None


def test_fonts_of_the_theme_are_in_the_page_and_only_for_the_scripts_that_it_uses() -> None:
    css = css_of(None)
    assert css.count("@font-face") == 6
    assert "U+400" not in css


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.stem)
@pytest.mark.parametrize("side", ["", "dark-"])
def test_every_colour_of_a_theme_can_be_read_on_its_paper(theme: Path, side: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", theme.read_text("utf-8")))
    paper = colours[f"{side}paper"]
    names = ["ink", "faint", "accent", *(f"series-{number}" for number in range(1, 9))]
    for name in names:
        # 4.5 to 1 is what WCAG 2.2 asks of small text (success criterion 1.4.3).
        assert contrast(colours[side + name], paper) >= 4.5, name


def test_a_theme_sets_custom_properties_and_brings_fonts_and_nothing_else() -> None:
    for theme in THEMES:
        rules = re.sub(r"/\*.*?\*/", "", theme.read_text("utf-8"), flags=re.DOTALL)
        rules = re.sub(r"@font-face \{[^}]*\}", "", rules)
        body = re.fullmatch(r"\s*:root \{(.*)\}\s*", rules, re.DOTALL)
        assert body is not None
        for line in body[1].split(";"):
            assert not line.strip() or line.strip().startswith("--"), line


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_what_hangs_the_typesetter_is_told_with_file_and_line(tmp_path: Path) -> None:
    put(tmp_path, "styles/course.css", "p { color: red }\n\npre { tab-size: 1000000000 }")
    result = compose_print(screenplay(), tmp_path)
    assert result.value is None
    (problem,) = result.problems
    assert problem.code == "style-refused"
    assert str(problem.span) == "pier/styles/course.css:3:7"


def test_sheets_that_import_each_other_are_told_and_imported_ones_are_looked_at(
    tmp_path: Path,
) -> None:
    put(tmp_path, "styles/course.css", '@import "a.css";')
    put(tmp_path, "styles/a.css", "\n@import url(b.css);\n@import url(https://a.example/x.css);")
    put(tmp_path, "styles/b.css", '@import "a.css";\npre { tab-size: 1000000000 }')
    problems = compose_print(screenplay(), tmp_path).problems
    assert {(problem.code, str(problem.span)) for problem in problems} == {
        ("style-refused", "pier/styles/a.css:3:1"),
        ("style-refused", "pier/styles/b.css:1:1"),
        ("style-refused", "pier/styles/b.css:2:7"),
    }


@pytest.mark.parametrize("name", ["page.css", "epub.css"])
def test_all_that_is_in_small_capitals_has_none_with_greek_accents(name: str) -> None:
    text = (shipped_folder("styles") / name).read_text("utf-8")
    rules = re.findall(r"^([^{}@/]+) \{([^}]*)\}", text, re.MULTILINE)
    small = {one for one, declared in rules if "all-small-caps" in declared}
    [bare] = [one for one, _ in rules if one.endswith(":lang(el)")]
    named = re.split(", ", re.sub(r"^:is\((.*)\)$", r"\1", bare.removesuffix(":lang(el)")))
    assert sorted(", ".join(small).split(", ")) == sorted(named)


def test_numbers_are_shown_by_the_page_only_where_no_template_prints_them() -> None:
    sheet = (shipped_folder("styles") / "page.css").read_text("utf-8")
    shown = [
        line
        for line in sheet.splitlines()
        if re.search(r'content: (?:attr\((?:aria-label|data-shown)\)|"°")', line)
    ]
    assert len(shown) == 3
    assert all(":empty::before" in each for line in shown for each in line.split("{")[0].split(","))
