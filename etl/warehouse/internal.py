"""Build the warehouse of a workspace, keep it fresh and swap it in atomically.

Building and refreshing are one thing: bring a copy up to date and put it in place of the
old file. A build starts from an empty copy, a refresh from the present one and then only
adds what is new in the ledger.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from itertools import groupby, pairwise
from pathlib import Path

import duckdb

from etl.intake.layout import read_layout
from etl.ledger import ActKind, Ledger, RegisterVersion, open_ledger, register_files
from etl.parse import read_published
from etl.problems import Problem, Refused
from etl.registers import Registers, read_registers, registers_of
from etl.warehouse.begin import new_file
from etl.warehouse.files import one_builder, read_meta, swapped_in, write_meta
from etl.warehouse.load import (
    ledger_version,
    load_accepted,
    load_edition,
    load_published,
    load_withdrawn,
    stand,
)
from etl.warehouse.query import shanghai
from etl.warehouse.schema import fingerprint
from etl.workspace import NUMBERS_FILE, RULE_FILES, Workspace

#: Acts after which the warehouse would answer otherwise; signatures, accounts or releases
#: leave it as it is.
_LOADED = (ActKind.ACCEPTED, ActKind.WITHDRAWN, ActKind.REGISTER, ActKind.PURGED)
_REGISTER_TABLES = (
    "edition", "region", "metric", "document", "target", "target_child", "cut",
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a warehouse is made from; `ledger_head` is the last act it holds and `ledger_hash`
    the hash of that act, which no other ledger has."""

    code: str
    registers: str
    published: str
    ledger_head: int
    ledger_hash: str

    @property
    def data_version(self) -> str:
        """Short name of this state; it changes whenever an answer could."""
        return data_version(self)


def data_version(inputs: object) -> str:
    """A short name for what a warehouse is made from (a dataclass of texts and numbers)."""
    text = "|".join(str(value) for value in asdict(inputs).values())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def build(workspace: Workspace) -> str:
    """Build the warehouse anew from registers, published figures and ledger.

    Returns its data version. Raises `Refused` with every fault of the registers and
    published figures; the warehouse in place then stays as it is.
    """
    with opened(workspace) as ledger:
        return bring_up_to_date(workspace, ledger, from_scratch=True)


def refresh(workspace: Workspace) -> str:
    """Bring the warehouse up to what registers, published figures and ledger hold now.

    Builds it where it is missing, damaged or made by other SQL; does nothing where
    nothing is new. Returns the data version; raises like `build`.
    """
    with opened(workspace) as ledger:
        try:
            return bring_up_to_date(workspace, ledger)
        except duckdb.Error:  # damage that shows only when a block is read
            return bring_up_to_date(workspace, ledger, from_scratch=True)


@contextmanager
def opened(workspace: Workspace) -> Iterator[Ledger]:
    """The ledger, while no other process builds. A folder that is no workspace is refused
    and left untouched."""
    if not workspace.var.is_dir():
        _read_files(workspace, workspace.register_contents())
        workspace.var.mkdir(exist_ok=True)
    with one_builder(workspace), open_ledger(workspace) as ledger:
        yield ledger


def settle_registers(workspace: Workspace) -> None:
    """Write what acts on plans gave to registers and a killed process left unwritten; for who
    reads the register files without a refresh. Makes no ledger where there is none."""
    if Ledger.exists(workspace.ledger_url):
        with opened(workspace) as ledger:
            register_files.settle(workspace, ledger)


def bring_up_to_date(workspace: Workspace, ledger: Ledger, *, from_scratch: bool = False) -> str:
    """The work of `build` and `refresh`, for who has `opened` the workspace."""
    register_files.settle(workspace, ledger)
    ledger.record_rules(workspace.rule_contents())
    present = None if from_scratch else inputs_of(workspace.warehouse)
    contents = workspace.register_contents()
    wanted = _inputs(workspace, contents, ledger)
    if present == wanted:
        return present.data_version
    if present is not None and not _continues(present, wanted, ledger):
        present = None
    files = None if _files_stand(present, wanted, ledger) else _read_files(workspace, contents)
    if files and ledger.record_registers(contents, written=register_files.written(workspace, ledger)):
        wanted = replace(wanted, **_head(ledger))
    after = 0 if present is None else present.ledger_head
    made = new_file if present is None else swapped_in
    with made(workspace.warehouse) as connection:
        if files:
            _load_files(connection, ledger.register_versions(), after, *files)
        withdrawn = _load_ledger(connection, ledger, after, wanted.ledger_head)
        stand(connection, None if files else ledger_version(after + 1), withdrawn)
        write_meta(connection, {"data_version": wanted.data_version} | asdict(wanted))
    return wanted.data_version


def _inputs(workspace: Workspace, contents: Mapping[str, bytes], ledger: Ledger) -> Inputs:
    """What the workspace holds now. Taken before anything is read: what changes meanwhile
    is then found new at the next refresh."""
    return Inputs(**files_in_use(workspace, contents), **_head(ledger))


