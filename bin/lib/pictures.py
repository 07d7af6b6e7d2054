"""The pictures of the README, taken from a demo that is started for them."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from browser import provide
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
START_SECONDS = 60
QUESTION = {"en": "i forgot to add the memo to my deposit", "zh-CN": "充值没到账，怎么办？"}
REPLY = {
    "en": "Hello, I am Maya. I have your deposit open now, give me two minutes.",
    "zh-CN": "您好，我是林悦，正在为您核对这笔充值，请稍等两分钟。",
}
AGENT = {"en": "maya", "zh-CN": "lin"}


def main() -> None:
    """Start a demo, take six pictures, end it."""
    PICTURES.mkdir(exist_ok=True)
    chromium = provide()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        words = [sys.executable, "-m", "bellrock", "demo", "--port", str(port), "--data", folder]
        demo = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{url}/healthz")
            logins = json.loads((Path(folder) / "demo-logins.json").read_text(encoding="utf-8"))
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for language in ("en", "zh-CN"):
                take(browser, url, language, logins[AGENT[language]])
        finally:
            demo.terminate()
            demo.wait()


def take(browser: Browser, url: str, language: str, password: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    help_page = phone.new_page()
    help_page.goto(f"{url}/{language}/help/deposit/not-credited")
    shoot(help_page, f"help-{language}")
    chat = phone.new_page()
    chat.goto(f"{url}/chat?language={language}")
    panel, desk = texts(language, "panel"), texts(language, "console")
    write(chat, QUESTION[language])
    chat.get_by_text(panel["message.sources"]).first.wait_for()
    chat.get_by_role("button", name=panel["person.button"]).click()
    chat.get_by_text(panel["notice.handed_over"]).wait_for()
    desktop = browser.new_context(viewport={"width": 1280, "height": 844}, locale=language)
    console = desktop.new_page()
    console.goto(f"{url}/console?language={language}")
    console.get_by_label(desk["login.name"]).fill(AGENT[language])
    console.get_by_label(desk["login.password"], exact=True).fill(password)
    console.keyboard.press("Enter")
    console.get_by_role("list", name=desk["view.queue"]).get_by_role("link").last.click()
    console.get_by_role("button", name=desk["conversation.claim"]).first.click()
    write(console, REPLY[language])
    chat.get_by_text(REPLY[language]).wait_for()
    shoot(chat, f"chat-{language}")
    shoot(console, f"console-{language}")
    phone.close()
    desktop.close()


def texts(language: str, area: str) -> dict[str, str]:
    path = ROOT / "brands" / "default" / "texts" / language / f"{area}.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def write(page: Page, text: str) -> None:
    box = page.locator("textarea").first
    box.fill(text)
    box.press("Enter")


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(PICTURES / f"{name}.png"), animations="disabled", caret="hide")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(url: str) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the demo did not start")


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
