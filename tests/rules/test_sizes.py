"""A reader holds a file, a function and a call in mind at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.rules.tree import code_files, name, parsed, python_files

LINES_OF_FILE = 300
LINES_OF_FUNCTION = 40
PARAMETERS = 5
BANNED = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "service"}

RECORDED = "src/bellrock/migrations/versions/"  # a step is written once, by a tool, and never changed

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def parameters(function: Function) -> int:
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([argument for argument in names if argument not in ("self", "cls")])


def too_much(sizes: dict[str, int], limit: int) -> dict[str, int]:
    return {place: size for place, size in sizes.items() if size > limit and not place.startswith(RECORDED)}


def test_no_file_is_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code_files()}
    assert len(lengths) > 50
    assert too_much(lengths, LINES_OF_FILE) == {}


def test_no_function_is_long() -> None:
    found = [(path, function) for path in python_files() for function in functions(path)]
    lengths = {
        f"{name(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path, function in found
    }
    assert len(lengths) > 100
    assert too_much(lengths, LINES_OF_FUNCTION) == {}


def test_no_function_takes_many_parameters() -> None:
    counts = {
        f"{name(path)}:{function.lineno} {function.name}": parameters(function)
        for path in python_files("src", "bin", "bench")
        for function in functions(path)
    }
    assert len(counts) > 100
    assert too_much(counts, PARAMETERS) == {}


def test_no_name_hides_what_is_inside() -> None:
    places = {name(path) for path in code_files()}
    vague = {place for place in places if BANNED & {part.split(".")[0].lower() for part in Path(place).parts}}
    assert vague == set()
