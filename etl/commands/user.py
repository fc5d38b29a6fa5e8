"""`python -m etl user`: accounts, by whoever runs the server.

Accounts and stand-ins are acts of the ledger, recorded with the operating-system user; a
password is kept by the access store alone, as a hash, and shown once.
"""

import argparse
import sys
from dataclasses import replace
from datetime import date

from etl.access import AccessError, tokens
from etl.access.accounts import accounts, shared_store
from etl.collection.accounts import OPERATOR, end_installed_stand_in, install_account, install_stand_in
from etl.commands.refusal import reports_refusal
from etl.ledger.journal import operating_system_user
from etl.problems import wording
from etl.rights import Account, Role, StandIn
from etl.workspace import Workspace

ROLES = [role.value for role in Role if role is not Role.PUBLIC]


_NAMES = {"name": "账号", "principal": "被代理的账号", "stand_in": "代理的账号", "token_id": "令牌编号，见 tokens"}


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("user", help="管理账号：建立、角色、密码、停用、代理")
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED", help="要办的事")

    def deed(name: str, run, help_: str, *names: str) -> argparse.ArgumentParser:
        parser = deeds.add_parser(name, parents=[shared], help=help_)
        for one in names:
            parser.add_argument(one, metavar=one.upper(), help=_NAMES[one])
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
        parser.set_defaults(run=reports_refusal(run))
        return parser

    _account_options(deed("add", add, "建立账号，显示一次性密码", "name"), required=True)
    _account_options(deed("role", change, "更改角色、地区或身份", "name"), required=False)
    deed("password", reset_password, "重置密码，显示一次性密码", "name")
    deed("disable", disable, "停用账号，结束其全部登录", "name")
    deed("enable", enable, "恢复账号", "name")
    deed("list", show, "列出账号")
    made = deed("token", make_token, "为账号取一个程序用的令牌，只显示一次", "name")
    made.add_argument("--label", required=True, metavar="TEXT", help="令牌的名称：给谁用、做什么")
    made.add_argument("--days", type=int, default=tokens.DAYS, metavar="N", help=f"有效天数，至多 {tokens.MOST_DAYS}（默认 {tokens.DAYS}）")
    deed("tokens", show_tokens, "列出令牌")
    deed("revoke-token", revoke_token, "吊销令牌，立即生效", "token_id")
    arrange = deed("stand-in", stand_in, "登记代理：STAND_IN 代理 PRINCIPAL", "principal", "stand_in")
    arrange.add_argument("--reason", required=True, help="代理事由")
    arrange.add_argument("--until", required=True, type=date.fromisoformat, metavar="DATE", help="代理截止日期，含当日")
    end = deed("end-stand-in", end_stand_in, "终止代理：STAND_IN 不再代理 PRINCIPAL，立即生效", "principal", "stand_in")
    end.add_argument("--reason", required=True, help="终止事由")


def _account_options(parser: argparse.ArgumentParser, required: bool) -> None:
    parser.add_argument("--role", choices=ROLES, required=required, help="角色")
    parser.add_argument("--region", action="append", metavar="CODE", help="所属地区代码，可重复")
    parser.add_argument("--display-name", metavar="TEXT", help="显示的姓名")
    parser.add_argument("--identity", metavar="ID", help="统一身份认证的身份：ISSUER|SUBJECT 或电子邮箱")


def add(args: argparse.Namespace) -> int:
    """Make an account; prints its one-time password alone on standard output, unless an
    identity provider vouches for it."""
    workspace = Workspace(args.data)
    if args.name in accounts(workspace):
        raise AccessError("account_exists", args.name)
    new = _changed(Account(args.name, Role(args.role)), args)
    install_account(workspace, new)
    _say(args, "account_added")
    return 0 if new.identity else _hand_out_password(args, workspace)


