"""What the interface for programs may be asked: form, language, filters and times; what does not fit
is refused, all at once and in words."""

from datetime import timedelta

import pytest

from dashboard import sayings, source, view
from dashboard.api.accepting import ranked
from dashboard.api.parameters import MAX_ROWS
from dashboard.findings import selection, standing
from dashboard.wording import Words
from etl.rights import Account, Role
from etl.warehouse import Audience
from tests.api_client import serve  # noqa: F401
from tests.page_identity import put_account
from tests.page_workspace import AS_OF, write_page_workspace


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    root = write_page_workspace(tmp_path_factory.mktemp("api") / "work")
    (root / "var").mkdir()
    put_account(root, Account("officer", Role.OFFICER, ("990000",)))
    return root


@pytest.fixture
def client(data, serve):  # noqa: F811
    return serve(data)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    return write_page_workspace(tmp_path_factory.mktemp("api") / "demo", demonstration=True)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("text/csv", "text/csv"), ("*/*", "application/json"), ("text/html,*/*;q=0.8", "application/json"), ("application/json", "application/json"), ("text/*", "text/csv")],
)
def test_the_form_is_what_the_client_accepts(client, accept, kind):
    assert client.sending(Accept=accept).get("/api/v1/regions").headers["content-type"].startswith(kind)
    assert client.sending(Accept=accept).get("/api/v1/regions", format="csv").headers["content-type"].startswith("text/csv")


def test_a_form_there_is_not_is_refused(client):
    assert client.sending(Accept="application/xml").get("/api/v1/regions").status == 406


def test_the_quarter_is_that_of_the_pages_where_none_is_named(serve, demonstration):  # noqa: F811
    assert serve(demonstration).get("/api/v1/gaps").json["metadata"]["as_of"] == AS_OF


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("colour=red", [("colour", "unknown")]),
        ("as_of=2025", [("as_of", "unfit")]),
        ("as_of=2025Q4%0A", [("as_of", "unfit")]),
        ("as_of=1999Q1", [("as_of", "not_offered")]),
        ("as_of=2025Q4&as_of=2025Q3", [("as_of", "repeated")]),
        ("region=999999", [("region", "not_registered")]),
        ("region=990100&region=", [("region", "unfit")]),
        ("province=990100", [("province", "not_registered")]),
        ("metric=nothing", [("metric", "not_registered")]),
        ("performance=splendid", [("performance", "unfit")]),
        ("performance=unpublished&counted=1", [("performance", "unfit"), ("counted", "unfit")]),
        ("limit=0&offset=-1&format=xml", [("format", "unfit"), ("limit", "unfit"), ("offset", "unfit")]),
        (f"limit={MAX_ROWS + 1}", [("limit", "unfit")]),
        ("limit=٣", [("limit", "unfit")]),
        ("&".join(f"a{number}=1" for number in range(300)), [("", "too_many")]),
        ("&".join(["region=990100"] * 51), [("region", "too_many")]),
    ],
)
def test_what_does_not_fit_is_refused_all_at_once(client, query, faults):
    reply = client.ask("GET", f"/api/v1/gaps?{query}".replace("٣", "%D9%A3"))
    assert reply.status == 400 and reply.headers["content-type"] == "application/problem+json"
    assert [(one["parameter"], one["code"]) for one in reply.json["errors"]] == faults
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("choices", "targets"),
    [
        ({"region": ["990100", "990200"], "metric": "export_value"}, {"990100-01", "990100-03", "990200-01"}),
        ({"province": "990000", "family": "services"}, {"990000-02"}),
        ({"family": ["other", "services"]}, {"990000-02", "990000-03"}),
        ({"document": "E"}, {"990100-02"}),
        ({"target": ["990000-01", "990200-02"]}, {"990000-01", "990200-02"}),
        ({"performance": "on_track"}, {"990000-01", "990000-03"}),
        ({"display_class": ["unpublished", "on_track"], "counted": "true"}, {f"990000-0{n}" for n in (1, 3, 4)} | {"990100-03", "990200-01"}),
        ({"counted": "false"}, {"990000-02", "990100-02", "990200-02"}),
        ({"data_state": "stale"}, {"990000-02"}),
        ({"document_status": "draft"}, {"990200-02"}),
    ],
)
def test_filters_leave_what_they_say(client, choices, targets):
    assert {row["target_id"] for row in client.get("/api/v1/gaps", as_of=AS_OF, **choices).json["rows"]} == targets


@pytest.mark.parametrize(
    ("name", "choices", "key", "found"),
    [
        ("targets", {"region": "990200"}, "target_id", {"990200-01", "990200-02"}),
        ("targets", {"document_status": "draft"}, "target_id", {"990200-02"}),
        ("regions", {"level": "city"}, "region_code", {"990100", "990200"}),
        ("regions", {"province": "990000"}, "region_code", {"990000", "990100", "990200"}),
        ("metrics", {"kind": ["rate", "stock"]}, "metric", {"parks", "return_rate"}),
        ("metrics", {"family": "other"}, "metric", {"return_rate"}),
        ("documents", {"document_status": "ended"}, "document_id", {"E"}),
        ("actuals", {"region": "990100"}, "region_code", {"990100"}),
        ("actuals", {"province": "990000", "metric": "events"}, "metric", {"events"}),
        ("actuals", {"family": "other"}, "metric", {"return_rate"}),
        ("actuals", {"as_of": "2025Q1"}, "period", {"2023Q4", "2024Q4"}),
    ],
)
def test_filters_of_the_other_tables(client, name, choices, key, found):
    assert {row[key] for row in client.get(f"/api/v1/{name}", **choices).json["rows"]} == found


