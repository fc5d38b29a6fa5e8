"""What several pages say of a submission: its number, its way, its signatures."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from dashboard import formats, queries
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
    deed = words(f"sign.{one.deed}")
    return words(key, deed=deed, account=one.account, principal=one.on_behalf, at=moment(one.at))


def next_step(one: Waiting, words: Words) -> str:
    """Whose signature is missing next."""
    return words(f"sign.next_{one.next_deed}") if one.next_deed else words(f"submission_state.{one.state}")


def listing(found: Sequence[Waiting], regions: Mapping[str, str], words: Words) -> None:
    """Submissions as data: names of files and people are never formatted."""
    lines = [
        {
            words("fact.submission_id"): one.submission_id,
            words("fact.region"): regions.get(one.region_code, one.region_code),
            words("fact.quarter"): quarter(one.quarter, words),
            words("fact.next"): next_step(one, words),
            words("fact.account"): one.sender,
            words("fact.at"): moment(one.submitted_at),
            words("fact.file"): one.name,
        }
        for one in found
    ]
    st.dataframe(lines, hide_index=True)


def names(found: Sequence[Difference], regions: Mapping[str, str], data_version: str, words: Words) -> dict[str, str]:
    """Names of the regions and metrics that occur in some figures."""
    metrics = {one.entry.metric: queries.metric(data_version, one.entry.metric) for one in found}
    return {**regions, **{code: words.name(metric.name_zh, metric.name_en) for code, metric in metrics.items()}}
