"""The desk put together, as wiring does it."""

import warnings

import pytest
from litestar.testing import TestClient

from bellrock.wiring import House


def test_every_handler_is_written_in_the_style_that_stays(house: House) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        app = house.app()
        assert app.openapi_schema.paths
    assert len(app.routes) > 40


@pytest.mark.parametrize("path", ["/api", "/api/nothing", "/api/widget/nothing/at/all", "/assets/nothing.js"])
def test_machines_are_told_in_json_that_nothing_is_there(house: House, path: str) -> None:
    with TestClient(house.app()) as client:
        response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "desk.not_found"


def test_people_are_told_on_a_page_that_nothing_is_there(house: House) -> None:
    with TestClient(house.app()) as client:
        response = client.get("/nothing", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
