"""What `dashboard/app.py` gives to `st.App`: middleware, routes, and what runs beside them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard import guard, source
from dashboard.api.routes import api_routes
from dashboard.server import media, running
from dashboard.server.account_routes import account_routes
from dashboard.server.door import Door
from dashboard.server.shell import shell_routes
from dashboard.server.token_routes import token_routes
from etl.access.accounts import shared_store
from etl.collection.audit import write_head
from etl.problems import Refused

LOG = logging.getLogger("dashboard")
#: How long counts of access events stay in memory.
COUNTS_EVERY_SECONDS = 5
#: How often it is looked whether today's head of the ledger is written.
HEAD_EVERY_SECONDS = 3600


def routes() -> list[Route]:
    """What is answered before Streamlit is asked."""
    return [*account_routes(), *token_routes(), *api_routes(), *shell_routes()]


def middleware() -> list[Middleware]:
    """The door, for how this process can be reached."""
    exposed = guard.exposure()
    return [Middleware(Door, hosts=exposed.hosts, needs_encryption=exposed.is_reached_by_others)]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Writes what was counted at the door every few seconds, and at the end; and each day the
    head of the ledger. The server listens by now and answers nobody yet."""
    running.send_at_once()
    running.tell_of_media(media.offers().note)
    jobs = [
        asyncio.create_task(_repeat(_write_counts, COUNTS_EVERY_SECONDS)),
        asyncio.create_task(_repeat(_write_head, HEAD_EVERY_SECONDS)),
    ]
    try:
        yield
    finally:
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        await run_in_threadpool(_quietly, _write_counts)


async def _repeat(job: Callable[[], object], seconds: int) -> None:
    while True:
        await run_in_threadpool(_quietly, job)
        await asyncio.sleep(seconds)


def _quietly(job: Callable[[], object]) -> None:
    """Do a job; a fault is logged and tried again the next time."""
    try:
        job()
    except Refused as refused:
        LOG.error("%s", refused.problems[0].message("en"))
    except OSError as error:
        LOG.error("%s: %s", error.filename, error.strerror)


def _write_counts() -> None:
    shared_store(source.workspace()).write_counts()


def _write_head() -> None:
    write_head(source.workspace())
