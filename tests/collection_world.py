"""A small workspace with accounts in every role, and the short way to each state of a submission.

    workspace = copy_world(tmp_path / "work")
    with at(NOW):
        receipt = submitted(workspace, one_figure("45"))
        accepted(workspace, one_figure("45"))

Two cities of one province, a county of the first, and a city of another province. Accounts
were made in January; within `at` the clock of the ledger stands still.
"""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.collection import quarters, review
from etl.collection.filing import Examined, Terms, examine, submit
from etl.ledger import Ledger, Receipt, clock
from etl.ledger.clock import SHANGHAI
from etl.rights import Account, Role, StandIn
from etl.warehouse import Audience, refresh
from etl.workspace import Workspace
from tests.page_workspace import write_page_workspace

QUARTER = "2026Q2"
NOW = datetime(2026, 7, 20, 10, tzinfo=SHANGHAI)
JANUARY = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
CITY, COUNTY, OTHER_CITY, PROVINCE, FOREIGN = "990100", "990101", "990200", "990000", "980100"

_MORE_REGIONS = """990101,澜东县,Landong,county,990100,
980000,海原省,Haiyuan Province,province,,
980100,海州市,Haizhou,city,980000,
"""

REPORTER, REVIEWER, APPROVER, OFFICER = "reporter", "reviewer", "approver", "officer"
EDITOR, ADMINISTRATOR, AUDITOR = "editor", "administrator", "auditor"
OTHER_REPORTER, OTHER_REVIEWER, FOREIGN_OFFICER = "other-reporter", "other-reviewer", "foreign-officer"
#: A reviewer of the other city who reports for the first city meanwhile, and one who did.
STAND_IN, EXPIRED_STAND_IN = "stand-in", "expired-stand-in"
SECOND_REVIEWER, SECOND_ADMINISTRATOR, DISABLED, UNKNOWN, PUBLIC = "reviewer-2", "administrator-2", "left", "stranger", ""

ACCOUNTS = {
    account.name: account
    for account in (
        Account(REPORTER, Role.REPORTER, (CITY,), "填报人甲"),
        Account(REVIEWER, Role.REVIEWER, (CITY,), "审核人乙"),
        Account(SECOND_REVIEWER, Role.REVIEWER, (CITY,), "审核人丙"),
        Account(APPROVER, Role.APPROVER, (CITY,), "负责人丁"),
        Account(OTHER_REPORTER, Role.REPORTER, (OTHER_CITY,), "望海填报人"),
        Account(OTHER_REVIEWER, Role.REVIEWER, (OTHER_CITY,), "望海审核人"),
        Account(STAND_IN, Role.REVIEWER, (OTHER_CITY,), "代理人"),
        Account(EXPIRED_STAND_IN, Role.REVIEWER, (OTHER_CITY,), "前代理人"),
        Account(OFFICER, Role.OFFICER, (PROVINCE,), "省级主管"),
        Account(FOREIGN_OFFICER, Role.OFFICER, ("980000",), "外省主管"),
        Account(EDITOR, Role.EDITOR),
        Account(ADMINISTRATOR, Role.ADMINISTRATOR),
        Account(SECOND_ADMINISTRATOR, Role.ADMINISTRATOR),
        Account(AUDITOR, Role.AUDITOR),
        Account(DISABLED, Role.REPORTER, (CITY,), is_disabled=True),
    )
}
STAND_INS = (
    StandIn(REPORTER, STAND_IN, "休假", date(2026, 12, 31)),
    StandIn(REPORTER, EXPIRED_STAND_IN, "出差", date(2026, 2, 1)),
)
#: Everyone who may turn up, for tables of who may do what.
EVERYBODY = (*ACCOUNTS, UNKNOWN, PUBLIC)


def write_world(root: Path, *, demonstration: bool = False, **settings: object) -> Workspace:
    """Write registers, settings and accounts into `root`; builds no warehouse."""
    workspace = Workspace(write_page_workspace(root, demonstration=demonstration))
    with (root / "regions.csv").open("a", encoding="utf-8") as file:
        file.write(_MORE_REGIONS)
    lines = [f"{name} = {str(value).lower()}" for name, value in settings.items()]
    (root / "settings.toml").write_text("\n".join(lines), encoding="utf-8")
    with at(JANUARY), Ledger.open(workspace.ledger_url) as ledger, ledger.transaction("setup") as tx:
        for account in ACCOUNTS.values():
            tx.put_account(account)
        for stand_in in STAND_INS:
            tx.put_stand_in(stand_in)
    return workspace


@cache
def _built(settings: tuple[tuple[str, object], ...]) -> Path:
    """A world with its warehouses, built once per process."""
    folder = TemporaryDirectory(prefix="collection-world-")
    atexit.register(folder.cleanup)
    root = Path(folder.name) / "world"
    with at(JANUARY):
        workspace = write_world(root, **dict(settings))
        for audience in Audience:
            refresh(workspace, audience)
    return root


def copy_world(root: Path, **settings: object) -> Workspace:
    """A world of its own in `root`, with its warehouses."""
    shutil.copytree(_built(tuple(sorted(settings.items()))), root)
    return Workspace(root)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything happen at this moment, whoever opens the ledger."""

    class Still(datetime):
        @classmethod
        def now(cls, tz=None) -> datetime:
            return moment.astimezone(tz)

    before, clock.datetime = clock.datetime, Still
    try:
        yield
    finally:
        clock.datetime = before


HEADER = "地区,指标,年份,季度,计数方式,数值,单位,备注"


def file_of(*rows: str) -> bytes:
    """An upload with these rows under the short header."""
    return "\n".join([HEADER, *rows, ""]).encode()


def one_figure(
    value: str, region: str = "澜江市", quarter: str = QUARTER, note: str = "", metric: str = "跨境电商出口额", unit: str = "亿元"
) -> bytes:
    """An upload of one 累计 figure."""
    return file_of(f"{region},{metric},{quarter[:4]},{quarter[5]},本年累计,{value},{unit},{note}")


def terms(region_code: str = CITY, quarter: str = QUARTER, today: date = NOW.date()) -> Terms:
    """The terms of a file of the first city, for the quarter that is reported."""
    return Terms(region_code, quarter, today)


def examined(workspace: Workspace, data: bytes, under: Terms | None = None, name: str = "q2.csv") -> Examined:
    """What the page shows before the confirmation."""
    return examine(workspace, data, name, under or terms())


def submitted(
    workspace: Workspace, data: bytes, account: str = REPORTER, under: Terms | None = None, reason: str = ""
) -> Receipt:
    """Examine and confirm."""
    under = under or terms()
    return submit(workspace, account, examined(workspace, data, under), under, reason)


def signed(workspace: Workspace, submission_id: str, account: str = REVIEWER) -> Receipt:
    """Look at a submission and sign it."""
    basis = review.inspect(workspace, account, submission_id).basis
    return review.sign(workspace, account, submission_id, basis)


def accepted(
    workspace: Workspace, data: bytes, account: str = REPORTER, reviewer: str = REVIEWER, under: Terms | None = None
) -> Receipt:
    """Submit and have it reviewed."""
    return signed(workspace, submitted(workspace, data, account, under).submission_id, reviewer)


def reopen(workspace: Workspace, quarter: str = QUARTER, until: date = NOW.date()) -> None:
    """Let the first city file a locked quarter again."""
    quarters.reopen(workspace, OFFICER, CITY, quarter, "漏报一家企业，同意更正", until)


def head(workspace: Workspace) -> int:
    """The last sequence number of the ledger."""
    with Ledger.open(workspace.ledger_url) as ledger:
        return ledger.head()
