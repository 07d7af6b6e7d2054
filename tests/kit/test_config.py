from pathlib import Path

import pytest

from bellrock.kit.config import Settings, load
from bellrock.kit.errors import Misconfigured


def written(folder: Path, content: str) -> dict[str, str]:
    file = folder / "bellrock.toml"
    file.write_text(content, encoding="utf-8")
    return {"BELLROCK_SETTINGS": str(file)}


def test_nothing_has_to_be_set() -> None:
    settings = load({}, {})
    assert settings == Settings()
    assert settings.url == "http://127.0.0.1:8800"
    assert not settings.secure
    assert settings.folder == Path("bellrock-data")


def test_the_file_then_the_environment_then_the_command_line(tmp_path: Path) -> None:
    environ = written(
        tmp_path, 'port = 8801\nhost = "file"\nbrand = "file"\nframe_origins = ["https://a.example"]'
    )
    environ |= {"BELLROCK_HOST": "environment", "BELLROCK_BRAND": "environment", "OTHER_PORT": "1"}
    settings = load(environ, {"brand": "words", "port": None})
    assert (settings.port, settings.host, settings.brand) == (8801, "environment", "words")
    assert settings.frame_origins == ["https://a.example"]


def test_the_environment_writes_numbers_and_lists_as_text() -> None:
    environ = {
        "BELLROCK_PORT": "9000",
        "BELLROCK_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2 ,,",
        "BELLROCK_FRAME_ORIGINS": "",
    }
    settings = load(environ, {})
    assert settings.port == 9000
    assert settings.trusted_proxies == ["10.0.0.1", "10.0.0.2"]
    assert settings.frame_origins == []


def test_a_public_address_is_where_people_go() -> None:
    settings = load({"BELLROCK_PUBLIC_URL": "https://support.example/"}, {})
    assert settings.url == "https://support.example"
    assert settings.secure


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "eighty"), ("port", "0"), ("port", "65536"), ("port", ""), ("log_level", "LOUD")],
)
def test_a_wrong_value_names_the_setting_and_where_to_mend_it(name: str, value: str) -> None:
    variable = f"BELLROCK_{name.upper()}"
    with pytest.raises(
        Misconfigured, match=rf"The setting {name} is wrong: .*Mend it in the environment \({variable}\)"
    ):
        load({variable: value}, {})


@pytest.mark.parametrize(
    ("line", "name"),
    [('port = "eighty"', "port"), ("trusted_proxies = 3", "trusted_proxies"), ("prot = 8800", "prot")],
)
def test_a_wrong_line_of_the_file_is_named_with_the_file(tmp_path: Path, line: str, name: str) -> None:
    with pytest.raises(Misconfigured, match=rf"The setting {name} is wrong: .*Mend it in .*bellrock\.toml"):
        load(written(tmp_path, line), {})


def test_a_wrong_word_of_the_command_line_is_named() -> None:
    with pytest.raises(
        Misconfigured, match=r"The setting port is wrong: .*Mend it in the command line \(--port\)"
    ):
        load({"BELLROCK_PORT": "9000"}, {"port": 99_999})


def test_a_file_that_is_not_there_or_not_toml(tmp_path: Path) -> None:
    with pytest.raises(
        Misconfigured, match=r"nowhere\.toml does not exist\. Make it or unset BELLROCK_SETTINGS"
    ):
        load({"BELLROCK_SETTINGS": str(tmp_path / "nowhere.toml")}, {})
    with pytest.raises(Misconfigured, match=r"bellrock\.toml is not TOML"):
        load(written(tmp_path, "port ="), {})
