"""A Chromium for the browser tests: the system's, else Playwright's, else Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class NoChromiumError(Exception):
    """No Chromium could be found or installed."""


def find() -> str:
    """Return the path of a Chromium, installing one where none is there.

    Raises
    ------
    NoChromiumError
        If none can be had; the message says what to do.
    """
    for look in (_on_the_system, _playwrights, _install_playwrights, _install_debians):
        path = look()
        if path:
            return path
    raise NoChromiumError(
        "The browser tests need a Chromium and none could be found or installed. Install Chromium or Google Chrome, "
        f"or run '{sys.executable} -m playwright install chromium', and try again."
    )


def _on_the_system() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in (*found, *(path for path in MAC if Path(path).exists())) if path), None)


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install_playwrights() -> str | None:
    print("No Chromium found; asking Playwright to install its own…", file=sys.stderr)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        return None
    return _playwrights() if done.returncode == 0 else None


def _install_debians() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    print("Installing Debian's chromium…", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=environment, **quiet)
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], env=environment, **quiet)
    return _on_the_system()