def test_names_come_in_the_language_asked_for(client):
    def names(reply):
        return {row["region_name"] for row in reply.json["rows"]}

    assert "云岭省" in names(client.get("/api/v1/targets"))
    assert "Yunling Province" in names(client.get("/api/v1/targets", lang="en"))
    assert "Yunling Province" in names(client.sending(Accept_Language="fr, en-GB;q=0.8, zh;q=0.2").get("/api/v1/targets"))
    assert "云岭省" in names(client.sending(Accept_Language="en").get("/api/v1/targets", lang="zh"))


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("", []),
        ("en", ["en"]),
        ("text/csv;q=0.5, application/json", ["application/json", "text/csv"]),
        ("A, b ; q=0.5 , c;Q=0.8", ["a", "c", "b"]),
        ("gzip;q=0, br;q=x, deflate;q=nan, zstd;q=2, identity;q=0.001", ["identity"]),
    ],
)
def test_what_is_wanted_most_comes_first_and_what_weighs_nothing_not_at_all(header, names):
    assert ranked(header) == names


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"as_of": "2025"}, "须形如 2025Q4"),
        ({"region": "33"}, "须形如 330500"),
        ({"format": "xml"}, "应为：json, csv"),
        ({"limit": "0"}, f"应为：1–{MAX_ROWS}"),
    ],
)
def test_what_is_needed_is_listed_or_shown_by_an_example(client, query, said):
    [fault] = client.get("/api/v1/gaps", **query).json["errors"]
    assert said in fault["detail"]


def test_an_answer_says_which_time_it_stands_for(client):
    """Asked for that time again it is the same; the public is told of no time."""
    inside = client.signed_in("officer")
    first = inside.get("/api/v1/gaps", as_of=AS_OF).json
    moment = first["metadata"]["known_at"]
    assert {row["known_at"] for row in first["rows"]} == {moment}
    formed = source.made_at(source.data_version(Audience.SIGNED_IN))
    assert moment == (formed + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")
    again = inside.get("/api/v1/gaps", as_of=AS_OF, known_at=source.today().isoformat()).json
    for row in (*first["rows"], *again["rows"]):
        del row["known_at"]
    assert again["rows"] == first["rows"]
    told = client.get("/api/v1/gaps").json
    assert told["metadata"]["known_at"] is None and "known_at" not in told["rows"][0]


@pytest.mark.parametrize("moment", ["2999-12-31", "2999-12-31T12:00+08:00", "9999-12-31T23:59"])
def test_a_time_to_come_is_refused(client, moment):
    reply = client.signed_in("officer").get("/api/v1/gaps", known_at=moment)
    assert [(one["parameter"], one["code"]) for one in reply.json["errors"]] == [("known_at", "to_come")]
    assert source.today().isoformat() in reply.json["errors"][0]["detail"]


def test_today_has_come(client):
    """A bare date means its end."""
    assert client.signed_in("officer").get("/api/v1/regions", known_at=source.today().isoformat()).status == 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_say_how_the_pages_show_and_count_them(client, lang):
    """The class of the pages, which `performance` alone does not tell, and their totals."""
    words, now = Words(lang), view.View(Words(lang), source.data_version(), "", Audience.PUBLIC)
    rows = {row.key: row for row in now.rows(AS_OF)}
    told = client.get("/api/v1/gaps", as_of=AS_OF, lang=lang).json["rows"]
    assert {(one["target_id"], one["due_period"]) for one in told} == set(rows)
    for one in told:
        row = rows[one["target_id"], one["due_period"]]
        assert (one["display_class"], one["display_class_name"]) == (standing.class_of(row), sayings.class_word(row, words))
    unpublished = [one for one in told if one["display_class"] == "unpublished"]
    assert unpublished and {one["performance"] for one in unpublished} == {"not_assessable"}
    totals = selection.counted(selection.latest(rows.values()))
    assert sum(one["counted"] for one in told) == len(totals) < len(told)
    assert client.get("/api/v1/gaps", as_of=AS_OF, counted="true").json["metadata"]["total"] == len(totals)
    assert client.get("/api/v1/gaps", as_of=AS_OF, counted="false").json["metadata"]["total"] == len(told) - len(totals)


def test_of_a_yearly_target_the_latest_year_counts_whatever_is_asked_for(client):
    rows = client.get("/api/v1/gaps", as_of=AS_OF).json["rows"]
    years = {}
    for row in rows:
        years.setdefault(row["target_id"], []).append((row["due_period"], row["counted"], row["performance"]))
    [(target, [(_, early, performance), (_, late, _)])] = [(key, sorted(found)) for key, found in years.items() if len(found) == 2]
    assert (early, late) == (False, True)
    alone = client.get("/api/v1/gaps", as_of=AS_OF, target=target, performance=performance).json["rows"]
    assert [one["counted"] for one in alone][0] is False
