"""Whether this machine has what browser tests need: Chromium, and a driver that starts."""

import os
import shutil
import subprocess
import sys
from functools import cache

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of Chromium, None if there is none."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


def require_chromium() -> None:
    """Skips the test where something is missing; fails it with REQUIRE_ALL=1."""
    if missing := _missing():
        (pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip)(missing)


@cache
def _missing() -> str:
    if chromium() is None:
        return "Chromium not found; on Debian: apt-get install chromium fonts-noto-cjk"
    driver = subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True, check=False
    )
    if driver.returncode:
        return f"Playwright's driver does not start (on Debian: apt-get install libatomic1): {driver.stderr.strip()}"
    return ""
