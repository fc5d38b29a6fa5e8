"""`python -m etl user`: accounts by whoever runs the server."""

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher

from etl.__main__ import main
from etl.access import AccessError, AccessStore, passwords, session_key
from etl.access.accounts import accounts, open_account, reset_password
from etl.collection.accounts import end_stand_in
from etl.ledger import Ledger
from etl.ledger.journal import operating_system_user
from etl.problems import Refused
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.page_workspace import write_page_workspace


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def workspace(tmp_path):
    return Workspace(write_page_workspace(tmp_path / "work"))


@pytest.fixture
def user(workspace, capsys):
    """Runs the command; gives exit code, standard output, standard error."""

    def run(*words: str):
        code = main(["user", *words, "--data", str(workspace.root)])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return run


def test_a_new_workspace_has_no_account(workspace, user):
    assert user("list") == (0, "", "")
    assert not workspace.var.joinpath("ledger.db").exists()


def test_an_account_is_made_with_a_password_shown_once(workspace, user):
    code, password, said = user("add", "li", "--role", "reporter", "--region", "990100", "--display-name", "李雷")
    assert code == 0 and "一次性密码" in said and password not in said
    assert accounts(workspace)["li"] == Account("li", Role.REPORTER, ("990100",), "李雷")
    with AccessStore.open(workspace) as store:
        store.check_password("li", password, "")
        assert store.must_change_password("li")
    assert password not in user("list")[1]


def test_the_operator_is_recorded_with_the_systems_user(workspace, user):
    user("add", "admin", "--role", "administrator")
    with Ledger.open(workspace.ledger_url) as ledger:
        [act] = ledger.acts()
    assert (act.kind, act.subject, act.account, act.os_user) == ("account", "admin", "operator", operating_system_user())


def test_an_account_of_an_identity_provider_gets_no_password(workspace, user):
    code, password, _ = user("add", "li", "--role", "editor", "--identity", "https://id.example.cn|7")
    assert (code, password) == (0, "")
    with AccessStore.open(workspace) as store:
        assert not store.has_password("li")


def test_no_account_is_made_twice(user):
    user("add", "li", "--role", "editor")
    code, out, said = user("add", "li", "--role", "auditor")
    assert (code, out) == (1, "") and "已经存在" in said


