"""Measure the project: `python benchmarks/run.py [--rows N] [PART …]`.

Parts: gap (gap_as_of beside the latest version per key), ledger (rebuild and refresh from a
ledger), page (a rerun of a page), intake (uploads: what gets in, how fast),
kill (writers killed in the middle), soak (60 people at once). Every ratio is taken within this one run; the table goes to
standard output and, with --out, to a file.

What only one part needs is imported there: every child process imports this module anew.
"""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import gap_speed
from etl.demo.workspace import write_fictional
from etl.rights import Role
from measure import in_child
from warehouse_fill import fill_warehouse, with_registers
from world import World, own_registers

PARTS = ("gap", "ledger", "page", "intake", "kill", "soak")

#: Below so many rows only every so many-th upload is judged, and smaller ones are timed.
_WHOLE_INTAKE = 100_000
_SAMPLED = 200
#: Below so many rows the public's page is left out, and each page is warmed and run anew less often.
_WHOLE_PAGE = 100_000
#: Below so many rows writers are killed twice only.
_WHOLE_KILL = 100_000
#: Below so many rows a handful of people come for seconds.
_WHOLE_SOAK = 100_000

#: A measurement: what, figure, and the most it may be (empty: for information).
Line = tuple[str, str, str]


def main() -> None:
    """Run the chosen parts and print one line per measurement."""
    options = _options()
    os.environ.pop("GAP_TRACKER_LEDGER", None)  # a benchmark never touches a shared ledger
    lines = [_machine()]
    with TemporaryDirectory(dir=options.scratch, prefix="benchmark-") as folder:
        for part in options.parts or PARTS:
            for line in _MEASURES[part](Path(folder), options):
                print(" | ".join(filter(None, line)), flush=True)
                lines.append(line)
    if options.out:
        options.out.write_text(_table(lines), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rows", type=int, default=10_000_000, help="reported rows (default 10 million)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each, of which the best counts")
    parser.add_argument("--scratch", type=Path, help="folder for temporary files (default: the system's)")
    parser.add_argument("--out", type=Path, help="file for the table, in Markdown")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return options


def _machine() -> Line:
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    return "machine", f"{os.cpu_count()} cores, {memory_gb:.0f} GB, {versions}, load {load}", ""


def _gap(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    tenth, _ = _warehouse(folder, "tenth", World(options.rows // 10))
    whole, row_count = _warehouse(folder, "whole", World(options.rows))
    small, large = _gap_seconds(tenth, options), _gap_seconds(whole, options)
    yield from _gap_lines("mix of the registers", row_count, large, "≤ 4 ×")
    yield "gap, time ÷ time over a tenth of the rows", f"{large['gaps'] / small['gaps']:.1f} ×", "≤ 12 ×"
    peak_gb, count = in_child(gap_speed.gap_memory_gb, whole)
    yield f"gap, peak memory with all {count:,} rows fetched", f"{peak_gb:.2f} GB", "≤ 4 GB"
    own = folder / "own.duckdb"
    with_registers(whole, own, own_registers())
    yield _ratio("the project's own targets ÷ yardstick", _gap_seconds(own, options), "≤ 1 ×")
    own.unlink()
    whole.unlink()
    flows, row_count = _warehouse(folder, "flows", World(options.rows, only_flows=True))
    yield from _gap_lines("flows only, the worst case", row_count, _gap_seconds(flows, options))
    flows.unlink()


def _warehouse(folder: Path, name: str, world: World) -> tuple[Path, int]:
    reports, warehouse = folder / f"{name}.reports", folder / f"{name}.duckdb"
    in_child(world.write_reports, reports)
    row_count = in_child(fill_warehouse, warehouse, reports, world.register_contents())
    reports.unlink()
    return warehouse, row_count


def _gap_seconds(warehouse: Path, options: argparse.Namespace) -> dict[str, float]:
    return in_child(gap_speed.gap_seconds, warehouse, options.repeats)


def _gap_lines(mix: str, row_count: int, took: dict[str, float], limit: str = "") -> Iterator[Line]:
    yield f"{mix}: reported rows", f"{row_count:,}", ""
    yield _ratio(f"{mix}: gap ÷ yardstick", took, limit)
    yield _ratio(f"{mix}: gap ÷ yardstick, known_at set", took, limit, " known_at")


def _ratio(what: str, took: dict[str, float], limit: str, suffix: str = "") -> Line:
    gaps, yardstick = took[f"gaps{suffix}"], took[f"yardstick{suffix}"]
    processor = took[f"gaps{suffix} processor"] / took[f"yardstick{suffix} processor"]
    figure = f"{gaps / yardstick:.2f} × ({gaps:.2f} s ÷ {yardstick:.2f} s; processor time {processor:.2f} ×)"
    return what, figure, limit


def _ledger(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    import rebuild_speed
    from ledger_fill import fill_ledger

    world, reports = World(options.rows), folder / "ledger.reports"
    in_child(world.write_reports, reports)
    workspace = folder / "workspace"
    _write_workspace(workspace, own_registers())
    in_child(fill_ledger, f"sqlite:///{workspace / 'var' / 'ledger.db'}", reports, own_registers())
    reports.unlink()
    took = in_child(rebuild_speed.rebuild_seconds, workspace, options.repeats)
    rebuild, copy = took["rebuild"], took["bare copy"]
    processor = took["rebuild processor"] / took["bare copy processor"]
    yield (
        "rebuild from the ledger ÷ bare copy",
        f"{rebuild / copy:.2f} × ({rebuild:.1f} s ÷ {copy:.1f} s; processor time {processor:.2f} ×)",
        "≤ 3 ×",
    )
    filing = in_child(rebuild_speed.filing_seconds, workspace, options.repeats)
    together = filing["together"]
    yield (
        "60 figures accepted → gap shown",
        f"{together:.2f} s (refresh {filing['refresh']:.2f} s, gap {filing['gap']:.2f} s)",
        "≤ 2 s",
    )
    yield "the same ÷ rebuild", f"{together / rebuild:.3f} ×", "≤ 0.1 ×"


def _write_workspace(workspace: Path, registers: dict[str, bytes]) -> None:
    for name in ("var", "actuals"):
        (workspace / name).mkdir(parents=True)
    for name, content in registers.items():
        (workspace / name).write_bytes(content)


def _page(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    import page_speed

    is_small = options.rows < _WHOLE_PAGE
    for role in (Role.OFFICER,) if is_small else (Role.PUBLIC, Role.OFFICER):
        root = _demonstration(folder, f"demo-{role}")
        took = in_child(page_speed.page_milliseconds, root, options.repeats, role)
        rerun = f"{took['rerun']:.0f} ms (processor time {took['rerun processor']:.0f} ms)"
        yield f"page 城市 as {role}, another city chosen: script, median", rerun, "≤ 150 ms"
        yield "an empty page, median", f"{took['empty page']:.0f} ms", ""
        yield "slowest rerun", f"{took['slowest rerun']:.0f} ms", ""
        yield "first visit, warehouse built and caches filled", f"{took['first visit']:.0f} ms", ""
    repeats, warming = (options.repeats, 1) if is_small else (5 * options.repeats, 2)
    pages = in_child(page_speed.every_page_milliseconds, root, repeats, warming)
    for name, took in pages.items():
        yield f"page {name}, rerun: script, median", f"{took:.0f} ms", "≤ 150 ms"


def _demonstration(folder: Path, name: str) -> Path:
    """A demonstration workspace of its own, written once and copied."""
    written = folder / "demonstration"
    if not written.exists():
        in_child(write_fictional, written)
    return shutil.copytree(written, folder / name)


def _intake(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    is_small = options.rows < _WHOLE_INTAKE
    yield from _verdict_lines(in_child(_verdicts, _SAMPLED if is_small else 1))
    import intake_speed

    sizes = (100, 1_000) if is_small else (2_000, 20_000)
    took = in_child(intake_speed.check_seconds, sizes, options.repeats)
    small, large = sizes
    for form in ("csv", "xlsx"):
        one, ten = took[f"{form} {small}"], took[f"{form} {large}"]
        yield f"{form}, {large:,} rows checked ÷ {small:,}", f"{ten / one:.1f} × ({ten:.2f} s ÷ {one:.2f} s)", "≤ 12 ×"
        yield f"{form}, {large:,} rows: peak memory of the reading process", f"{took[f'{form} {large} MB']:.0f} MB", "≤ 256 MB"
    previews = in_child(intake_speed.preview_milliseconds, _demonstration(folder, "demo-intake"), 1 if is_small else 40)
    for what, times in previews.items():
        median, slow = intake_speed.median(times), intake_speed.percentile(times, 0.95)
        yield f"60 figures previewed, {what}: median; 95th percentile", f"{median:.0f} ms; {slow:.0f} ms", ""
    yield _confirmed(folder / "plans", World(options.rows).register_contents(), options.repeats, "" if is_small else "≤ 2 ×")


def _confirmed(workspace: Path, registers: dict[str, bytes], repeats: int, limit: str) -> Line:
    import confirm_speed

    _write_workspace(workspace, registers)
    took = in_child(confirm_speed.confirm_seconds, workspace, repeats)
    confirm, read = took["confirming"], took["reading"]
    processor = took["confirming processor"] / took["reading processor"]
    count = registers["targets.csv"].count(b"\n") - 1
    figure = f"{confirm / read:.2f} × ({confirm:.2f} s ÷ {read:.2f} s; processor time {processor:.2f} ×)"
    return f"a plan confirmed among {count:,} targets ÷ reading the register once", figure, limit


def _verdicts(every: int) -> dict[str, dict[str, int]]:
    from etl.registers import read_registers
    from intake_pollution import judge

    verdicts = judge(read_registers(own_registers()), every)
    print(*verdicts.worst, sep="\n", end="\n" if verdicts.worst else "", file=sys.stderr)
    return {kind: dict(counts) for kind, counts in verdicts.counts.items()}


def _verdict_lines(counted: dict[str, dict[str, int]]) -> Iterator[Line]:
    for kind, counts in counted.items():
        figures = ", ".join(f"{counts.get(verdict, 0):,} {verdict}" for verdict in ("right", "refused", "silently wrong"))
        limit = "0 refused, 0 silently wrong" if kind == "harmless" else "0 silently wrong"
        yield f"uploads, {kind} ({sum(counts.values()):,} files)", figures, limit


def _kill(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    from kill import kill_counts

    kills = 2 if options.rows < _WHOLE_KILL else 200
    place = folder / "kill"
    place.mkdir()
    counts = kill_counts(place, kills)
    whole = f"{counts['acknowledged']:,} acts acknowledged, {counts['submissions']:,} submissions of 60 figures"
    yield f"kill -9, {kills} times", whole, ""
    yield "acknowledged acts lost", f"{counts['lost']}", "0"
    yield "submissions torn", f"{counts['torn']}", "0"
    yield "faults found by verify afterwards", f"{counts['faults']}", "0"


def _soak(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    from soak import soak

    is_small = options.rows < _WHOLE_SOAK
    strangers, signed_in, seconds, rest_seconds = (3, 2, 2, 0) if is_small else (50, 10, 300, 150)
    root = _demonstration(folder, "demo-soak")
    took = soak(root, folder / "server.log", strangers, signed_in, seconds, rest_seconds)
    people = f"{strangers} strangers and {signed_in} signed in, {seconds} s: "
    before, peak, after = (f"{took[f'{name} MB']:.0f} MB" for name in ("before", "peak", "after"))
    yield people + "pages opened; median; 95th percentile", _soak_pages(took), ""
    yield people + "connections refused or broken off", f"{took['refused']:.0f}", "0"
    yield people + "pages with a fault", f"{took['faults']:.0f}", "0"
    yield people + "health answered, 95th percentile", f"{took['health slow ms']:.0f} ms", ""
    yield f"server memory before; at most; {rest_seconds} s after they left", f"{before}; {peak}; {after}", ""


def _soak_pages(took: dict[str, float]) -> str:
    return f"{took['pages']:,.0f}; {took['page median ms']:,.0f} ms; {took['page slow ms']:,.0f} ms"


_MEASURES = {"gap": _gap, "ledger": _ledger, "page": _page, "intake": _intake, "kill": _kill, "soak": _soak}


def _table(lines: list[Line]) -> str:
    head = "| measured | result | at most |\n|---|---|---|\n"
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
