"""Whose word on a client's address a served desk believes: its operator's proxies, and nobody else."""

from pathlib import Path

import httpx

from bellrock.surfaces.widget.visits import RESUMPTIONS
from tests.server import Server, serving


def answers(desk: Server) -> set[int]:
    """Guess one more resume code than an address may, each time as if from another address."""
    with httpx.Client(base_url=desk.url) as client:
        return {
            client.post(
                "/api/widget/people/resumptions",
                json={"code": "XXXX"},
                headers={"x-forwarded-for": f"192.0.2.{place}"},
            ).status_code
            for place in range(RESUMPTIONS.burst + 1)
        }


def test_a_stranger_cannot_choose_the_address_that_limits_count(tmp_path: Path) -> None:
    with serving(Server(tmp_path / "desk")) as desk:
        assert 429 in answers(desk)


def test_a_named_proxy_is_believed(tmp_path: Path) -> None:
    with serving(Server(tmp_path / "desk", environ={"BELLROCK_TRUSTED_PROXIES": "127.0.0.1"})) as desk:
        assert 429 not in answers(desk)