@pytest.mark.parametrize(
    "words",
    [
        ("add", "li", "--role", "reporter", "--region", "123456"),
        ("add", "li", "--role", "reporter"),
        ("password", "nobody"),
        ("disable", "nobody"),
        ("stand-in", "nobody", "li", "--reason", "休假", "--until", "2999-01-01"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(workspace, user, words):
    code, out, said = user(*words)
    assert (code, out) == (1, "") and len(said) > 10
    assert accounts(workspace) == {}


def test_the_role_public_is_none(user, capsys):
    with pytest.raises(SystemExit):
        user("add", "li", "--role", "public")


def test_disabling_ends_every_session_and_enabling_opens_anew(workspace, user):
    user("add", "li", "--role", "editor")
    with AccessStore.open(workspace) as store:
        key = session_key(store.begin_session("li"))
        assert user("disable", "li")[0] == 0
        assert store.session(key, 30) is None and open_account(workspace, "li") is None
    assert user("enable", "li")[0] == 0
    assert open_account(workspace, "li").role is Role.EDITOR


def test_a_role_changes_within_its_group_and_what_is_not_named_stays(workspace, user):
    user("add", "li", "--role", "reporter", "--region", "990100", "--display-name", "李雷")
    assert user("role", "li", "--role", "reviewer")[0] == 0
    assert accounts(workspace)["li"] == Account("li", Role.REVIEWER, ("990100",), "李雷")
    assert user("role", "li", "--role", "auditor", "--region", "")[0] == 1


def test_a_stand_in_is_recorded_and_ended(workspace, user):
    user("add", "li", "--role", "reviewer", "--region", "990100")
    user("add", "han", "--role", "reviewer", "--region", "990100")
    assert user("stand-in", "li", "han", "--reason", "休假", "--until", "2999-01-01")[0] == 1  # too long
    soon = (date.today() + timedelta(days=30)).isoformat()
    code, _, said = user("stand-in", "li", "han", "--reason", "休假", "--until", soon)
    assert code == 0 and "由“han”代理“li”" in said
    assert user("stand-in", "li", "han", "--reason", "回来了", "--until", "2020-01-01")[0] == 1  # that ends nothing
    code, _, said = user("end-stand-in", "li", "han", "--reason", "回来了")
    assert (code, said) == (0, "代理关系已终止：“han”不再代理“li”，即时生效。")
    with Ledger.open(workspace.ledger_url) as ledger:
        assert [one.is_end for one in ledger.stand_in_versions()] == [False, True]


@pytest.fixture
def arranged(workspace, user):
    """Three reviewers, of whom han stands in for li, and an administrator."""
    user("add", "admin", "--role", "administrator")
    for name in ("li", "han", "wang"):
        user("add", name, "--role", "reviewer", "--region", "990100")
    user("stand-in", "li", "han", "--reason", "休假", "--until", (date.today() + timedelta(days=30)).isoformat())
    return workspace


@pytest.mark.parametrize(
    ("principal", "stand_in", "reason"),
    [("han", "li", "回来了"), ("nobody", "li", "回来了"), ("li", "wang", "回来了"), ("li", "han", " ")],
)
def test_page_and_command_refuse_alike_to_end_what_does_not_run(arranged, user, principal, stand_in, reason):
    with pytest.raises(Refused) as refused:
        end_stand_in(arranged, "admin", principal, stand_in, reason)
    code, _, said = user("end-stand-in", principal, stand_in, "--reason", reason)
    assert code == 1 and said.endswith(refused.value.problems[0].message("zh"))
    with Ledger.open(arranged.ledger_url) as ledger:
        assert [one.is_end for one in ledger.stand_in_versions()] == [False]


@pytest.mark.parametrize("by", ["admin", "operator"])
def test_page_and_command_end_alike_what_runs(arranged, user, by):
    if by == "operator":
        assert user("end-stand-in", "li", "han", "--reason", "回来了")[0] == 0
    else:
        end_stand_in(arranged, by, "li", "han", "回来了")
    with Ledger.open(arranged.ledger_url) as ledger:
        last = ledger.stand_in_versions()[-1]
        assert (last.by, last.is_end, last.stand_in.reason) == (by, True, "回来了") and ledger.verify() == []


def test_a_token_is_made_listed_and_revoked(workspace, user):
    user("add", "li", "--role", "editor")
    code, secret, said = user("token", "li", "--label", "季度表", "--days", "30")
    assert code == 0 and "只显示这一次" in said and secret not in said
    with AccessStore.open(workspace) as store:
        assert store.check_token(secret, "").account == "li"
        [made] = store.tokens("li")
    listed = user("tokens")[1]
    assert listed.startswith(f"{made.token_id}\tli\t季度表\t") and secret not in listed
    assert user("revoke-token", made.token_id) == (0, "", f"已经吊销令牌 {made.token_id}（账号“li”），即时生效。")
    with AccessStore.open(workspace) as store, pytest.raises(AccessError):
        store.check_token(secret, "")
    assert user("revoke-token", made.token_id)[0] == 1


@pytest.mark.parametrize("words", [("token", "nobody", "--label", "x"), ("revoke-token", "nothing"), ("token", "li", "--label", "x", "--days", "999")])
def test_a_token_that_does_not_fit_is_refused_in_words(user, words):
    user("add", "li", "--role", "editor")
    code, out, said = user(*words)
    assert (code, out) == (1, "") and len(said) > 10


def test_messages_are_english_on_request(user):
    assert "one-time password" in user("add", "li", "--role", "editor", "--lang", "en")[2]


def test_a_password_is_reset_by_an_administrator_only(workspace, user):
    for name, role in (("admin", "administrator"), ("li", "editor"), ("audit", "auditor")):
        user("add", name, "--role", role)
    with AccessStore.open(workspace) as store:
        store.check_password("li", reset_password(workspace, "admin", "li"), "")
    for name in ("li", "audit", "", "nobody"):
        with pytest.raises(Refused) as refused:
            reset_password(workspace, name, "admin")
        assert refused.value.problems[0].code.startswith("rights.")
    with pytest.raises(AccessError):
        reset_password(workspace, "admin", "nobody")
