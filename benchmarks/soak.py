"""Many people at once: how much memory the server takes and gives back, and how soon it answers.

A server of its own on a demonstration, and connections that speak the stream of Streamlit as a
browser does, through raw sockets and without its scripts: each opens a page, waits as a reader
does, opens another. Then all leave. They share the machine with the server.
"""

import csv
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from dashboard.server.cookie import COOKIE
from etl.access import AccessStore
from etl.ledger import Ledger
from etl.workspace import Workspace
from world import ROOT

#: What everybody may open, and what is asked for.
_PAGES = ("overview", "city", "metric", "target")
#: How long somebody reads before the next page, in seconds, on average.
_READING_SECONDS = 4
_TIMEOUT_SECONDS = 120


@dataclass
class Counts:
    """What the visitors met; `pages` are seconds from asking to the last element."""

    pages: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    sizes_mb: list[float] = field(default_factory=list)
    refused: int = 0
    faults: int = 0


def soak(root: Path, log: Path, strangers: int, signed_in: int, seconds: float, rest_seconds: float) -> dict[str, float]:
    """So many people for so long at the demonstration in `root`; the server's memory before, at
    most, and `rest_seconds` after they left (Streamlit forgets a closed page after two minutes)."""
    with _server(root, log) as (address, process):
        cookies = [""] * strangers + _cookies(root, signed_in)
        cities = _cities(root)
        _open_every_page(address, cookies[-1], cities[0])
        before = _resident_mb(process.pid)
        counts = _crowd(address, cookies, cities, seconds, process.pid)
        time.sleep(rest_seconds)
        after = _resident_mb(process.pid)
    return {
        "before MB": before,
        "peak MB": max(counts.sizes_mb),
        "after MB": after,
        "pages": len(counts.pages),
        "page median ms": median(counts.pages) * 1000,
        "page slow ms": _percentile(counts.pages, 0.95) * 1000,
        "health slow ms": _percentile(counts.health, 0.95) * 1000,
        "refused": counts.refused,
        "faults": counts.faults,
    }


def _crowd(address: str, cookies: list[str], cities: list[str], seconds: float, pid: int) -> Counts:
    """Everybody at once until the time is over, watched once a second."""
    counts, over = Counts(), Event()
    with ThreadPoolExecutor(len(cookies)) as pool:
        people = [pool.submit(_visit, address, one, cities, number, over, counts) for number, one in enumerate(cookies)]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            counts.sizes_mb.append(_resident_mb(pid))
            counts.health.append(_answer_seconds(f"{address}/_stcore/health"))
            time.sleep(1)
        over.set()
        for person in people:
            person.result()
    return counts


def _visit(address: str, cookie: str, cities: list[str], number: int, over: Event, counts: Counts) -> None:
    """One person: opens a page, reads it, opens the next."""
    chance = random.Random(number)
    pause = chance.uniform(0, _READING_SECONDS)  # not all in the same moment
    try:
        with _stream(address, cookie) as stream:
            while not over.wait(pause):
                asked = time.perf_counter()
                counts.faults += not _page_is_whole(stream, chance.choice(_PAGES), chance.choice(cities))
                counts.pages.append(time.perf_counter() - asked)
                pause = chance.expovariate(1 / _READING_SECONDS)
    except (WebSocketException, OSError, TimeoutError):
        counts.refused += 1


def _open_every_page(address: str, cookie: str, city: str) -> None:
    """What everybody shares is read once, so that it is not taken for what people leave behind."""
    for one in ("", cookie):
        with _stream(address, one) as stream:
            for page in _PAGES:
                _page_is_whole(stream, page, city)


def _page_is_whole(stream: ClientConnection, page: str, city: str) -> bool:
    """Ask for a page and read it to its end; whether it came without an error box."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = f"city={city}"
    stream.send(asked.SerializeToString())
    is_whole = True
    while True:
        told = ForwardMsg()
        told.ParseFromString(stream.recv(timeout=_TIMEOUT_SECONDS))
        kind = told.WhichOneof("type")
        if kind == "delta" and _is_fault(told.delta.new_element):
            is_whole = False
        if kind == "script_finished":
            return is_whole and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def _is_fault(element: Element) -> bool:
    kind = element.WhichOneof("type")
    return kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR)


def _stream(address: str, cookie: str) -> ClientConnection:
    return connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        origin=address,
        subprotocols=["streamlit"],
        additional_headers={"Cookie": f"{COOKIE}={cookie}"} if cookie else {},
        open_timeout=_TIMEOUT_SECONDS,
        max_size=None,
    )


def _cookies(root: Path, count: int) -> list[str]:
    """Sessions of so many people of the demonstration, some of them twice where there are fewer."""
    workspace = Workspace(root)
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        names = sorted(name for name, one in ledger.people().accounts.items() if not one.is_disabled)
    with AccessStore.open(workspace) as store:
        return [store.begin_session(names[number % len(names)], "soak") for number in range(count)]


def _cities(root: Path) -> list[str]:
    with (root / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted({row["region_code"] for row in csv.DictReader(file)})


@contextmanager
def _server(root: Path, log: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The dashboard on a free port, as it is started for real."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "GAP_TRACKER_DATA"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--", "--data", str(root)], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _await(f"{address}/_stcore/health", process, log)
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=30)


def _await(address: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + _TIMEOUT_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()[-500:]}")
        try:
            _answer_seconds(address)
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(address)


def _answer_seconds(address: str) -> float:
    start = time.perf_counter()
    with urlopen(address, timeout=_TIMEOUT_SECONDS) as answer:
        answer.read()
    return time.perf_counter() - start


def _resident_mb(pid: int) -> float:
    """What a process keeps in memory now."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) * 1024 / 1e6


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
