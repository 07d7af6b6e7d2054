"""What the linters do not ask of Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.rules.tree import FEATURES, ROOT, SOURCE, code_files, name, parsed, python_files

EXCUSES = {"skip", "skipif", "skipIf", "xfail", "importorskip"}
SCRIPT_EXCUSES = re.compile(r"\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b")
MOCKS = {"unittest.mock", "mock", "pytest_mock"}


def imports_in_functions(path: Path) -> Iterator[str]:
    for outer in ast.walk(parsed(path)):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for inner in ast.walk(outer):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{name(path)}:{inner.lineno}"


def names_used(path: Path) -> set[str]:
    nodes = list(ast.walk(parsed(path)))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in nodes if isinstance(node, ast.Name)}


def modules_imported(path: Path) -> set[str]:
    nodes = list(ast.walk(parsed(path)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_no_import_inside_a_function() -> None:
    assert [place for path in python_files() for place in imports_in_functions(path)] == []


def test_no_test_is_excused() -> None:
    tests = python_files("tests")
    assert len(tests) > 20
    assert {name(path): excuses for path in tests if (excuses := EXCUSES & names_used(path))} == {}
    scripts = [path for path in code_files() if ".test." in path.name]
    assert [name(path) for path in scripts if SCRIPT_EXCUSES.search(path.read_text(encoding="utf-8"))] == []


def test_no_test_replaces_what_is_ours() -> None:
    assert {name(path) for path in python_files("tests") if MOCKS & modules_imported(path)} == set()


def test_features_never_await() -> None:
    awaiting = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
    found = [
        f"{name(path)}:{node.lineno}"
        for path in python_files("src/bellrock/features")
        if path.stem not in ("jobs", "ports") and path.parent.stem not in ("jobs", "ports")
        for node in ast.walk(parsed(path))
        if isinstance(node, awaiting)
    ]
    assert found == []


def test_a_table_is_called_after_its_feature() -> None:
    strangers = []
    seen = set()
    for feature in FEATURES:
        for path in python_files(f"src/bellrock/features/{feature}"):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Table":
                    table = ast.literal_eval(node.args[0])
                    seen.add(table)
                    strangers += [] if f"{table}_".startswith(f"{feature}_") else [f"{name(path)}: {table}"]
    assert len(seen) > 10
    assert strangers == []


def test_tests_mirror_the_tree() -> None:
    floors = ("features", "surfaces", "adapters", "kit")
    twins = {
        f"{floor}/{folder.name}"
        for floor in floors
        for folder in (ROOT / "tests" / floor).glob("[a-z]*/")
        if list(folder.rglob("test_*.py"))
    }
    sources = {
        f"{floor}/{path.name.removesuffix('.py')}"
        for floor in floors
        for path in (SOURCE / floor).glob("[a-z]*")
    }
    assert twins - sources == set()
    assert {f"features/{feature}" for feature in FEATURES} - twins == set()
