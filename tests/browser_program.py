"""Whether this machine has the Chromium that browser tests drive."""

import os
import shutil

import pytest

MISSING = "Chromium not found; on Debian: apt-get install chromium fonts-noto-cjk"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of Chromium, None if there is none."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


def require_chromium() -> None:
    """Skips the test where there is none; fails it with REQUIRE_ALL=1."""
    if chromium() is None:
        (pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip)(MISSING)
