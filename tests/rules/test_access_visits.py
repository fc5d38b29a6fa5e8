"""When an account was last here: kept by the server, over sign-ins, for each account by itself."""

from datetime import timedelta

from sqlalchemy import text

from etl.access import AccessStore, session_key
from etl.access.connection import open_engine
from tests.access_stores import MORNING, store, time  # noqa: F401


def test_at_the_first_visit_there_was_none(store):
    assert store.last_visit("li") is None
    store.begin_session("li")
    assert store.last_visit("li") is None and store.last_visit("wang") is None


def test_the_last_visit_is_the_last_use_on_an_earlier_day(store, time):
    first = session_key(store.begin_session("li"))
    time.pass_(minutes=20)
    assert store.session(first, 30)
    time.pass_(days=3)
    second = session_key(store.begin_session("li"))
    assert store.last_visit("li") == MORNING + timedelta(minutes=20)
    time.pass_(minutes=25)
    assert store.session(second, 30)
    assert store.last_visit("li") == MORNING + timedelta(minutes=20)


def test_signing_in_again_on_the_same_day_moves_nothing(store, time):
    store.begin_session("li")
    time.pass_(days=1)
    for _ in range(4):
        key = session_key(store.begin_session("li"))
        time.pass_(hours=1)
        store.session(key, 90)
        store.end_session(key)
        time.pass_(hours=2)
    assert store.last_visit("li") == MORNING
    time.pass_(hours=12)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING + timedelta(days=1, hours=10), "the last of the four"


def test_a_session_used_across_midnight_was_a_visit_of_the_day_before(store, time):
    time.pass_(hours=14, minutes=40)
    key = session_key(store.begin_session("li"))  # 23:40
    assert store.last_visit("li") is None
    for _ in range(3):
        time.pass_(minutes=15)
        assert store.session(key, 30)
    assert store.last_visit("li") == MORNING + timedelta(hours=14, minutes=55)
    time.pass_(hours=8)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING + timedelta(hours=14, minutes=55)


def test_days_are_those_of_beijing(store, time):
    """23:30 and 00:30 there are one day of UTC."""
    time.pass_(hours=14, minutes=30)
    store.begin_session("li")
    time.pass_(hours=1)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING + timedelta(hours=14, minutes=30)


def test_it_outlives_the_forgetting_of_sessions_by_others(store, time):
    store.begin_session("li")
    time.pass_(days=2)
    store.begin_session("wang")  # forgets what is over
    time.pass_(days=2)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING
    assert store.last_visit("wang") == MORNING + timedelta(days=2)


def test_what_was_used_today_and_is_over_is_not_forgotten_before_tomorrow(store, time):
    time.pass_(hours=-8)  # 01:00
    store.begin_session("li")
    time.pass_(hours=13)  # its twelve hours are over
    store.begin_session("wang")
    time.pass_(hours=20)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING - timedelta(hours=8)


def test_a_session_that_was_ended_by_signing_out_was_a_visit(store, time):
    key = session_key(store.begin_session("li"))
    store.end_session(key)
    time.pass_(hours=24)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING


def test_a_second_device_counts_what_the_first_has_seen(store, time):
    key = session_key(store.begin_session("li"))
    time.pass_(minutes=10)
    assert store.session(key, 30)
    time.pass_(days=1)
    store.begin_session("li")
    assert store.last_visit("li") == MORNING + timedelta(minutes=10)


def test_a_store_made_before_visits_were_kept_gets_the_table(ledger_url):
    engine, _ = open_engine(ledger_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE access_visit"))
    engine.dispose()
    with AccessStore(*open_engine(ledger_url)) as store:
        assert store.last_visit("li") is None
