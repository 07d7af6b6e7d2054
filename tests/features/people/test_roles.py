"""The table of roles in the code is the one on the page."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.people.errors import NotAllowed
from bellrock.features.people.model import ROLES, Agent, Permission, permissions_of, require

PAGE = Path(__file__).parents[3] / "docs" / "features" / "people.md"


def rows_of_the_page() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def an_agent(role: str) -> Agent:
    return Agent("id", "ann", "Ann", role, "en", ("en",), 5)


def test_the_page_says_what_each_role_may() -> None:
    heading, _, *rows = rows_of_the_page()
    written = {
        role: {row[0] for row in rows if row[column] == "yes"}
        for column, role in enumerate(heading)
        if column
    }
    assert written == {role: set(allowed) for role, allowed in ROLES.items()}
    assert {row[0] for row in rows} == set(get_args(Permission))


@given(st.sampled_from(sorted(ROLES)), st.sampled_from(get_args(Permission)))
def test_what_the_table_lacks_is_refused_by_name(role: str, permission: Permission) -> None:
    if permission in permissions_of(an_agent(role)):
        require(an_agent(role), permission)
        return
    with pytest.raises(NotAllowed) as refused:
        require(an_agent(role), permission)
    assert refused.value.fields == {"permission": permission}


def test_an_auditor_reads_and_changes_nothing() -> None:
    assert {name.split(".")[1] for name in ROLES["auditor"]} == {"read"}
