"""What `docs/api.*.md` says of the interface is what it is: tables, parameters, refusals, limits."""

import re
from urllib.parse import parse_qsl

import pytest

from dashboard.api import parameters as ask
from dashboard.api import routes
from dashboard.api.answers import PUBLIC_SECONDS
from dashboard.api.problem import CODES
from dashboard.api.resources import RESOURCES
from dashboard.server import limits
from dashboard.wording import LANGUAGES, Words
from etl.access import attempts, tokens
from etl.registers import load_registers
from etl.workspace import Workspace
from tests.api_client import serve  # noqa: F401
from tests.bulletins import demonstration
from tests.documents import ROOT, listing, read

in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


def page(lang: str) -> str:
    return read(f"docs/api.{lang}.md")


def quoted(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


@in_each_language
def test_every_table_with_its_own_parameters(lang):
    rows = listing(page(lang), "table")
    assert {row[0]: quoted(row[2]) for row in rows} == {name: [one.name for one in table.own] for name, table in RESOURCES.items()}


@in_each_language
def test_every_common_parameter(lang):
    rows = listing(page(lang), "parameter")
    named = [name for row in rows for name in re.findall(r"\w+", row[0])]
    assert sorted(named) == sorted(one.name for one in ask.COMMON)


@in_each_language
def test_every_refusal_with_its_status(lang):
    rows = listing(page(lang), "code")
    assert {row[0]: int(row[1]) for row in rows} == dict(CODES)


@in_each_language
def test_limits(lang):
    numbers = {int(number.replace(",", "")) for number in re.findall(r"(?<![\w./-])\d[\d,]*(?![\w.])", page(lang))}
    assert {
        ask.MAX_ROWS, limits.MAX_ASKED_BY_ACCOUNT, limits.MAX_ASKED_BY_STRANGER, limits.MAX_ASKED_BY_STRANGERS,
        limits.MAX_ASKED_FROM_SOURCE, routes.MAX_UNDER_WAY, routes.MAX_OF_STRANGERS, routes.MAX_OF_SOURCE, routes.MAX_OF_ACCOUNT,
        routes.MOST_SECONDS, PUBLIC_SECONDS, tokens.MOST_IN_FORCE, tokens.MOST_DAYS, attempts.MAX_FAILURES, attempts.LOCK_MINUTES,
    } <= numbers  # fmt: skip


@in_each_language
def test_the_refusal_names_the_limits_that_count(lang):
    said = Words(lang)("api.problem.too_many.detail")
    assert str(limits.MAX_ASKED_BY_ACCOUNT) in said and str(limits.MAX_ASKED_BY_STRANGER) in said


@in_each_language
def test_the_query_of_the_spreadsheet_names_columns_there_are(lang):
    named = re.findall(r'= \{("[^}]*")\}', page(lang).partition("```text")[2].partition("```")[0])
    columns = {column.name for column in RESOURCES["gaps"].columns}
    assert len(named) == 2 and all(set(re.findall(r'"(\w+)"', one)) <= columns for one in named)


def shown(name: str) -> list[str]:
    """The addresses of a document: written out, or as path and query of Power Query."""
    text = read(name)
    addresses = re.findall(r"(/api/v1/\w+(?:\?[^\s\"`]*)?)\"", text)
    for path, query in re.findall(r'RelativePath = "(api[^"]*)", Query = \[([^\]]*)\]', text):
        addresses.append(f"/{path}?" + "&".join(re.sub(r'\s*=\s*"([^"]*)"', r"=\1", part.strip()) for part in query.split(",")))
    return addresses


@pytest.mark.parametrize("name", ["README.md", "docs/api.zh.md", "docs/api.en.md"])
def test_every_address_that_is_shown_asks_what_there_is(name):
    """On the registers of this checkout, which a newcomer opens first."""
    codes = load_registers(Workspace(ROOT / "data"))
    known = {"region": {one.region_code for one in codes.regions}, "metric": {one.metric for one in codes.metrics}}
    assert shown(name)
    for address in shown(name):
        path, _, query = address.partition("?")
        taken = {one.name: one for one in RESOURCES[path.rpartition("/")[2]].parameters}
        for parameter, value in parse_qsl(query):
            assert taken[parameter].read(value) and value in known.get(parameter, {value})


@pytest.mark.parametrize("name", ["README.md", "docs/api.zh.md", "docs/api.en.md"])
def test_every_address_that_is_shown_runs_on_the_demonstration(name, serve):  # noqa: F811
    client = serve(demonstration().root)
    for address in shown(name):
        reply = client.get(address)
        if address == "/api/v1/submissions":  # shown with a token
            assert reply.status == 401
        else:
            assert reply.status == 200 and reply.headers["x-total-count"] != "0", address