def change(args: argparse.Namespace) -> int:
    """Change what is named of an account; its sessions end."""
    workspace = Workspace(args.data)
    account = _account(workspace, args.name)
    role = Role(args.role) if args.role else account.role
    return _put(args, workspace, _changed(replace(account, role=role), args), "account_changed")


def reset_password(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    _account(workspace, args.name)
    return _hand_out_password(args, workspace)


def disable(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    return _put(args, workspace, replace(_account(workspace, args.name), is_disabled=True), "account_disabled")


def enable(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    return _put(args, workspace, replace(_account(workspace, args.name), is_disabled=False), "account_enabled")


def show(args: argparse.Namespace) -> int:
    """One account a line: name, role, regions, display name, identity, state."""
    for one in sorted(accounts(Workspace(args.data)).values(), key=lambda one: one.name):
        state = "disabled" if one.is_disabled else "active"
        print(one.name, one.role, ",".join(one.region_codes), one.display_name, one.identity, state, sep="\t")
    return 0


def make_token(args: argparse.Namespace) -> int:
    """Make a token of an account; prints it alone on standard output."""
    workspace = Workspace(args.data)
    _account(workspace, args.name)
    store = shared_store(workspace)
    text, made = store.make_token(args.name, args.label, args.days, _operator())
    store.write_counts()
    _say(args, "token_once", until=f"{made.until:%Y-%m-%d %H:%M}")
    print(text)
    return 0


def show_tokens(args: argparse.Namespace) -> int:
    """One token a line: id, account, name, made, expires, last used, revoked; never the token."""
    for one in shared_store(Workspace(args.data)).tokens():
        moments = (one.made_at, one.until, one.used_at, one.revoked_at)
        said = (f"{moment:%Y-%m-%d %H:%M}" if moment else "" for moment in moments)
        print(one.token_id, one.account, one.name, *said, sep="\t")
    return 0


def revoke_token(args: argparse.Namespace) -> int:
    """End a token at once."""
    store = shared_store(Workspace(args.data))
    args.name = store.revoke_token(args.token_id, _operator()).account
    store.write_counts()
    _say(args, "token_revoked")
    return 0


def _operator() -> str:
    return f"{OPERATOR} {operating_system_user()}"


def stand_in(args: argparse.Namespace) -> int:
    """Record that one account stands in for another."""
    workspace = Workspace(args.data)
    for name in (args.principal, args.stand_in):
        _account(workspace, name)
    install_stand_in(workspace, StandIn(args.principal, args.stand_in, args.reason, args.until))
    _say(args, "stand_in_put")
    return 0


def end_stand_in(args: argparse.Namespace) -> int:
    """End an arrangement at once."""
    end_installed_stand_in(Workspace(args.data), args.principal, args.stand_in, args.reason)
    _say(args, "stand_in_ended")
    return 0


def _changed(account: Account, args: argparse.Namespace) -> Account:
    """The account with those options that were given."""
    given = {
        "region_codes": None if args.region is None else tuple(args.region),
        "display_name": args.display_name,
        "identity": args.identity,
    }
    return replace(account, **{name: value for name, value in given.items() if value is not None})


def _put(args: argparse.Namespace, workspace: Workspace, account: Account, outcome: str) -> int:
    install_account(workspace, account)
    shared_store(workspace).end_sessions(account.name)
    _say(args, outcome)
    return 0


def _account(workspace: Workspace, name: str) -> Account:
    found = accounts(workspace).get(name)
    if found is None:
        raise AccessError("account_unknown", name)
    return found


def _hand_out_password(args: argparse.Namespace, workspace: Workspace) -> int:
    store = shared_store(workspace)
    password = store.set_one_time_password(args.name, _operator())
    store.write_counts()
    _say(args, "password_once")
    print(password)
    return 0


def _say(args: argparse.Namespace, code: str, **values: str) -> None:
    said = wording(args.lang)[f"access.{code}"]
    print(said.format(found=getattr(args, "name", ""), **vars(args), **values), file=sys.stderr)
