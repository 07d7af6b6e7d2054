"""The desk put together, as wiring does it."""

import warnings

from bellrock.wiring import House


def test_every_handler_is_written_in_the_style_that_stays(house: House) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        app = house.app()
        assert app.openapi_schema.paths
    assert len(app.routes) > 40
