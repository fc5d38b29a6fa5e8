"""Time and memory, measured so that ratios within one run mean something."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

# A process that imported what every part needs, and did nothing else, forks one for each. It knows
# installed modules only: the path to this folder does not reach it.
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["etl.demo.workspace", "etl.ledger", "etl.warehouse"])


def best_seconds(tasks: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """The shortest of `repeats` runs of each task, by name; under `NAME processor` the least
    processor time, which a busy machine stretches far less.

    The tasks take turns, so that a busy minute of the machine falls on all of them.
    """
    best: dict[str, float] = {}
    for _ in range(repeats):
        for name, task in tasks.items():
            before = time.process_time()
            wall = seconds(task)
            processor = time.process_time() - before
            for key, took in ((name, wall), (f"{name} processor", processor)):
                best[key] = min(best.get(key, took), took)
    return best


def seconds(task: Callable[[], object]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def in_child(task: Callable, *arguments: object) -> object:
    """The result of `task` in a new process of its own: no memory, cache or file is shared."""
    with ProcessPoolExecutor(1, mp_context=_PROCESSES) as pool:
        return pool.submit(task, *arguments).result()


def peak_memory_gb() -> float:
    """Highest resident memory of this process so far, in 10⁹ bytes.

    Not `ru_maxrss`: a child inherits that from its parent.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e9
