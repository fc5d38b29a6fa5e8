"""What the interface for programs answers: the figures of the contract with their words, page by page,
named by their state, and refusals in words."""

import csv
import io
import json
import re
from decimal import Decimal
from functools import partial

import pytest

from dashboard import source
from dashboard.api import problem
from dashboard.api.resources import RESOURCES
from dashboard.server import limits
from dashboard.wording import Words
from etl.decimals import canonical
from etl.period import Period
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS
from etl.warehouse import Audience, gaps
from etl.workspace import Workspace
from tests.api_client import PATHS, serve  # noqa: F401
from tests.page_workspace import AS_OF, write_page_workspace

PUBLIC = [name for name in RESOURCES if name != "submissions"]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A workspace in which the text of one target would be a formula."""
    root = write_page_workspace(tmp_path_factory.mktemp("api") / "work")
    targets = (root / "targets.csv").read_text(encoding="utf-8")
    (root / "targets.csv").write_text(targets.replace("突破150亿元", '"=HYPERLINK(""http://x"")"'), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    return write_page_workspace(tmp_path_factory.mktemp("api") / "demo", demonstration=True)


@pytest.fixture
def client(data, serve):  # noqa: F811
    return serve(data)


def rows_of_csv(reply) -> list[dict[str, str]]:
    assert reply.body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"), newline="")))


def as_text(row: dict) -> dict[str, str]:
    return {key: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value) for key, value in row.items()}


def test_gaps_are_those_of_the_command_line(client, data):
    answer = client.get("/api/v1/gaps", as_of=AS_OF).json
    expected = gaps(Workspace(data), Period.parse(AS_OF), None, Audience.PUBLIC)
    told = [{name: canonical(value) if isinstance(value, Decimal) else value for name, value in row.items()} for row in expected]
    assert [{name: row[name] for name in GAP_COLUMNS} for row in answer["rows"]] == told
    assert set(OUTLOOK_COLUMNS) <= set(answer["rows"][0])


def test_decimals_are_text_and_unknown_is_null(client):
    rows = {row["target_id"]: row for row in client.get("/api/v1/gaps", as_of=AS_OF).json["rows"]}
    assert rows["990000-01"]["gap_to_target"] == "74" and isinstance(rows["990000-01"]["pace"], float)
    assert rows["990200-01"]["actual_value"] is None and rows["990200-01"]["attainment"] is None


@pytest.mark.parametrize("name", PUBLIC)
def test_every_table_is_the_same_as_csv(client, name):
    answer, file = client.get(f"/api/v1/{name}").json, client.get(f"/api/v1/{name}", format="csv")
    rows = rows_of_csv(file)
    assert list(rows[0]) == list(answer["rows"][0]) and len(rows) == len(answer["rows"]) == answer["metadata"]["total"] > 0
    assert [{key: text.removeprefix("'") for key, text in row.items()} for row in rows] == list(map(as_text, answer["rows"]))
    assert file.headers["content-type"] == "text/csv; charset=utf-8" and f'"{name}' in file.headers["content-disposition"]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_code_comes_with_its_word_under_the_same_headings_in_both_languages(client, name):
    zh, en = (client.get(f"/api/v1/{name}", lang=lang).json["rows"] for lang in ("zh", "en"))
    assert list(zh[0]) == list(en[0])
    coded = [column for column in RESOURCES[name].columns if column.terms or column.name == "unit"]
    for column in coded:
        for rows, words in ((zh, Words("zh")), (en, Words("en"))):
            assert list(rows[0])[list(rows[0]).index(column.name) + 1] == f"{column.name}_name"
            for row in rows:
                code, word = row[column.name], row[f"{column.name}_name"]
                assert (word is None) == (code is None)
                assert column.terms is None or code is None or word == words(column.terms[code])
    told = [text for row in en for key, text in row.items() if text and (key.endswith("_name") or key == "promise")]
    assert told and not [text for text in told if re.search("[\u3400-\u9fff]", text)]


def test_a_target_says_what_it_promises(client):
    def promises(path, lang="zh"):
        return {row["target_id"]: row["promise"] for row in client.get(path, lang=lang).json["rows"]}

    gap_table, register = f"/api/v1/gaps?as_of={AS_OF}", "/api/v1/targets"
    assert promises(gap_table)["990100-01"] == promises(register)["990100-01"] == "到2027年底，超过 150 亿元"
    assert promises(gap_table, "en")["990100-01"] == promises(register, "en")["990100-01"]
    assert promises(register)["990000-02"] == "每年不低于 500 场"
    assert promises(gap_table)["990000-02"].startswith("2025年") and promises(gap_table)["990000-02"].endswith("不低于 500 场")


def test_units_have_words_too(client):
    [row] = client.get("/api/v1/gaps", as_of=AS_OF, lang="en", target="990100-01").json["rows"]
    assert (row["unit"], row["unit_name"], row["performance_name"]) == ("亿元", "CNY 0.1 bn", Words("en")("performance.off_track"))


def test_what_would_start_a_formula_is_text_in_csv(client):
    [told] = [row["figure"] for row in client.get("/api/v1/targets").json["rows"] if "HYPERLINK" in row["figure"]]
    [written] = [row["figure"] for row in rows_of_csv(client.get("/api/v1/targets", format="csv")) if "HYPERLINK" in row["figure"]]
    assert told.startswith("=") and written == f"'{told}"


def test_every_answer_says_of_when_it_is(client, serve, demonstration):  # noqa: F811
    told = client.get("/api/v1/gaps").json["metadata"]
    assert told["data_date"] == AS_OF and told["known_at"] is None and told["demonstration"] is None and told["as_of"] >= AS_OF
    client = serve(demonstration)
    for name in PUBLIC:
        answer = client.get(f"/api/v1/{name}")
        assert answer.json["metadata"]["demonstration"] == "演示数据"
        assert {row["demonstration"] for row in answer.json["rows"]} == {"演示数据"}
        file = client.get(f"/api/v1/{name}", format="csv")
        assert "demonstration.csv" in file.headers["content-disposition"]


def test_pages_put_together_are_the_whole(client):
    whole = client.get("/api/v1/gaps", as_of=AS_OF, format="json").json["rows"]
    path, found = f"/api/v1/gaps?as_of={AS_OF}&limit=4", []
    while path:
        answer = client.get(path)
        found += answer.json["rows"]
        assert answer.headers["x-total-count"] == str(len(whole))
        path = answer.json["metadata"]["next"]
        assert path is None or f'<{path}>; rel="next"' in answer.headers["link"]
    assert found == whole and len(whole) == 10


def test_the_next_page_is_of_the_same_quarter_and_question(client):
    path = client.get("/api/v1/actuals", limit=1, metric="export_value", format="csv").headers["link"].partition(">")[0].strip("<")
    assert {"limit=1", "metric=export_value", "format=csv", "offset=1"} <= set(path.partition("?")[2].split("&"))
    assert "as_of=" in path and "version=" in path


@pytest.mark.parametrize("name", PUBLIC)
def test_whoever_has_the_answer_gets_it_not_again(client, name):
    first = client.get(f"/api/v1/{name}")
    again = client.sending(If_None_Match=first.headers["etag"]).get(f"/api/v1/{name}")
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["cache-control"] == "public, max-age=30"
    for changed in ({"format": "csv"}, {"lang": "en"}, {"limit": 1}):
        assert client.sending(If_None_Match=first.headers["etag"]).get(f"/api/v1/{name}", **changed).status == 200


def test_a_change_of_the_data_is_another_state(serve, tmp_path):  # noqa: F811
    """Whoever has the former answer gets the new one, pages of both are not mixed, and faulty
    registers are no answer of old figures."""
    data = write_page_workspace(tmp_path / "work")
    client = serve(data)
    first = client.get("/api/v1/gaps", as_of=AS_OF, region="990200", limit=1)
    assert client.get(first.json["metadata"]["next"]).status == 200
    regions = data / "regions.csv"
    regions.write_text(regions.read_text(encoding="utf-8").replace("望海市", "望海新市"), encoding="utf-8")
    source.look_again()
    again = client.sending(If_None_Match=first.headers["etag"]).get("/api/v1/gaps", as_of=AS_OF, region="990200", limit=1)
    assert again.status == 200 and "望海新市" in again.text
    late = client.get(first.json["metadata"]["next"])
    assert (late.status, late.json["code"]) == (409, "changed")
    regions.write_text("region_code\nx\n", encoding="utf-8")
    source.look_again()
    refused = client.get("/api/v1/gaps")
    assert (refused.status, refused.json["code"]) == (503, "unavailable") and "retry-after" in refused.headers
    assert str(data) not in refused.text


def test_equal_questions_have_equal_bytes(client):
    assert client.get("/api/v1/gaps").body == client.get("/api/v1/gaps").body


@pytest.mark.parametrize("path", PATHS)
def test_a_head_is_the_answer_without_its_body(client, path):
    full, head = client.get(path), client.ask("HEAD", path)
    assert head.body == b"" or head.status >= 400  # the server itself drops the body of a refusal
    assert head.status == full.status
    assert {name: head.headers[name] for name in ("content-type", "content-length")} == {
        name: full.headers[name] for name in ("content-type", "content-length")
    }


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(client, path, method):
    reply = client.ask(method, path)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")
    assert reply.json["code"] == "method" and "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client, path):
    reply = client.get(path)
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff" and reply.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", problem.CODES)
def test_every_refusal_has_words_in_both_languages(code, lang):
    trouble = problem.Trouble(code, path="/api/x", method="POST", reference="abcd")
    told = json.loads(problem.response(trouble, lang, "/api/x").body)
    assert set(told) == {"type", "title", "status", "detail", "instance", "code"}
    assert told["status"] == problem.CODES[code] and "{" not in told["detail"]


@pytest.mark.parametrize("code", problem.FAULTS)
def test_every_fault_has_words(code):
    fault = problem.Fault("region", code, "x", "y")
    [told] = problem.content(problem.Trouble("parameters", [fault]), "en", "/")["errors"]
    assert told["code"] == code and "{" not in told["detail"]


def test_the_index_names_every_table_and_every_problem(client):
    found = client.get("/api/v1/").json
    assert set(found["tables"]) == set(RESOURCES) and set(found["problems"]) == set(problem.CODES)
    assert client.get("/api/v1").json == found and "Gap table" in client.get("/api/v1/", lang="en").text


def test_a_fault_of_the_program_says_nothing_but_its_number(client, monkeypatch):
    monkeypatch.setattr("dashboard.api.asking.identity.of", lambda _: 1 / 0)
    reply = client.get("/api/v1/gaps")
    assert (reply.status, reply.json["code"]) == (500, "failed") and "division" not in reply.text


def test_an_unknown_host_is_refused_in_the_same_form(client):
    reply = client.sending(Host="evil.example").get("/api/v1/gaps")
    assert (reply.status, reply.json["code"]) == (400, "address")


def test_whoever_asks_too_often_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(limits, "Rates", partial(limits.Rates, lambda: 0.0))  # no time passes, however slow the machine
    for _ in range(limits.MAX_ASKED_BY_STRANGER):
        assert client.get("/api/v1/").status == 200
    refused = client.get("/api/v1/")
    assert (refused.status, refused.json["code"]) == (429, "too_many") and int(refused.headers["retry-after"]) > 0


def test_the_data_package_describes_what_each_address_gives(client):
    described = client.get("/api/v1/datapackage.json").json
    assert [one["name"] for one in described["resources"]] == PUBLIC  # submissions are for who may see them
    rows = {}
    for one in described["resources"]:
        assert one["path"] == f"http://localhost/api/v1/{one['name']}?format=csv"
        rows[one["name"]] = rows_of_csv(client.get(one["path"].removeprefix("http://localhost")))
        assert [field["name"] for field in one["schema"]["fields"]] == list(rows[one["name"]][0])
    for one in described["resources"]:
        keys = [tuple(row[name] for name in one["schema"].get("primaryKey", ())) for row in rows[one["name"]]]
        assert len(set(keys)) == len(keys) or not one["schema"].get("primaryKey")
        for key in one["schema"].get("foreignKeys", ()):
            [field], [named] = key["fields"], key["reference"]["fields"]
            there = {row[named] for row in rows[key["reference"].get("resource") or one["name"]]}
            assert {row[field] for row in rows[one["name"]]} <= {*there, ""}, (one["name"], field)
