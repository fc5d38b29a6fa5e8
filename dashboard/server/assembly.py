"""What `dashboard/app.py` gives to `st.App`: middleware, routes, and what runs beside them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from dashboard import guard, source
from dashboard.server.account_routes import account_routes
from dashboard.server.door import Door
from etl.access import AccessUnavailable
from etl.access.accounts import shared_store

LOG = logging.getLogger("dashboard")
#: How long counts of access events stay in memory.
WRITE_EVERY_SECONDS = 5

routes = account_routes


def middleware() -> list[Middleware]:
    """The door, for how this process can be reached."""
    exposed = guard.exposure()
    return [Middleware(Door, hosts=exposed.hosts, needs_encryption=exposed.is_reached_by_others)]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Writes what was counted at the door every few seconds, and at the end."""
    writing = asyncio.create_task(_keep_writing())
    try:
        yield
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        await _write()


async def _keep_writing() -> None:
    while True:
        await asyncio.sleep(WRITE_EVERY_SECONDS)
        await _write()


async def _write() -> None:
    try:
        await run_in_threadpool(shared_store(source.workspace()).write_counts)
    except AccessUnavailable as error:
        LOG.warning("access events are kept in memory: %s", error.problems[0].found)
