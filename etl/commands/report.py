"""`python -m etl report`: the bulletin of a place and quarter as Word, PDF or Excel.

The bulletin is written from what the pages show, so it lives in `dashboard`. It is imported when
the command runs: the other commands start without Streamlit, and `etl` needs no dashboard to be imported.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from etl.collection.quarters import every_duty
from etl.commands import demonstration
from etl.commands.gaps import known_at, quarter, say_if_to_come
from etl.commands.pages import quiet_streamlit
from etl.commands.refusal import reports_refusal
from etl.problems import wording
from etl.settings import read_settings
from etl.workspace import Workspace

if TYPE_CHECKING:
    from dashboard.report.inputs import Inputs

#: What a bulletin can be written as, by the ending of the file's name.
ENDINGS = (".docx", ".pdf", ".xlsx")


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("report", parents=[shared], help="生成一个地区、一个季度的通报（Word、PDF 或 Excel）")
    command.add_argument("--as-of", type=quarter, required=True, metavar="2025Q4", help="评价期（季度）")
    command.add_argument(
        "--region", default="", metavar="CODE", help="省、市或县的代码或名称，如 330000；不写即登记的省，有几个省的全部在内"
    )
    command.add_argument(
        "--known-at",
        type=known_at,
        metavar="ISO",
        help="数据截止时刻，如 2025-09-30T18:00+08:00；只写日期即当日结束时（北京时间）",
    )
    command.add_argument("--out", type=_file, required=True, metavar="FILE", help="写到哪个文件（.docx、.pdf 或 .xlsx）")
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="通报和提示的语言（默认 zh）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """Writes the file and says so; its progress goes to standard error."""
    workspace, words = Workspace(args.data), wording(args.lang)

    def tell(step: str, **named: object) -> None:
        print(words[step].format(**named), file=sys.stderr, flush=True)

    demonstration.mark(workspace)
    _require_place_for(args.out)
    quiet_streamlit()
    data = _made(workspace, args, tell)
    _put(args.out, data)
    print(words["report.written"].format(file=args.out))
    return 0


def _made(workspace: Workspace, args: argparse.Namespace, tell: Callable[..., None]) -> bytes:
    """Read, write in words, lay out: the bytes of the file."""
    from dashboard.report.compose import compose
    from dashboard.report.files import WRITERS
    from dashboard.report.inputs import read
    from dashboard.wording import Words

    until = None if say_if_to_come(workspace, args.known_at) else args.known_at
    tell("report.reading")
    # who reported is known of now only, so a bulletin of an earlier time does not say it
    duties = [] if until else every_duty(workspace, str(args.as_of))
    material = read(workspace, args.region, str(args.as_of), until, duties=duties)
    _tell_of_everywhere(material, tell)
    tell("report.composing")
    bulletin = compose(material, Words(args.lang))
    ending = args.out.suffix.lower()
    tell("report.writing", ending=ending)
    data = WRITERS[ending](bulletin, read_settings(workspace.root).palette)
    if bulletin.draft:
        print(bulletin.draft, file=sys.stderr)
    return data


def _tell_of_everywhere(material: "Inputs", tell: Callable[..., None]) -> None:
    """Says so where a bulletin is about several provinces because none was named."""
    tops = [one.region_code for one in material.regions.values() if not one.parent_code]
    if material.place is None and tops:
        tell("report.everywhere", count=len(tops), codes=", ".join(tops), first=tops[0])


def _require_place_for(file: Path) -> None:
    """Look at where the file is to stand before the work; raises OSError."""
    if file.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(file))
    if not os.access(file.parent, os.W_OK):
        code = 13 if file.parent.is_dir() else 2
        raise OSError(code, os.strerror(code), str(file))


def _put(file: Path, data: bytes) -> None:
    """Write beside it under another name, then rename: whoever opens the file finds a whole one."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None
    finally:
        part.unlink(missing_ok=True)


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(f"扩展名须为 .docx、.pdf 或 .xlsx / must end in .docx, .pdf or .xlsx: {text!r}")
    return path