def files_in_use(workspace: Workspace, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Digests of the program, the registers (`contents`) and the published files."""
    published = {path.name: path.read_bytes() for path in workspace.published_files()}
    published |= workspace.layout_contents()
    return {"code": fingerprint(), "registers": digest(contents), "published": digest(published)}


def _head(ledger: Ledger) -> dict:
    """Number and hash of the last act that changes what the warehouse holds."""
    last = ledger.acts(kinds=_LOADED, newest=1)
    return {"ledger_head": last[0].sequence, "ledger_hash": last[0].hash} if last else {"ledger_head": 0, "ledger_hash": ""}


def _continues(present: Inputs, wanted: Inputs, ledger: Ledger) -> bool:
    """Whether a warehouse can be added to: made by this program, from the beginning of this
    ledger, not from another one or one that has lost its end. What was purged since must not
    linger in blocks that an addition would leave behind."""
    if present.code != wanted.code or ledger.acts(present.ledger_head, kinds=[ActKind.PURGED]):
        return False
    last = ledger.acts(present.ledger_head - 1, until=present.ledger_head)
    return present.ledger_hash == (last[0].hash if last else "")


def _files_stand(present: Inputs | None, wanted: Inputs, ledger: Ledger) -> bool:
    """Whether registers and published figures are those in the warehouse, so that they need
    not be read: with many targets that takes longer than all the rest of a refresh."""
    if present is None or (present.registers, present.published) != (wanted.registers, wanted.published):
        return False
    recorded = ledger.acts(present.ledger_head, kinds=[ActKind.REGISTER])
    return all(act.subject in (*RULE_FILES, NUMBERS_FILE) for act in recorded)


def _read_files(
    workspace: Workspace, contents: Mapping[str, bytes]
) -> tuple[Registers, list[tuple[str, Sequence]]]:
    """Registers, and published figures file by file, or all faults of all files."""
    registers = registers_of(contents)
    problems: list[Problem] = []
    published = []
    layout = read_layout(workspace.root)
    for path in workspace.published_files():
        try:
            published.append((path.name, read_published(path, registers, layout)))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return registers, published


def _load_files(
    connection, versions: Sequence[RegisterVersion], after: int, registers: Registers, published
) -> None:
    """Editions of the registers recorded after act `after`, behind those there, and all published
    figures, in place of those there."""
    _load_editions(connection, versions, after, registers)
    connection.execute("delete from actual_row where submission_id is null")
    load_published(connection, published)


def _load_editions(connection, versions: Sequence[RegisterVersion], after: int, present: Registers) -> None:
    """Every state the registers were in, each in force until the next. What was recorded up to act
    `after` is there already and never changes, but for the end of the last: with many targets
    reading one state again takes longer than all the rest."""
    states = _states(versions)
    bounds = [None, *(shanghai(state[0].recorded_at) for state in states[1:]), None]
    there = sum(state[-1].sequence <= after for state in states)
    for table in _REGISTER_TABLES:
        connection.execute(f"delete from {table} where edition_id > ?", [there])
    connection.execute("update edition set valid_until = ? where edition_id = ?", [bounds[there], there])
    for number, (start, until) in enumerate(pairwise(bounds), 1):
        if number > there:
            registers = present if number == len(states) else read_registers(_held(states[:number]))
            load_edition(connection, number, registers, start, until)


def _states(versions: Sequence[RegisterVersion]) -> list[list[RegisterVersion]]:
    """Versions that were recorded together: each such moment began another state of the registers."""
    return [list(recorded) for _, recorded in groupby(versions, key=lambda version: version.recorded_at)]


def _held(states: Sequence[Sequence[RegisterVersion]]) -> dict[str, bytes]:
    """What the registers held after the last of these."""
    contents = {version.name: version.content for state in states for version in state}
    return {name: content for name, content in contents.items() if content is not None}


def _load_ledger(connection, ledger: Ledger, after: int, until: int) -> list[str]:
    """Add what the ledger recorded in (after, until]; returns the submissions withdrawn."""
    load_accepted(connection, ledger.figure_batches(after=after, until=until))
    withdrawn = ledger.withdrawals(after=after, until=until)
    load_withdrawn(connection, [(one.submission_id, shanghai(one.at), one.sequence) for one in withdrawn])
    return [one.submission_id for one in withdrawn]


def inputs_of(path: Path) -> Inputs | None:
    """What the warehouse file was made from; None where it is missing or unreadable."""
    meta = read_meta(path) or {}
    try:
        return Inputs(**{one.name: one.type(meta[one.name]) for one in fields(Inputs)})
    except KeyError:
        return None


def digest(contents: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents."""
    digests = [[name, hashlib.sha256(contents[name]).hexdigest()] for name in sorted(contents)]
    return hashlib.sha256(json.dumps(digests).encode()).hexdigest()
