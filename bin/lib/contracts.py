"""Writes the contracts of .importlinter that say the same of every feature. Run by `bin/contracts`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".importlinter"
FEATURES = ROOT / "src" / "bellrock" / "features"
MARK = "# Below this line: written by bin/contracts, one for each folder of features/.\n"


def renewed(text: str) -> str:
    """The whole file, with everything below the mark written anew."""
    return text.partition(MARK)[0] + MARK + inside(features()) + "".join(map(private, keepers()))


def features() -> list[str]:
    return sorted(path.parent.name for path in FEATURES.glob("*/__init__.py"))


def keepers() -> list[str]:
    """The features that keep rows or files of their own."""
    return [name for name in features() if rooms(name)]


def rooms(feature: str) -> list[str]:
    """The modules of a feature that nobody else opens."""
    return [name for name in ("store", "tables") if list(FEATURES.glob(f"{feature}/{name}*"))]


def inside(names: list[str]) -> str:
    containers = "".join(f"    bellrock.features.{name}\n" for name in names)
    return f"""
[importlinter:contract:inside]
name = Inside a feature, imports go down the list of its files
type = layers
containers =
{containers}layers =
    (jobs)
    (actions)
    (store)
    (tables)
    (ports)
    (model)
    (events) | (errors)
exhaustive = true
"""


def private(feature: str) -> str:
    protected = "".join(f"    bellrock.features.{feature}.{room}\n" for room in rooms(feature))
    return f"""
[importlinter:contract:private-{feature}]
name = Only {feature} opens its {" and ".join(rooms(feature))}
type = protected
protected_modules =
{protected}allowed_importers =
    bellrock.features.{feature}
    bellrock.migrations
"""


if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8")), encoding="utf-8")
