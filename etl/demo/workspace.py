"""Write a demonstration workspace, and never over anything that is not one."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, localcontext
from pathlib import Path

from etl.demo.collection import SETTINGS, hold
from etl.demo.publication import all_series, published_files, region_labels
from etl.demo.rehearsal import rehearsal_story
from etl.demo.reports import split
from etl.demo.rows import csv_bytes
from etl.demo.story import DAY, Story, fictional_contacts, fictional_registers, fictional_story
from etl.demo.uploads import example_uploads
from etl.problems import Problem, Refused
from etl.registers import Registers, read_registers
from etl.settings import SETTINGS_FILE
from etl.workspace import CONTACTS_FILE, DEMONSTRATION_MARK, LAYOUT_FILES, REGISTER_FILES, Workspace

#: What an earlier demonstration may hold beside the registers and is replaced with them.
_FOLDERS = ("actuals", "uploads", "var")
#: The account of every quantity in the plans; belongs to the registers it explains.
_NUMBERS = "numbers.csv"

#: Noted in the mark, so that nothing done in a demonstration moves its day.
_DAY_MARK = f"演示日期 · day: {DAY}\n"
_FICTIONAL_MARK = """\
演示数据：本工作区的地区、文件、目标和数字全部由程序虚构，不代表任何真实地区，不得作为统计数据引用。
Demonstration data: regions, documents, targets and figures of this workspace are all invented by a program.
"""
_REHEARSAL_MARK = """\
演示数据：本工作区的目标取自真实规划，实际值全部由程序生成，仅供演练，不得作为统计数据引用。
Demonstration data: targets are those of real plans, every figure is invented by a program; for rehearsal only.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What a demonstration holds."""

    regions: int
    targets: int
    figures: int


def write_fictional(root: Path) -> Written:
    """The invented province. Raises `Refused` where `root` holds anything else."""
    contents = fictional_registers() | {SETTINGS_FILE: SETTINGS, CONTACTS_FILE: fictional_contacts()}
    registers = read_registers(contents)
    return _write(root, _FICTIONAL_MARK, contents, registers, fictional_story(registers), is_at_work=True)


def write_rehearsal(root: Path, source: Path) -> Written:
    """The registers of the workspace `source` with invented figures; none of its own are read.

    Raises `Refused` where `root` holds anything but a demonstration or where the
    registers of `source` are wrong.
    """
    if root.exists() and source.exists() and root.samefile(source):
        raise _refused("demo.own_source", root)
    contents = Workspace(source).register_contents()
    registers = read_registers(contents)
    contents |= Workspace(source).layout_contents()
    if (source / _NUMBERS).is_file():
        contents[_NUMBERS] = (source / _NUMBERS).read_bytes()
    return _write(root, _REHEARSAL_MARK, contents, registers, rehearsal_story(registers))


def _write(
    root: Path,
    mark: str,
    contents: Mapping[str, bytes],
    registers: Registers,
    story: Story,
    *,
    is_at_work: bool = False,
) -> Written:
    """`is_at_work`: the cities report the latest quarters themselves, with accounts and reviews."""
    with localcontext(Context(prec=40)):
        told = all_series(registers, story)
        published = published_files(registers, told, story)
        uploads = example_uploads(registers, told, published)
    labels = region_labels(registers.regions)
    stay, reports = split(published, registers) if is_at_work else (published, [])
    quarters = {name: csv_bytes(rows, labels) for name, rows in stay.items()}
    try:
        _clear(root)
        # First the mark: a demonstration that was interrupted still says what it is.
        (root / DEMONSTRATION_MARK).write_bytes((mark + _DAY_MARK).encode("utf-8"))
        _write_files(root, contents)
        _write_files(root / "actuals", quarters)
        _write_files(root / "uploads", uploads)
        if is_at_work:
            (root / "var").mkdir()
            hold(Workspace(root), registers, labels, reports, told)
    except OSError as error:
        raise _refused("demo.unwritable", root, reason=error.strerror) from error
    return Written(
        regions=len(registers.regions),
        targets=len(registers.targets),
        figures=sum(map(len, published.values())),
    )


def _write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def _clear(root: Path) -> None:
    """Make `root` an empty folder, or take an earlier demonstration out of it."""
    if any(path.exists() and not path.is_dir() for path in (root, *root.parents)):
        raise _refused("demo.not_a_folder", root)
    if root.is_dir() and any(root.iterdir()) and not Workspace(root).is_demonstration:
        raise _refused("demo.not_a_demonstration", root)
    root.mkdir(parents=True, exist_ok=True)
    for name in (*REGISTER_FILES, *LAYOUT_FILES, _NUMBERS, SETTINGS_FILE, CONTACTS_FILE):
        (root / name).unlink(missing_ok=True)
    for name in _FOLDERS:
        if (root / name).is_symlink():
            (root / name).unlink()
        elif (root / name).exists():
            shutil.rmtree(root / name)


def _refused(code: str, root: Path, **needed: object) -> Refused:
    return Refused([Problem(code, topic="workspace", found=str(root), needed=needed)])
