"""What several pages say of a submission: its number, its way, its signatures."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dashboard import formats, queries
from dashboard.components import identity
from dashboard.components.long_table import long_table
from dashboard.wording import Words
from etl.collection.difference import Difference
from etl.collection.review import Signature, Waiting


def moment(at: datetime | None) -> str:
    """Date and time in Asia/Shanghai; empty if there is none."""
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def quarter(text: str, words: Words) -> str:
    """A quarter, or that a submission brings past quarters."""
    return formats.period(text, words.lang) if text else words("submission.backfill_short")


def signatures(found: Sequence[Signature], words: Words) -> str:
    """`填报 li 2026-07-15 10:20；审核 wang …`."""
    return words("card.and").join(signature(one, words) for one in found)


def signature(one: Signature, words: Words) -> str:
    """One signature; on whose behalf, where somebody stood in."""
    key = "sign.on_behalf" if one.on_behalf else "sign.own"
    persons = {
        "account": identity.person(one.account, words),
        "principal": identity.person(one.on_behalf, words),
    }
    return words(key, deed=words(f"sign.{one.deed}"), at=moment(one.at), **persons)


def next_step(one: Waiting, words: Words) -> str:
    """Whose signature is missing next."""
    return words(f"sign.next_{one.next_deed}") if one.next_deed else words(f"submission_state.{one.state}")


_COLUMNS = ("submission_id", "region", "quarter", "next", "sender", "submitted_at", "file")


def listing(key: str, found: Sequence[Waiting], regions: Mapping[str, str], words: Words) -> None:
    """Submissions on their way: names of files and people are shown as they are."""
    lines = [
        {
            "submission_id": one.submission_id,
            "region": regions.get(one.region_code, one.region_code),
            "quarter": quarter(one.quarter, words),
            "next": next_step(one, words),
            "sender": identity.person(one.sender, words),
            "submitted_at": moment(one.submitted_at),
            "file": one.name,
        }
        for one in found
    ]
    long_table(key, _COLUMNS, lines, words)


def names(found: Sequence[Difference], regions: Mapping[str, str], data_version: str, words: Words) -> dict[str, str]:
    """Names of the regions and metrics that occur in some figures."""
    return {**regions, **metric_names({one.entry.metric for one in found}, data_version, words)}


def metric_names(ids: Collection[str], data_version: str, words: Words) -> dict[str, str]:
    """Metrics of the register by id, as this language names them."""
    metrics = {one: queries.metric(data_version, one) for one in ids}
    return {one: words.name(metric.name_zh, metric.name_en) for one, metric in metrics.items()}
