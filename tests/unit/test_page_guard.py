"""The dashboard starts only where it is safe."""

from dataclasses import replace

import pytest

from dashboard import guard
from dashboard.guard import Exposure
from etl.rights import Account, Role
from etl.workspace import Workspace

SECRET = "0f3a9c52d7e84b16a5f0c3d2e1b4a697"
OPEN = Exposure("0.0.0.0", ("gap.example.cn",), is_encrypted=True)
ADMINISTRATOR = Account("admin", Role.ADMINISTRATOR, identity="https://id.example.cn|1")


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "accounts", lambda _workspace: {"admin": ADMINISTRATOR})
    return Workspace(tmp_path)


def _codes(workspace, exposed):
    return [problem.code.removeprefix("access.start_") for problem in guard.faults(workspace, exposed)]


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_it_starts_without_accounts(tmp_path, address):
    assert _codes(Workspace(tmp_path), Exposure(address)) == []


def test_towards_others_it_starts_when_all_is_done(workspace):
    assert _codes(workspace, OPEN) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_encrypted": False}, "encryption"),
        ({"address": "", "is_encrypted": False}, "encryption"),
        ({"address": "127.0.0.1", "is_encrypted": False}, "encryption"),  # by a proxy on this machine
        ({"hosts": ()}, "hosts"),
        ({"hosts": ("*",)}, "hosts"),
        ({"weakened": ("enableXsrfProtection",)}, "option"),
    ],
)
def test_what_is_missing_is_named(workspace, change, code):
    assert _codes(workspace, replace(OPEN, **change)) == [code]


@pytest.mark.parametrize(
    "account",
    [
        replace(ADMINISTRATOR, role=Role.OFFICER),
        replace(ADMINISTRATOR, is_disabled=True),
        replace(ADMINISTRATOR, identity=""),  # no password either
    ],
)
def test_somebody_has_to_be_able_to_manage_accounts(workspace, monkeypatch, account):
    monkeypatch.setattr(guard, "accounts", lambda _workspace: {"admin": account})
    assert _codes(workspace, OPEN) == ["administrator"]


def test_a_demonstration_stays_on_this_machine(workspace):
    (workspace.root / "DEMONSTRATION").touch()
    assert _codes(workspace, OPEN) == ["demonstration"]
    assert _codes(workspace, Exposure()) == []


@pytest.mark.parametrize("secret", ["", "short", "a" * 40, "your-example-" + SECRET, "changeme" * 5])
def test_a_weak_secret_of_the_identity_provider_is_refused(workspace, secret):
    assert _codes(workspace, Exposure(secret=secret)) == ["secret"]
    (workspace.root / "DEMONSTRATION").touch()
    assert _codes(workspace, Exposure(secret=secret)) == []


def test_a_random_secret_is_accepted(workspace):
    assert _codes(workspace, Exposure(secret=SECRET)) == []


def test_every_reason_is_said_in_both_languages(workspace, monkeypatch, capsys):
    monkeypatch.setattr(guard.source, "workspace", lambda: workspace)
    monkeypatch.setattr(guard, "exposure", lambda: Exposure("0.0.0.0"))
    monkeypatch.setattr(guard, "accounts", lambda _workspace: {})
    with pytest.raises(SystemExit) as end:
        guard.require_safe_start()
    said = capsys.readouterr().err
    assert end.value.code == 1
    assert "没有加密" in said and "nothing is encrypted" in said
    assert "没有可以登录的系统管理员" in said and "no administrator can sign in" in said


def test_faulty_settings_keep_it_closed(workspace, monkeypatch, capsys):
    (workspace.root / "settings.toml").write_text('is_public = "no"', encoding="utf-8")
    monkeypatch.setattr(guard.source, "workspace", lambda: workspace)
    with pytest.raises(SystemExit):
        guard.require_safe_start()
    assert "is_public" in capsys.readouterr().err
