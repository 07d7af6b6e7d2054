"""Nothing in the tree names the machine or the registry it was made on."""

import re

from tests.rules.tree import ROOT, files, name

REGISTRY = re.compile(
    r"(?:registry\.(?:npmjs|yarnpkg|npmmirror)|pypi\.(?:org|python)|pythonhosted\.(?:org|com)|deb\.(?:debian|nodesource)"
    r"|index-url|extra-index|npm\.pkg)[./ =]",
    re.IGNORECASE,
)
MACHINE = re.compile(r"""(?:^|[\s"'`=:(,\[])/(?:root|home|Users|work)/[\w.-]+""")
BINARY = {".png", ".jpg", ".webp", ".ico", ".woff2"}


def test_no_registry_and_no_machine_is_named() -> None:
    texts = [path for path in files() if path.suffix not in BINARY]
    assert ROOT / "requirements.lock" in texts
    found = []
    for path in texts:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            found += [
                f"{name(path)}:{number}: {line.strip()[:80]}"
                for rule in (REGISTRY, MACHINE)
                if rule.search(line)
            ]
    assert found == []
