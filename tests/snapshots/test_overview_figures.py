"""The own map of 总览 as JSON: which areas, in which colours, under which words."""

import json

import pytest
from syrupy.extensions.json import JSONSnapshotExtension

from dashboard.figures.outline_map import outline_map

SQUARE = ((119.0, 30.0), (120.0, 30.0), (120.0, 31.0), (119.0, 30.0))
ISLAND = ((122.0, 29.0), (122.2, 29.0), (122.2, 29.2), (122.0, 29.0))


def example():
    return outline_map(
        title="各地居中一类目标的完成情况",
        subtitle="审图号：GS(2024)0001号",
        names=["湖州市", "<b>舟山市"],
        labels=["▼ 明显滞后", "无目标"],
        backgrounds=["#fce6e2", "#ffffff"],
        colors=["#951610", "#dde4ea"],
        rings=[(SQUARE,), (ISLAND, SQUARE)],
        mark="演示数据",
    )


def test_outline_map(snapshot):
    said = json.loads(example().to_json())
    said["layout"].pop("template", None)
    assert said == snapshot(extension_class=JSONSnapshotExtension)


def test_rings_are_drawn_apart_and_words_stand_in_the_largest():
    *areas, words = example().to_plotly_json()["data"]
    assert areas[1]["x"][4] is None and len(areas[1]["x"]) == 9
    assert list(words["x"]) == [119.5, 119.5] and list(words["y"]) == [30.5, 30.5]
    assert words["text"][1] == "‹b›舟山市<br>无目标"


def test_a_degree_of_latitude_is_as_long_as_it_is_there():
    assert example().to_plotly_json()["layout"]["yaxis"]["scaleratio"] == pytest.approx(1.155, abs=0.01)
