"""The rooms stand in the data's order: a room knows the rooms before it, never a later one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ORDER = (
    "errors",
    "kinds",
    "machine",
    "sources",
    "records",
    "loading",
    "cleaning",
    "language",
    "alignment",
    "translation",
    "quality",
    "terminology",
    "export",
    "pipeline",
    "cli",
)
# Doors for callers who hold a noun (Page.from_text, Bitext.records, Translated.records): imported inside the method, when it is used.
# By the one of translation its checks use those of records, too. And Kiwi, which the language room holds once a process, tells cleaning where an eojeol was cut at a line's end.
DOORS = {
    ("records", "loading"),
    ("records", "cleaning"),
    ("alignment", "quality"),
    ("translation", "quality"),
    ("cleaning", "language"),
}


def imported(tree: ast.AST, *, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the kmedtext modules that a tree imports, and whether a function does it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            names = []
        yield from ((name, inside) for name in names if name.startswith("kmedtext."))
        yield from imported(node, inside=inside or isinstance(node, ast.FunctionDef))


def crossings(folder: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Yield every import of a later room: the file, its room, the later room, whether inside a function."""
    for path in sorted(folder.rglob("*.py")):
        room = path.relative_to(folder).parts[0].removesuffix(".py")
        for name, inside in imported(ast.parse(path.read_text(encoding="utf-8"))):
            target = name.split(".")[1]
            if {room, target} <= set(ORDER) and ORDER.index(target) > ORDER.index(room):
                yield str(path.relative_to(folder)), room, target, inside


def test_every_room_has_its_place(root: Path) -> None:
    rooms = {p.stem for p in (root / "src" / "kmedtext").iterdir() if p.suffix == ".py" or p.is_dir()}
    assert {room for room in rooms if not room.startswith("__")} - {"py"} == set(ORDER)


def test_no_room_imports_a_later_one(root: Path) -> None:
    wrong = [
        (file, target)
        for file, room, target, inside in crossings(root / "src" / "kmedtext")
        if not ((room, target) in DOORS and inside)
    ]
    assert wrong == []


def test_the_test_sees_imports(tmp_path: Path) -> None:
    (tmp_path / "loading").mkdir()
    (tmp_path / "loading" / "a.py").write_text("from kmedtext.cleaning import clean\n", encoding="utf-8")
    (tmp_path / "loading" / "b.py").write_text("from kmedtext import errors, export\n", encoding="utf-8")
    (tmp_path / "loading" / "c.py").write_text("def f():\n    import kmedtext.cli\n", encoding="utf-8")
    assert [(target, inside) for _, _, target, inside in crossings(tmp_path)] == [
        ("cleaning", False),
        ("export", False),
        ("cli", True),
    ]
