"""What happened at the door is shown to the auditor and to nobody else."""

from datetime import timedelta

import pytest

from dashboard.components.access_parts import lines
from dashboard.wording import Words
from etl.access import EventKind
from etl.access.accounts import access_events, act_sources, shared_store
from etl.access.origin import note_operator
from etl.ledger import clock
from etl.ledger.journal import operating_system_user
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
        shared_store(workspace).count(kind, "10.0.0.1", "reporter", "S000001")
    found = access_events(workspace, "auditor", since)
    assert {one.kind for one in found} == set(EventKind)
    assert all(line[Words(lang)("sign_in.event_count")] == 1 for line in lines(found, Words(lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_line_is_named_in_words(workspace, lang):
    note_operator(workspace, EventKind.BACKED_UP, "", "backup-20260722 · 12")
    (line,) = lines(access_events(workspace, "auditor", clock.now() - timedelta(minutes=1)), Words(lang))
    assert line[Words(lang)("sign_in.event_source")] == f"{Words(lang)('who.operator')} {operating_system_user()}"
    assert line[Words(lang)("sign_in.event_subject")] == "backup-20260722 · 12"


def test_only_the_auditor_learns_from_where_an_act_was_done(workspace):
    with pytest.raises(Refused):
        act_sources(workspace, "administrator", [1])
    assert act_sources(workspace, "auditor", [1]) == {}
