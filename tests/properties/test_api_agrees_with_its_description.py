"""Whatever is asked of the interface for programs, the answer is one its own description declares:
status, form and content; and never a fault of the program.

Questions are made from the description: values its schemas allow, codes the registers hold, and
texts that fit nothing.
"""

import csv
import io
import json
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dashboard.api.openapi import description
from dashboard.api.resources import RESOURCES
from etl.rights import Account, Role
from tests.api_client import PATHS, Client, serve  # noqa: F401
from tests.page_identity import new_token, put_account
from tests.page_workspace import write_page_workspace
from tests.release_scene import Scene, Workspace, figure

DESCRIBED = description("zh")
#: Codes of the workspace, so that not every question is refused.
REGISTERED = {
    "region": ["990000", "990100", "990200"], "province": ["990000"], "metric": ["export_value", "parks", "events"],
    "document": ["P", "D"], "target": ["990000-01", "990100-01"], "as_of": ["2024Q4", "2025Q4", "2026Q1"],
    "known_at": ["2025-06-30", "2026-01-31T12:00+08:00", "2999-12-31"],
}  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    root = write_page_workspace(tmp_path_factory.mktemp("api") / "work")
    (root / "var").mkdir()
    put_account(root, Account("officer", Role.OFFICER, ("990000",)))
    put_account(root, Account("reporter", Role.REPORTER, ("990100",)))
    put_account(root, Account("administrator", Role.ADMINISTRATOR))
    scene = Scene(Workspace(root))
    scene.accept(figure("91.5", "2025Q3", "990100", metric="export_value"))
    scene.file(figure("92.5", "2025Q2", "990100", metric="export_value"))
    return root


@pytest.fixture(scope="module")
def cookies(data):
    return {name: new_token(data, name) for name in ("officer", "reporter", "administrator")}


def of_schema(schema: dict) -> st.SearchStrategy[str]:
    """Texts that one value of this schema allows."""
    if schema["type"] == "array":
        return of_schema(schema["items"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"]).map(str)
    return st.from_regex(schema["pattern"], fullmatch=True) if "pattern" in schema else st.text(min_size=schema["minLength"], max_size=schema["maxLength"])


GARBAGE = st.one_of(st.text(max_size=30), st.sampled_from(["", "null", "-1", "0", "1e9", "../..", "%", "' or 1=1 --", "2025Q4\n", "=1+1", "\x00", "9" * 400]))


def values(parameter: dict) -> st.SearchStrategy[str]:
    known = REGISTERED.get(parameter["name"])
    usual = st.sampled_from(known) if known else of_schema(parameter["schema"])
    return st.one_of([usual] * 12 + [of_schema(parameter["schema"]), GARBAGE])


@st.composite
def questions(draw):
    """An address with a query and headers."""
    path = draw(st.sampled_from(list(DESCRIBED["paths"])))
    parameters = DESCRIBED["paths"][path]["get"]["parameters"]
    chosen = draw(st.lists(st.sampled_from(parameters), max_size=4))
    query = [(one["name"], draw(values(one))) for one in chosen]
    if draw(st.integers(0, 9)) == 0:
        query.append((draw(st.text(max_size=10)), draw(GARBAGE)))
    headers = {}
    if draw(st.booleans()):
        headers["Accept"] = draw(st.sampled_from(["*/*", "text/csv", "application/json", "text/html", "application/xml;q=0.1, text/*", ";", "a" * 50]))
    if draw(st.integers(0, 4)) == 0:
        headers["Accept-Language"] = draw(st.sampled_from(["en", "zh-TW,zh;q=0.5", "de;q=x", ",,;q=", "*"]))
    if draw(st.integers(0, 4)) == 0:
        headers["If-None-Match"] = draw(st.sampled_from(["*", '"x"', "W/", ",,,"]))
    return path, query, headers


@cache
def checker(path: str, status: str, kind: str) -> Draft202012Validator:
    schema = DESCRIBED["paths"][path]["get"]["responses"][status]["content"][kind]["schema"]
    return Draft202012Validator({**schema, "components": DESCRIBED["components"]})


def check(path: str, reply) -> None:
    """The answer is one the description declares."""
    declared = DESCRIBED["paths"][path]["get"]["responses"]
    assert reply.status < 500 and str(reply.status) in declared, reply.text[:500]
    if reply.status == 304:
        assert reply.body == b"" and reply.headers["etag"]
        return
    kind = reply.headers["content-type"].partition(";")[0]
    if kind == "text/csv":
        names = next(csv.reader(io.StringIO(reply.body.decode("utf-8-sig"), newline="")))
        row = DESCRIBED["components"]["schemas"][path.rpartition("/")[2]]
        assert set(row["required"]) <= set(names) <= set(row["properties"])
    else:
        checker(path, str(reply.status), kind).validate(json.loads(reply.body))


@given(question=questions(), name=st.sampled_from(["", "officer", "reporter", "administrator"]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_one_the_description_declares(data, serve, cookies, question, name):  # noqa: F811
    path, query, headers = question
    client = serve(data)
    if name:
        client = client.sending(Cookie=f"gap_session={cookies[name]}")
    check(path, _asked(client.sending(**{part.replace("-", "_"): text for part, text in headers.items()}), path, query))


def _asked(client: Client, path: str, query: list[tuple[str, str]]):
    merged: dict[str, list[str]] = {}
    for one, value in query:
        merged.setdefault(one, []).append(value.encode("utf-8", "replace").decode())
    return client.get(path, **merged)


@pytest.mark.parametrize("name", RESOURCES)
def test_every_table_as_a_whole_fits_its_schema(data, serve, cookies, name):  # noqa: F811
    client = serve(data).sending(Cookie=f"gap_session={cookies['officer']}")
    for query in ({}, {"format": "csv"}, {"limit": 1}, {"lang": "en"}):
        reply = client.get(f"/api/v1/{name}", **query)
        assert reply.status == 200
        check(f"/api/v1/{name}", reply)


def test_every_address_is_described_and_no_other():
    there = {path for path in PATHS if path not in ("/api", "/api/v1") and "nothing" not in path}
    assert set(DESCRIBED["paths"]) == there


def test_the_description_is_what_the_interface_gives(data, serve):  # noqa: F811
    for lang in ("zh", "en"):
        assert serve(data).get("/api/v1/openapi.json", lang=lang).json == json.loads(json.dumps(description(lang)))


def test_every_reference_of_the_description_leads_somewhere():
    text = json.dumps(DESCRIBED)
    for found in {part.partition('"')[0] for part in text.split('"$ref": "#/')[1:]}:
        place = DESCRIBED
        for step in found.split("/"):
            place = place[step]
    for schema in DESCRIBED["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
