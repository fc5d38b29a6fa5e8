"""Ledgers for tests: every test runs on SQLite and on a real PostgreSQL server.

The server is started once per session from the programs on this machine, as user
`postgres` where the tests run as root, on a Unix socket in a temporary folder and without
a TCP port. Where the programs are missing its tests are skipped, saying so; with
REQUIRE_ALL=1 they fail instead.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import Connection, create_engine, text

from etl.ledger.connection import address, open_engine
from etl.parse import Entry
from etl.period import Period
from etl.vocabulary import Confidence, Counting, Nature, Scope

MISSING = "PostgreSQL server programs (initdb, postgres) not found"
_START_TIMEOUT_SECONDS = 60


def entry(row: int = 2, value: str | None = "1", **changes: object) -> Entry:
    """A figure as the parser hands it over."""
    fields = {
        "region_code": "990100",
        "metric": "export_value",
        "period": Period.parse("2025Q4"),
        "counting": Counting.YTD,
        "scope": Scope.COMMERCE,
        "nature": Nature.FINAL,
        "confidence": Confidence.HIGH,
        "unit": "亿元",
        "yoy": None,
        "published_on": date(2026, 1, 20),
        "source": "商务局",
        "note": "",
        "found_value": value or "",
        "found_unit": "亿元",
    }
    figure = None if value is None else Decimal(value)
    return Entry(row=row, value=figure, **{**fields, **changes})


def small_registers(root: Path) -> Path:
    """A workspace with two regions, two metrics and no target, quick to build."""
    registers = Path(__file__).parents[1] / "data"
    kept = {
        "regions.csv": ("330000", "330500"),
        "metrics.csv": ("cbec_trade_value", "cbec_export_value"),
        "documents.csv": (),
        "targets.csv": (),
    }
    root.mkdir()
    for name, codes in kept.items():
        header, *rows = (registers / name).read_text(encoding="utf-8").splitlines(keepends=True)
        text = header + "".join(row for row in rows if row.startswith(codes))
        (root / name).write_text(text, encoding="utf-8")
    return root


@dataclass
class Server:
    """A running PostgreSQL server; `folder` holds its socket."""

    folder: Path
    process: subprocess.Popen
    numbers: Iterator[int]

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def new_ledger(self) -> str:
        """The URL of a new empty schema: quicker to make than a database."""
        name = f"ledger_{next(self.numbers)}"
        engine = create_engine(address(self.url).url)
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        engine.dispose()
        return f"{self.url}&options=-csearch_path%3D{name}"


def programs() -> Path | None:
    """The folder of initdb and postgres, None if this machine has none."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists()), None)


def start_server() -> Server:
    """Set up and start a server; skips, or fails with REQUIRE_ALL=1, where there is none."""
    found = programs()
    if found is None:
        (pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip)(MISSING)
    folder = Path(mkdtemp(prefix="pg-"))  # a socket's path must be short
    user = _server_user(folder)
    data = folder / "data"
    options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    subprocess.run(
        [found / "initdb", "-D", data, *options],
        user=user,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    process = subprocess.Popen(
        [found / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
        start_new_session=True,
    )
    server = Server(folder, process, count(1))
    _wait_until_ready(server)
    return server


def stop_server(server: Server) -> None:
    """Stop the server and remove its folder."""
    server.process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
    server.process.wait(timeout=_START_TIMEOUT_SECONDS)
    shutil.rmtree(server.folder, ignore_errors=True)


def _server_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root; there it runs as `postgres`, who owns the folder."""
    if os.getuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return pwd.getpwnam("postgres").pw_name


def _wait_until_ready(server: Server) -> None:
    engine = create_engine(address(server.url).url)
    deadline = time.monotonic() + _START_TIMEOUT_SECONDS
    while True:
        try:
            engine.connect().close()
            break
        except Exception:
            if server.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((server.folder / "log").read_text()) from None
            time.sleep(0.1)
    engine.dispose()


@contextmanager
def tampering(url: str) -> Iterator[Callable[..., None]]:
    """SQL behind the program's back, as whoever owns the database can run it: triggers and
    foreign keys are off."""
    engine = open_engine(address(url), create=False)
    with engine.begin() as connection:
        _drop_protection(connection)
        yield lambda sql, **values: connection.execute(text(sql), values)
    engine.dispose()


def _drop_protection(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    raw = connection.connection.dbapi_connection
    raw.execute("COMMIT")  # the pragma has no effect inside a transaction
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN")
    triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for name in triggers.scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))
