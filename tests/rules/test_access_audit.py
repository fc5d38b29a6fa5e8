"""What happened at the door is shown to the auditor and to nobody else."""

from datetime import timedelta

import pytest

from dashboard.components.access_parts import lines
from dashboard.wording import Words
from etl.access import EventKind
from etl.access.accounts import access_events, shared_store
from etl.ledger import clock
from etl.problems import Refused
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.page_identity import put_account


@pytest.fixture
def workspace(tmp_path):
    for role in Role:
        if role is not Role.PUBLIC:
            put_account(tmp_path, Account(role.value, role))
    return Workspace(tmp_path)


@pytest.mark.parametrize("name", ["", "nobody", *(role.value for role in Role if role is not Role.AUDITOR)])
def test_only_the_auditor_sees_it(workspace, name):
    with pytest.raises(Refused) as refused:
        access_events(workspace, name, clock.now())
    assert refused.value.problems[0].code.startswith("rights.")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_event_has_a_word(workspace, lang):
    since = clock.now() - timedelta(minutes=1)
    for kind in EventKind:
        shared_store(workspace).count(kind, "10.0.0.1", "reporter")
    found = access_events(workspace, "auditor", since)
    assert {one.kind for one in found} == set(EventKind)
    assert all(line[Words(lang)("sign_in.event_count")] == 1 for line in lines(found, Words(lang)))
