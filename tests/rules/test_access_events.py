"""Events at the door: counted, kept for long enough, and never so many that they fill the disk."""

from datetime import timedelta

import pytest

from etl.access import EventKind, events
from etl.access.tables import event
from tests.access_stores import rows_of, store, time  # noqa: F401


def test_events_are_counted_by_minute_source_and_account(store, time):
    for _ in range(1000):
        store.count(EventKind.REFUSED, "10.0.0.1")
    store.count(EventKind.SIGNED_IN, "10.0.0.1", "li")
    store.write_counts()
    time.pass_(minutes=1)
    store.count(EventKind.REFUSED, "10.0.0.1")
    store.write_counts()
    listed = store.events(time.now - timedelta(days=1))
    assert sorted((one.minute[11:16], one.kind, one.account, one.count) for one in listed) == [
        ("09:00", "refused", "", 1000),
        ("09:00", "signed_in", "li", 1),
        ("09:01", "refused", "", 1),
    ]


def test_what_an_event_was_about_is_counted_apart(store, time):
    for subject in ("S000001", "S000001", "S000002", "一行\n假冒的另一行" + "x" * 400):
        store.count(EventKind.ORIGINAL, "10.0.0.1", "li", subject)
    store.write_counts()
    found = sorted((one.subject, one.count) for one in store.events(time.now - timedelta(days=1)))
    assert found[:2] == [("S000001", 2), ("S000002", 1)]
    long, _ = found[2]
    assert long.isprintable() and len(long) == events.MAX_SUBJECT_CHARS


@pytest.mark.parametrize("kind", sorted(events.BY_STRANGERS))
def test_what_strangers_do_has_no_subject(store, time, kind):
    for number in range(300):
        store.count(kind, "10.0.0.1", "", f"{number}")
    store.write_counts()
    assert [(one.subject, one.count) for one in store.events(time.now - timedelta(days=1))] == [("", 300)]


def test_acts_are_found_by_their_number(store):
    store.count(EventKind.ACTED, "10.0.0.1", "li", "7")
    store.count(EventKind.ACTED, "10.0.0.2", "wang", "8")
    store.count(EventKind.ORIGINAL, "10.0.0.3", "wang", "9")
    store.write_counts()
    assert store.sources_of_acts([7, 8, 9, 10]) == {7: "10.0.0.1", 8: "10.0.0.2"}


def test_a_flood_from_many_sources_is_counted_in_fewrows_of(store, monkeypatch):
    monkeypatch.setattr(events, "MAX_ROWS_PER_DAY", 50)
    for batch in range(3):
        for number in range(200):
            store.count(EventKind.REFUSED, f"10.{batch}.0.{number}")
        store.write_counts()
    counts = [row.count for row in rows_of(store, event)]
    assert len(counts) <= 52 and sum(counts) == 600


def test_events_are_kept_for_half_a_year_at_least(store, time):
    store.count(EventKind.SIGNED_OUT, "", "li")
    store.write_counts()
    for days, left in ((184, 2), (30, 2)):
        time.pass_(days=days)
        store.count(EventKind.SIGNED_IN, "", "li")
        store.write_counts()
        assert len(rows_of(store, event)) == left
