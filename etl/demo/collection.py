"""The invented province at work: accounts, reports and signatures, returns, releases.

Everything is recorded in the ledger of the demonstration at invented times, so that it comes
out the same each time. Nobody has a password: who looks at a demonstration picks an identity.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib.resources import files

from etl.checks.case import FigureKey, Known
from etl.checks.known import known_of
from etl.demo.reports import Report, correction, examine, first_report
from etl.demo.series import Series
from etl.intake.layout import read_layout
from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.registers import Registers
from etl.rights import Account, Role, StandIn
from etl.vocabulary import Nature
from etl.workspace import Workspace

#: What stands in `settings.toml`.
SETTINGS = """\
sign_offs = 2 # 填报人、审核人
deadline_days = 20
first_quarter = "2026Q1"
# 通报：省的署名和主送机关，下面是一个市的
issuer = "云岭省商务厅"
addressee = "各市人民政府，省政府有关部门"

[bulletin.990100]
issuer = "澜江市商务局"
addressee = "各县（市、区）人民政府，市政府有关部门"
""".encode()

_OPERATOR, _OFFICER, _PROVINCE = "operator", "yunling-officer", "990000"
#: Reports for the first time, has its quarter reopened and corrects it, took a figure back.
_FIRST_TIMER, _CORRECTING, _TAKING_BACK = "990600", "990200", "990300"
_RETURN_REASON = "首次报送，出口额未说明是否含保税仓发货，请对照商务厅监测口径逐项核对后重报。"
_REOPEN_REASONS = {
    _TAKING_BACK: "青陂市来函：品牌数重复认定，同意撤回待核。",
    _CORRECTING: "望海市来函：二季度漏统新入驻企业，同意更正。",
}
_STAND_IN = StandIn("yujin-reporter", "daoyuan-reporter", "产假期间代为填报", date(2027, 3, 31))
#: A reopening lasts beyond the day of the demonstration, so that the correction can be signed.
_DAYS_OPEN = 90


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


_SET_UP = _at("2026-01-05 09:00")
_RELEASES = {_at("2026-04-28 10:00"): "2026Q1", _at("2026-07-28 10:00"): "2026Q2"}
_STAND_IN_SINCE = _at("2026-11-02 09:00")
_RETURNED, _CORRECTED = _at("2026-10-19 15:00"), date(2026, 10, 21)


class _Office:
    """The ledger with a clock that is set by hand, and the figures accepted so far."""

    def __init__(self, workspace: Workspace, registers: Registers, labels: Mapping[str, str]):
        codes = {region.region_code for region in registers.regions}
        published = known_of(workspace, registers, codes).published
        self.registers, self.labels, self.layout = registers, labels, read_layout(workspace.root)
        self.accepted = dict(published)
        self.known = Known(self.accepted, published)
        self.now = _SET_UP
        self.ledger = Ledger.open(workspace.ledger_url, read_clock=lambda: self.now)
        self.names = {one.region_codes[0]: one.name.split("-")[0] for one in accounts() if one.role is Role.REPORTER}

    def set_up(self, contents: Mapping[str, bytes]) -> None:
        """Registers and accounts."""
        with self.ledger.transaction(_OPERATOR) as act:
            act.record_registers(contents)
            for account in accounts():
                act.put_account(account)

    def arrange_stand_in(self) -> None:
        with self.ledger.transaction(_OPERATOR) as act:
            act.put_stand_in(_STAND_IN)

    def send(self, report: Report) -> str:
        """The city's reporter sends its report; it waits for the reviewer."""
        found = examine(report, self.registers, self.layout, self.known, self.labels)
        terms = {"region_code": report.city.region_code, "quarter": str(report.quarter)}
        with self.ledger.transaction(self._account(report, Role.REPORTER)) as act:
            receipt = act.submit(
                found.data, report.name, found.entries, found.problems, encoding="utf-8-sig", **terms
            )
        return receipt.submission_id

    def sign(self, report: Report, submission_id: str) -> None:
        """The city's reviewer signs, and the figures count."""
        with self.ledger.transaction(self._account(report, Role.REVIEWER)) as act:
            act.accept(submission_id)
            entries = act.entries(submission_id)
        for entry in entries:
            if entry.nature is Nature.WITHDRAWN:
                self.accepted.pop(FigureKey.of(entry), None)
            elif entry.value is not None and entry.nature is not Nature.FORECAST:
                self.accepted[FigureKey.of(entry)] = entry.value

    def send_back(self, report: Report, submission_id: str) -> None:
        with self.ledger.transaction(self._account(report, Role.REVIEWER)) as act:
            act.send_back(submission_id, _RETURN_REASON)

    def reopen(self, report: Report) -> None:
        """The province lets the city file the quarter again, with its counties."""
        city, until = report.city.region_code, report.sent_at.date() + timedelta(days=_DAYS_OPEN)
        own = [city, *(one.region_code for one in self.registers.regions if one.parent_code == city)]
        held = {one.region_code for one in self.ledger.acceptances(own, str(report.quarter)) if one.in_force}
        with self.ledger.transaction(_OFFICER) as act:
            for region_code in own:
                if region_code in held:
                    act.reopen(region_code, str(report.quarter), _REOPEN_REASONS[city], until)

    def release(self, quarter: str) -> None:
        with self.ledger.transaction(_OFFICER) as act:
            act.release(_PROVINCE, quarter)

    def _account(self, report: Report, role: Role) -> str:
        return f"{self.names[report.city.region_code]}-{role}"


def hold(
    workspace: Workspace,
    registers: Registers,
    labels: Mapping[str, str],
    reports: Sequence[Report],
    told: Sequence[Series],
) -> None:
    """Let it all happen, in the order of time."""
    office = _Office(workspace, registers, labels)
    numbers: dict[Report, str] = {}
    regions = {region.region_code: region for region in registers.regions}
    returned = first_report(regions[_FIRST_TIMER], told)
    corrected = next(one for one in reports if (one.city.region_code, str(one.quarter)) == (_CORRECTING, "2026Q2"))
    pending = correction(corrected, "cbec_trade_value", 2, _CORRECTED, "补报新入驻企业12家，二季度累计数相应调增")

    def send(report: Report) -> None:
        numbers[report] = office.send(report)

    steps = [(moment, partial(office.release, quarter)) for moment, quarter in _RELEASES.items()]
    for report in [*reports, returned, pending]:
        steps.append((report.sent_at, partial(send, report)))
        if report.edition > 1:
            steps.append((report.sent_at - timedelta(days=1), partial(office.reopen, report)))
    for report in reports:
        steps.append((report.sent_at + timedelta(hours=7), lambda report=report: office.sign(report, numbers[report])))
    steps.append((_RETURNED, lambda: office.send_back(returned, numbers[returned])))
    steps.append((_STAND_IN_SINCE, office.arrange_stand_in))
    with office.ledger:
        office.set_up(workspace.register_contents())
        for office.now, step in sorted(steps, key=lambda one: one[0]):
            step()


@cache
def accounts() -> tuple[Account, ...]:
    """Everyone who works in the invented province."""
    text = files("etl.demo").joinpath("fictional", "accounts.csv").read_text(encoding="utf-8")
    return tuple(
        Account(row["name"], Role(row["role"]), tuple(row["regions"].split(";")) if row["regions"] else (), row["display_name"])
        for row in csv.DictReader(io.StringIO(text))
    )
