"""The newcomer's path, in a clean clone: bin/setup, bin/demo, bin/bellrock, and the wheel."""

import shutil
import signal
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

START_SECONDS = 120


def test_setup_twice_is_harmless_and_quiet(house: Path) -> None:
    ready = house / ".venv" / "ready"
    before = (ready.read_text(), ready.stat().st_mtime_ns)
    again = subprocess.run([house / "bin" / "setup"], capture_output=True, check=True)
    assert (again.stdout, again.stderr) == (b"", b"")
    assert (ready.read_text(), ready.stat().st_mtime_ns) == before


def test_a_changed_page_is_built_again(house: Path) -> None:
    assets = house / "src" / "bellrock" / "assets" / ".made-from"
    before = assets.read_text()
    with (house / "web" / "panel" / "panel.css").open("a", encoding="utf-8") as style:
        style.write("\n.newcomer { color: inherit; }\n")
    subprocess.run([house / "bin" / "setup"], check=True)
    assert assets.read_text() != before


def test_setup_works_without_a_home(house: Path) -> None:
    (house / ".venv" / "ready").unlink()
    done = subprocess.run(["env", "-u", "HOME", house / "bin" / "setup"], capture_output=True)
    assert done.returncode == 0
    assert (house / ".venv" / "ready").exists()


def test_the_command_line_answers_on_stdout_alone(house: Path) -> None:
    done = subprocess.run([house / "bin" / "bellrock", "--help"], capture_output=True, text=True, cwd="/")
    assert done.returncode == 0
    assert "demo" in done.stdout
    assert "bin/setup" not in done.stdout


@contextmanager
def demo(house: Path, data: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    command = [str(house / "bin" / "demo"), "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=data.parent,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_ready(port: int) -> httpx.Response:
    """Asks until the answer is 200; nothing tells another process that a port has opened."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
        except httpx.TransportError:
            time.sleep(0.05)
            continue
        if answer.status_code == 200:
            return answer
    raise TimeoutError(f"no answer on port {port}")


def test_the_demo_says_where_it_is_and_leaves_nothing_behind(house: Path, tmp_path: Path) -> None:
    port = free_port()
    for data in (tmp_path / "desk", tmp_path / "desk"):
        with demo(house, data, port) as process:
            wait_until_ready(port)
            assert data.is_dir()
            pages = ("/en/help", "/chat", "/console")
            assert [httpx.get(f"http://127.0.0.1:{port}{page}").status_code for page in pages] == [
                200,
                200,
                200,
            ]
            process.send_signal(signal.SIGTERM)
            stdout, stderr = process.communicate(timeout=30)
            assert process.returncode in (0, -signal.SIGTERM, 143)
        assert stdout == ""
        assert all(f":{port}{page}" in stderr for page in ("/chat", "/console"))
        with socket.socket() as knock:
            assert knock.connect_ex(("127.0.0.1", port)) != 0


def test_a_wheel_carries_its_pages_and_its_brand(house: Path, tmp_path: Path) -> None:
    python = house / ".venv" / "bin" / "python"
    subprocess.run([python, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=house, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"bellrock/brands/default/brand.yaml", "bellrock/wiring.py", "bellrock/assets/loader.js"} <= names
    assert not [name for name in names if "node_modules" in name or name.startswith(("web/", "tests/"))]


@pytest.fixture
def source_archive(house: Path, tmp_path: Path) -> Path:
    python = house / ".venv" / "bin" / "python"
    subprocess.run([python, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path], cwd=house, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path / "source")
    return next((tmp_path / "source").iterdir())


def test_a_source_archive_builds_the_same_wheel_without_the_web_sources(
    house: Path, source_archive: Path
) -> None:
    assert not (source_archive / "web").exists()
    python = house / ".venv" / "bin" / "python"
    subprocess.run([python, "-m", "hatchling", "build", "-t", "wheel"], cwd=source_archive, check=True)
    (wheel,) = (source_archive / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert "bellrock/assets/loader.js" in archive.namelist()
