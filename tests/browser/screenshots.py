"""Pictures of every page, in both languages and three widths, and of the pages as printed.

    python -m tests.browser.screenshots              # all of them, into screenshots/ (not in git)
    python -m tests.browser.screenshots --page city --lang zh --width 390
    python -m tests.browser.screenshots --docs       # only those that README and docs/ show

They show the demonstration, so every picture says 演示数据.
"""

import argparse
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from etl.demo.workspace import write_fictional
from tests.browser.dashboard_server import ROOT, dashboard
from tests.browser.visits import VISITS, Rounds, Visit, bring_plan, browser

WIDTHS = {390: 844, 1440: 1000, 2560: 1440}
LANGUAGES = ("zh", "en")
#: What the documents show: file, page, language, width and height of the picture.
SHOWN = (("overview.zh.png", "overview", "zh", 1440, 1500),)
#: Colours of a picture of the documents: enough for text and flat colours, a third of the size.
_COLOURS = 128


def main() -> None:
    """Take the pictures asked for."""
    arguments = _arguments()
    with _demonstration(arguments.demonstration) as data, dashboard(data) as address, browser() as running:
        rounds = Rounds(running, address, data)
        if arguments.docs:
            for file in _for_docs(rounds):
                print(file)
            return
        arguments.folder.mkdir(parents=True, exist_ok=True)
        for visit in VISITS:
            if visit.page in (arguments.page or visit.page):
                for file in _all(visit, rounds, arguments):
                    print(file)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="把各页存成图片")
    parser.add_argument("--folder", type=Path, default=ROOT / "screenshots", help="图片所在目录")
    parser.add_argument("--docs", action="store_true", help="只更新 docs/ 里的图片")
    parser.add_argument("--page", action="append", choices=sorted({visit.page for visit in VISITS}), help="只要这一页，可重复")
    parser.add_argument("--lang", choices=LANGUAGES, help="只要一种语言")
    parser.add_argument("--width", type=int, choices=list(WIDTHS), help="只要一种宽度")
    parser.add_argument("--demonstration", type=Path, help="已有的演示工作区；不给就写一个新的")
    return parser.parse_args()


@contextmanager
def _demonstration(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        write_fictional(Path(folder) / "demo")
        bring_plan(Path(folder) / "demo")
        yield Path(folder) / "demo"


def _all(visit: Visit, rounds: Rounds, arguments: argparse.Namespace) -> Iterator[Path]:
    """One page in every language and width, and as printed."""
    for lang in LANGUAGES if arguments.lang is None else (arguments.lang,):
        for width, height in WIDTHS.items():
            if arguments.width in (None, width):
                page = rounds.at(visit, lang, width, height)
                yield _write(arguments.folder / f"{visit.name}.{lang}.{width}.png", _whole(page, width, height))
        if arguments.width in (None, 1440):
            yield print_page(rounds.at(visit, lang, 1440), arguments.folder / f"{visit.name}.{lang}.pdf")


def _for_docs(rounds: Rounds) -> Iterator[Path]:
    visits = {visit.page: visit for visit in VISITS}
    for name, page, lang, width, height in SHOWN:
        shown = rounds.at(visits[page], lang, width, height)
        yield _write(ROOT / "docs" / name, shown.screenshot(), colours=_COLOURS)


def _whole(page: Page, width: int, height: int) -> bytes:
    """The page to its end: Streamlit scrolls inside, so the window is made as high as it is long."""
    long = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight + 60")
    page.set_viewport_size({"width": width, "height": min(max(height, long), 9000)})
    page.wait_for_timeout(400)
    picture = page.screenshot()
    page.set_viewport_size({"width": width, "height": height})
    return picture


def print_page(page: Page, file: Path) -> Path:
    """The page on A4 paper."""
    page.pdf(path=str(file), format="A4", print_background=True, margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))
    return file


def _write(file: Path, picture: bytes, colours: int = 0) -> Path:
    if colours:
        small = io.BytesIO()
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        picture = small.getvalue()
    file.write_bytes(picture)
    return file


if __name__ == "__main__":
    main()
