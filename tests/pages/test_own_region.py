"""Pickers open on the region of whoever is signed in; what the URL names comes first."""

import pytest

from tests import collection_world as world


def picked(app, name: str) -> str:
    return app.selectbox(key=f"pick-{name}").value


@pytest.mark.parametrize(("who", "city"), [(world.OTHER_REPORTER, world.OTHER_CITY), (world.OFFICER, world.PROVINCE)])
def test_the_city_page_opens_on_ones_own_region(desk, who, city):
    assert picked(desk("city", who), "city") == city
    assert picked(desk("city", who, city=world.CITY), "city") == world.CITY


def test_the_overview_opens_on_ones_own_province(desk):
    assert picked(desk("overview", world.REPORTER), "province") == world.PROVINCE
    assert picked(desk("overview", world.REPORTER, province=""), "province") == ""
    assert picked(desk("overview", world.PUBLIC), "province") == ""
    assert picked(desk("overview", world.AUDITOR), "province") == "", "an auditor is for all regions"


def test_the_target_page_opens_on_ones_own_region_unless_a_target_is_named(desk):
    app = desk("target", world.OTHER_REPORTER)
    assert picked(app, "city") == world.OTHER_CITY and picked(app, "target").startswith(world.OTHER_CITY)
    named = desk("target", world.OTHER_REPORTER, target="990100-01")
    assert picked(named, "city") == "" and picked(named, "target") == "990100-01"
