"""The picture of 总览 for the README: `python -m tests.browser.take_screenshot docs/overview.zh.png`.

It shows the demonstration, so the picture says 演示数据.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from etl.demo.workspace import write_fictional
from tests.browser.dashboard_server import CHROMIUM_ARGUMENTS, dashboard
from tests.browser_program import chromium

#: Wide enough for the sidebar and two columns of cards; high enough to reach the matrix.
SIZE = {"width": 1440, "height": 1960}
PATH = "/?quarter=2026Q3"


def main() -> None:
    """Take the picture and write it to the file named."""
    parser = argparse.ArgumentParser(description="把总览页存成图片")
    parser.add_argument("file", type=Path, metavar="FILE", help="PNG 文件")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="页面语言")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_fictional(Path(folder) / "demo")
        with dashboard(Path(folder) / "demo") as address:
            take(f"{address}{PATH}&lang={arguments.lang}", arguments.file)


def take(address: str, file: Path) -> None:
    """One picture of a page that has come to rest."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport=SIZE, device_scale_factor=1)
        page.set_default_timeout(120_000)
        page.goto(address)
        page.locator(".st-key-table-stack-matrix").wait_for()
        page.wait_for_timeout(1500)  # fonts and layout settle
        page.screenshot(path=str(file))
        browser.close()


if __name__ == "__main__":
    main()
