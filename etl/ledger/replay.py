"""Was this file, or this confirmation, here before; did figures change meanwhile?"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, func, select

from etl.ledger.errors import KeyReused
from etl.ledger.records import PENDING, ActKind, FigureId, Receipt
from etl.ledger.states import first, states
from etl.ledger.submissions import Terms
from etl.ledger.tables import act, figure, filed_period, submission, terms

if TYPE_CHECKING:
    from etl.parse import Entry


def confirmed_before(connection: Connection, key: str, sha256: str, place: str) -> Receipt | None:
    """The submission that this confirmation made already; KeyReused for other bytes."""
    if not key:
        return None
    found = connection.execute(states().where(terms.c.key == key)).first()
    if found is not None and found.original_sha256 != sha256:
        raise KeyReused(place, found.submission_id)
    return found and _replay(found)


def standing_replay(
    connection: Connection, sha256: str, account: str, of: Terms | None
) -> Receipt | None:
    """The submission of the same bytes by the same account that waits or counts.

    Under terms it must have been sent for the same region and quarter; the operator's
    (`of` None) replays only what counts.
    """
    statement = (
        states()
        .where(submission.c.original_sha256 == sha256, first.c.account == account)
        .order_by(act.c.sequence.desc())
    )
    if of is None:
        statement = statement.where(act.c.kind == ActKind.ACCEPTED)
    else:
        statement = statement.where(
            act.c.kind.in_([*PENDING, ActKind.ACCEPTED]),
            func.coalesce(terms.c.region_code, "") == of.region_code,
            func.coalesce(terms.c.quarter, "") == of.quarter,
        )
    found = connection.execute(statement).first()
    return found and _replay(found)


def replaced_by(
    connection: Connection, sha256: str, entries: Sequence["Entry"]
) -> str | None:
    """The latest submission in force that replaced figures of these bytes, sent once before.

    Sending them again would put older figures in the place of newer ones.
    """
    last = _last_sent(connection, sha256)
    if last is None:
        return None
    ended = act.alias("ended")
    in_force = ~(
        select(ended.c.sequence)
        .where(ended.c.subject == submission.c.submission_id, ended.c.kind == ActKind.WITHDRAWN)
        .exists()
    )
    keys = {figure_id(entry) for entry in entries}
    rows = _figures_of_acts(connection, last, keys, [ActKind.ACCEPTED], in_force)
    return max(((row.sequence, row.submission_id) for row in rows), default=(0, None))[1]


def _last_sent(connection: Connection, sha256: str) -> int | None:
    """When these bytes last counted or came to wait: the act after which another file would
    have replaced them; None if they never came in. One that was returned or withdrawn before
    it counted is looked at only where there is no other."""
    accepted = act.alias("accepted")
    sent = connection.execute(
        states()
        .add_columns(accepted.c.sequence.label("accepted"))
        .outerjoin(
            accepted,
            (accepted.c.subject == submission.c.submission_id)
            & (accepted.c.kind == ActKind.ACCEPTED),
        )
        .where(submission.c.original_sha256 == sha256, first.c.kind == ActKind.SUBMITTED)
    ).all()
    standing = [
        row.accepted or row.submission_no for row in sent if row.accepted or row.kind in PENDING
    ]
    return max(standing or [row.submission_no for row in sent], default=None)


def changed_since(
    connection: Connection, after: int, keys: Collection[tuple]
) -> frozenset[FigureId]:
    """Which of these figures an acceptance or withdrawal after act `after` concerned."""
    kinds = [ActKind.ACCEPTED, ActKind.WITHDRAWN]
    return frozenset(row.key for row in _figures_of_acts(connection, after, keys, kinds))


def figure_id(entry: "Entry") -> FigureId:
    """Which figure an entry is of."""
    return FigureId(
        entry.region_code,
        entry.metric,
        str(entry.scope),
        str(entry.counting),
        entry.period.month_no,
    )


class _Touched:
    __slots__ = ("sequence", "submission_id", "key")

    def __init__(self, row: Row):
        self.sequence, self.submission_id = row.sequence, row.submission_id
        self.key = FigureId(*(getattr(row, name) for name in FigureId._fields))


def _figures_of_acts(
    connection: Connection, after: int, keys: Collection[tuple], kinds, *conditions
) -> list[_Touched]:
    """Figures among `keys` of submissions with an act of these kinds after `after`."""
    regions = {key[0] for key in keys}
    months = {key[4] for key in keys}
    statement = (
        select(act.c.sequence, submission.c.submission_id, *(figure.c[name] for name in FigureId._fields))
        .join_from(filed_period, submission, submission.c.submission_no == filed_period.c.submission_no)
        .join(act, act.c.subject == submission.c.submission_id)
        .join(
            figure,
            (figure.c.submission_no == filed_period.c.submission_no)
            & (figure.c.region_code == filed_period.c.region_code)
            & (figure.c.month_no == filed_period.c.month_no),
        )
        .where(
            act.c.sequence > after,
            act.c.kind.in_(kinds),
            filed_period.c.region_code.in_(regions),
            filed_period.c.month_no.in_(months),
            *conditions,
        )
    )
    wanted = set(map(tuple, keys))
    touched = map(_Touched, connection.execute(statement))
    return [one for one in touched if one.key in wanted]


def _replay(found: Row) -> Receipt:
    state = ActKind(found.kind)
    return Receipt(found.submission_id, found.sequence, state is ActKind.ACCEPTED, True, state)
