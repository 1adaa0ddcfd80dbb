"""Which codes of messages stand in the source, found in its syntax trees.

A code is what is passed for a parameter named `code`: of `Problem`, of `error` and `warning`,
or of a function that hands it on to them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A code where it is passed on; "" where it cannot be told from the source.

    `*` stands in it for what is put in while the program runs.
    """

    code: str
    file: str
    line: int


def codes_in(folder: Path) -> list[Use]:
    """Every use of a code below `folder`."""
    trees = {
        path.relative_to(folder.parent).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.py"))
    }
    own = {file: dict(_takers(tree)) for file, tree in trees.items()}
    public = {"Problem": 0} | {
        name: place
        for takers in own.values()
        for name, place in takers.items()
        if not name.startswith("_")
    }
    return [use for file, tree in trees.items() for use in _uses(tree, file, public | own[file])]


def _takers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions with a parameter `code`, and its place among the arguments."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "code" in names and _hands_on(node):
                yield node.name, names.index("code")


def _hands_on(function: Function) -> bool:
    """Whether its `code` goes into something else as it is."""
    given: list[ast.expr | None] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            given += [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Dict):
            given += node.values
    return any(getattr(value, "id", "") == "code" for value in given)


def _uses(tree: ast.Module, file: str, takers: dict[str, int]) -> Iterator[Use]:
    for scope in ast.walk(tree):
        if not isinstance(scope, Function | ast.Module):
            continue
        handed_on = isinstance(scope, Function) and "code" in {a.arg for a in scope.args.args}
        for call in _calls(scope):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name not in takers:
                continue
            given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
            given += call.args[takers[name] : takers[name] + 1]
            if not given or (handed_on and getattr(given[0], "id", "") == "code"):
                continue
            found = list(_constants(given[0], scope))
            if not found and _is_code_of_another(given[0]):
                continue
            for code in found or [""]:
                yield Use(code, file, call.lineno)


def _calls(scope: Function | ast.Module) -> Iterator[ast.Call]:
    """The calls of a function itself, not of those inside of it."""
    waiting: list[ast.AST] = list(scope.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting += ast.iter_child_nodes(node)


def _constants(given: ast.expr, scope: Function | ast.Module) -> Iterator[str]:
    """The texts that an argument may be: written there, or given to that name before."""
    if isinstance(given, ast.Name):
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and given.id in {
                getattr(target, "id", "") for target in node.targets
            }:
                yield from _constants(node.value, scope)
    elif isinstance(given, ast.IfExp):
        yield from _constants(given.body, scope)
        yield from _constants(given.orelse, scope)
    elif isinstance(given, ast.JoinedStr):
        yield "".join(
            getattr(part, "value", "*") if isinstance(part, ast.Constant) else "*"
            for part in given.values
        )
    elif isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value


def _is_code_of_another(given: ast.expr) -> bool:
    """`problem.code`, or `context["code"]`: it was found where that came from."""
    if isinstance(given, ast.Attribute):
        return given.attr == "code"
    return isinstance(given, ast.Subscript) and getattr(given.slice, "value", "") == "code"
