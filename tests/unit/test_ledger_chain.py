"""The chain as an auditor recomputes it: with SHA-256 and JSON, nothing of ours."""

import hashlib
import json
from decimal import Decimal

import pytest

from etl.ledger import Ledger, chain
from etl.ledger.tables import figure_text
from tests.ledger_engines import entry


def digest(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_canonical_json_is_sorted_without_blanks_and_in_utf8():
    assert chain.canonical_json({"b": [1, None], "a": "报送"}) == '{"a":"报送","b":[1,null]}'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_canonical_json(value):
    with pytest.raises(ValueError):
        chain.canonical_json(value)


def test_digests_of_nothing_and_of_one_row():
    assert chain.rows_digest([]) == hashlib.sha256(b"").hexdigest()
    assert chain.rows_digest([(1, "a", None)]) == hashlib.sha256(b'[1,"a",null]\n').hexdigest()


def test_rows_cannot_be_shifted_into_each_other():
    assert chain.rows_digest([("a", "b")]) != chain.rows_digest([("a",), ("b",)])
    assert chain.rows_digest([("a\n", "b")]) != chain.rows_digest([("a", "\nb")])


def test_a_removed_register_differs_from_an_empty_one():
    assert chain.register_digest("cuts.csv", None) != chain.register_digest("cuts.csv", b"")


def test_the_whole_chain_recomputed_by_hand(sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        ledger.record_registers({"cuts.csv": b"x"})
        ledger.submit(b"bytes", "Q4.csv", [entry(2, "1.50", yoy=Decimal("2"))], [], "huzhou")
        acts = ledger.acts()
        assert ledger.head_hash() == acts[-1].hash

    previous = "0" * 64
    for act in acts:
        fields = {name: getattr(act, name) for name in act.__slots__ if name != "hash"}
        assert act.previous_hash == previous
        assert act.hash == digest(fields)
        previous = act.hash

    row = [2, 2, "990100", "export_value", "commerce", 24312, "ytd", "final", "high", "1.5", "亿元", "2"]
    row += ["2026-01-20", "商务局", "", "1.50", "亿元"]
    rows_sha256 = hashlib.sha256(
        (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    ).hexdigest()
    original = hashlib.sha256(b"bytes").hexdigest()
    assert [act.payload_sha256 for act in acts] == [
        digest(["cuts.csv", hashlib.sha256(b"x").hexdigest()]),
        digest(["S000002", "Q4.csv", "", original, rows_sha256]),
        "",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("1E+3", "1000"), ("-0", "0"), ("9" * 28 + "." + "9" * 10, "9" * 28 + "." + "9" * 10)],
)
def test_figures_are_canonical_text(value, text):
    assert figure_text(Decimal(value)) == text


@pytest.mark.parametrize("value", ["1" * 29, "1E+28", "0.00000000001", "NaN", "Infinity"])
def test_figures_the_warehouse_cannot_hold_are_refused(value):
    with pytest.raises(ValueError):
        figure_text(Decimal(value))
