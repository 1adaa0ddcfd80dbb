"""What a template can make the program do: nothing without a limit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from booklet.compose import compose_page
from booklet.compose.guarding import sandbox, templates
from booklet.compose.guarding.templates import Templates
from booklet.compose.preparing.prepare import prepare
from booklet.compose.preparing.references import references
from booklet.compose.shelf.folders import Folders
from tests.compose.booklets import screenplay
from tests.compose.test_templates import only_problem, page, put

LARGE = "{% set x = 'ab' * 400000 %}"


DOUBLED = (
    "{{% set n = namespace(x={}) %}}{{% for i in range(60) %}}{{% set n.x = {} %}}{{% endfor %}}"
)


TWINS = (
    "{% set n = namespace(a=(1,), b=(1,)) %}{% for _ in range(60) %}"
    "{% set n.a = (n.a, n.a) %}{% set n.b = (n.b, n.b) %}{% endfor %}"
)


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ 9 ** 9999 }}",
        "{{ 10 ** 100000 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ ([1, 2] * 600000) + ([1, 2] * 600000) }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ 'x'.center(1000000000) }}",
        "{{ 'x'.zfill(1000000000) }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ '%*d' | format(1000000000, 1) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%.1000000000f' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{:{}}'.format(1, 1000000000) }}",
        "{{ 'a\nb' | indent(1000000000) }}",
        "{{ [1] | batch(1000000000, 'x') | list }}",
        "{{ [1] | slice(1000000000) | list }}",
        "{{ 1.5 | round(1000000000, 'ceil') }}",
        "{{ ['a', 'b'] | join('x' * 20000000) ~ 'x' * 20000000 }}",
        "{{ range(1000000000) | sum }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) if a is divisibleby 99999 recursive %}{{ loop(range(9999)) }}"
        "{% endfor %}",
        "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",  # noqa: E501
        DOUBLED.format("'ab'", "n.x ~ n.x"),
        DOUBLED.format("'ab'", "n.x + n.x"),
        DOUBLED.format("[1]", "n.x + n.x"),
        DOUBLED.format("[1]", "[n.x, n.x]") + "{{ n.x }}",
        DOUBLED.format("[1]", "[n.x, n.x]") + "{{ n.x | string }}",
        DOUBLED.format("[1]", "[n.x, n.x]") + "{{ '%s' % n.x }}",
        LARGE + "{{ x | replace('a', x) }}",
        LARGE + "{{ x.replace('a', x) }}",
        LARGE + "{{ x | replace('', x) }}",
        LARGE + "{{ x | join(x) }}",
        LARGE + "{{ x.join(range(99999)) }}",
        LARGE + "{{ x | wordwrap(1, wrapstring=x) }}",
        LARGE + "{{ x | striptags }}",
        LARGE + "{{ (x | list) | sort }}" * 20,
        LARGE + "{% for i in range(9999) %}{% set y = x | upper %}{% endfor %}",
        LARGE + "{% for i in range(9999) %}{% set y = x[::-1] %}{% endfor %}",
        LARGE + "{% for i in range(9999) %}{{ x }}{% endfor %}",
        LARGE + "{% set y %}{% for i in range(9999) %}{{ x }}{% endfor %}{% endset %}",
        LARGE
        + "{% macro f() %}{% for i in range(9999) %}{{ x }}{% endfor %}{% endmacro %}{{ f() }}",
        "{{ [[1]] * 9 | sum(start=[]) }}{{ [[1], [2]] | sum(start=[]) }}",
        "{% for a in [1] %}" * 25 + "{% endfor %}" * 25,
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "1 + " * 20000 + "1 }}",
        "{{ " + "9" * 5000 + " }}",
        "{{ self.a() }}{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
        "{{ (1).to_bytes(1000000000, 'big') }}",
        "{{ 'x'.encode().center(1000000000) }}",
        "{{ 'x'.translate({120: 'y' * 9999999}) }}",
        "{{ 'x\t'.expandtabs(1000000000) }}",
        TWINS + "{{ n.a == n.b }}",
        TWINS + "{{ 1 < 2 < 3 and n.a != n.b }}",
        TWINS + "{{ n.a in [n.b] }}",
        TWINS + "{{ n.a is eq(n.b) }}",
        TWINS + "{{ n.a is in([n.b]) }}",
        TWINS + "{{ [n.a] | select('equalto', n.b) | list | length }}",
        TWINS + "{{ [n.a, n.b] | sort | length }}",
        TWINS + "{{ [n.a, n.b] | max | length }}",
        TWINS + "{{ [n.a].index(n.b) }}",
        TWINS + "{{ [n.a].count(n.b) }}",
        TWINS + "{% for x in (n.a, n.b) %}{{ loop.changed(x) }}{% endfor %}",
        TWINS + "{{ {n.a: 1} | length }}",
        TWINS + "{{ {}[n.a] }}",
        TWINS + "{{ {}.get(n.a) }}",
        TWINS + "{{ [n.a, n.b] | unique | list | length }}",
        TWINS + "{{ [{'x': n.a}, {'x': n.b}] | groupby('x') | length }}",
        "{{ scenes | tojson(indent=1000000000) }}",
        "{{ scenes | pprint }}",
        "{{ scenes }}",
        "{{ authors | map('upper') }}",
    ],
)
def test_work_without_end_is_refused_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: str
) -> None:
    monkeypatch.setattr(sandbox, "MOST_STEPS", 300_000)  # the same in a tenth of the time
    monkeypatch.setattr(sandbox, "MOST_TEXT", 3_200_000)
    monkeypatch.setattr(templates, "MOST_TEXT", 3_200_000)
    put(tmp_path, "templates/title-page.html", f"<p>\n\n</p>{attempt}\n")
    problem = only_problem(tmp_path)
    assert problem.code.startswith("template-")
    assert problem.span is not None
    assert problem.span.file == "pier/templates/title-page.html"
    assert problem.message
    assert "Error" not in problem.message


def test_a_bomb_of_includes_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_STEPS", 300_000)
    for depth in range(40):
        put(tmp_path, f"templates/a{depth}.html", f'{{% include "a{depth + 1}.html" %}}' * 2)
    put(tmp_path, "templates/a40.html", "x")
    put(tmp_path, "templates/title-page.html", '{% include "a0.html" %}')
    problem = only_problem(tmp_path)
    assert problem.code == "template-limit"
    assert problem.span is not None
    assert problem.span.file.startswith("pier/templates/a")


def test_a_circle_of_templates_that_extend_each_other_ends(tmp_path: Path) -> None:
    put(tmp_path, "templates/page.html", '{% extends "b.html" %}')
    put(tmp_path, "templates/b.html", '{% extends "page.html" %}')
    assert only_problem(tmp_path).code == "template-failed"


def test_a_template_can_do_what_templates_honestly_do(tmp_path: Path) -> None:
    put(
        tmp_path,
        "templates/page.html",
        "{% macro cell(text, width=8) %}[{{ text | center(width) }}]{% endmacro %}"
        "{% set n = namespace(total=0) %}"
        "{% for scene in scenes %}{% set n.total = n.total + 1 %}"
        "{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{% endfor %} "
        "{{ n.total * 2 ** 3 }} {{ '%.2f' | format(2 / 3) }} {{ '%s-%03d' % ('a', 7) }} "
        "{{ '{} of {:.1f}'.format(1, 2.5) }} {{ ['b', 'a'] | sort | join(', ') }} "
        "{{ cell('x') }} {{ 'a b' | title }} {{ 'one two' | truncate(6) }} "
        "{{ range(3) | map('string') | list | join }} {{ [1, 2, 3] | batch(2) | list | length }} "
        "{{ 'a' ~ 1 ~ none }} {{ 'x' * 3 }} {{ title.upper() }} "
        "{% set i = '<i></i>' | safe %}{{ '<b>' ~ i }} "
        "{{ [1, 2] | sum }} {{ 7 // 2 }} {{ 'b' in 'abc' }} {{ cycler('o', 'e').next() }} "
        "{{ scenes | selectattr('number', 'equalto', '2') | map(attribute='number') | first }}",
    )
    text = page(tmp_path).partition("<body>")[2].partition("</body>")[0]
    assert text == (
        "1/2,2/2 16 0.67 a-007 1 of 2.5 a, b [   x    ] A B one two 012 2 a1None xxx THE PIER "
        "&lt;b&gt;<i></i> 3 3 True o 2"
    )


def test_the_shipped_templates_stay_far_below_the_limits() -> None:
    edition = screenplay()
    made = references(edition, None, "pier")
    assert made.value is not None
    shipped = Templates(Folders("templates", None, "pier"))
    shipped.page("page.html", {**prepare(edition, "page", made.value)}, "page")
    spent = sandbox.MOST_STEPS - shipped._environment.budget.left
    assert 0 < spent < sandbox.MOST_STEPS / 500


def test_a_template_that_is_a_pipe_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    os.mkfifo(tmp_path / "templates" / "credits.html")
    assert compose_page(screenplay(), tmp_path).value == compose_page(screenplay(), None).value
