"""The pages of signing in, as plain HTML without a script.

Whatever is data goes through `escape`; the look is that of `theme.py` and `account.css`.
"""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from dashboard.server.forms import FIELD
from dashboard.wording import Words
from etl.rights import Account

STYLE_PATH = "/account/style.css"


def page(title: str, body: str, words: Words, path: str, goes_to: str) -> str:
    """A whole page: name, card, language; `goes_to` is kept when the language changes."""
    other = "en" if words.lang == "zh" else "zh"
    return f"""<!doctype html>
<html lang="{'zh-CN' if words.lang == 'zh' else 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)} · {escape(words("app.title"))}</title>
<link rel="stylesheet" href="{STYLE_PATH}">
</head>
<body>
<header><a href="/?lang={words.lang}">{escape(words("app.title"))}</a>
<a class="language" href="{path}?lang={other}&amp;next={quote(goes_to)}" hreflang="{other}">{escape(words("sign_in.other_language"))}</a></header>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def notice(text: str, kind: str = "fault") -> str:
    """A sentence above a form; nothing where there is nothing to say."""
    role = "alert" if kind == "fault" else "status"
    return f'<p class="notice {kind}" role="{role}">{escape(text)}</p>' if text else ""


def form(action: str, hidden: Mapping[str, str], content: str) -> str:
    """A form with its hidden fields."""
    fields = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(v)}">' for n, v in hidden.items())
    return f'<form method="post" action="{escape(action)}">{fields}{content}</form>'


def text_field(name: str, label: str, value: str = "") -> str:
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" value="{escape(value)}"'
        ' autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required>'
    )


def password_field(name: str, label: str, autocomplete: str, hint: str = "") -> str:
    said = f'<p class="hint" id="{name}-hint">{escape(hint)}</p>' if hint else ""
    described = f' aria-describedby="{name}-hint"' if hint else ""
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="password"'
        f' autocomplete="{autocomplete}" maxlength="200" required{described}>{said}'
    )


def button(label: str, name: str = "", value: str = "", kind: str = "main") -> str:
    named = f' name="{name}" value="{escape(value)}"' if name else ""
    return f'<button class="{kind}"{named}>{escape(label)}</button>'


def sign_in(words: Words, value: str, goes_to: str, fault: str, name: str, providers: Mapping[str, str]) -> str:
    """The form for account and password, and the way to an identity provider."""
    content = (
        text_field("account", words("sign_in.account"), name)
        + password_field("password", words("sign_in.password"), "current-password")
        + button(words("sign_in.go"))
    )
    ways = "".join(
        f'<a class="way" href="{escape(path)}">{escape(words("sign_in.provider", name=provider).strip())}</a>'
        for provider, path in providers.items()
    )
    action = f"/account/sign-in?lang={words.lang}"
    hidden = {FIELD: value, "next": goes_to}
    help_ = f'<p class="hint">{escape(words("sign_in.help"))}</p>'
    return notice(fault) + ways + form(action, hidden, content) + help_


def demonstration(
    words: Words, value: str, goes_to: str, accounts: Iterable[Account], regions: Mapping[str, str]
) -> str:
    """One button for each identity of a demonstration."""
    rows = "".join(_demonstration_row(words, account, regions) for account in accounts)
    hidden = {FIELD: value, "next": goes_to}
    listed = form(f"/account/demonstration?lang={words.lang}", hidden, f"<ul>{rows}</ul>") if rows else ""
    said = words("sign_in.demonstration_note" if rows else "sign_in.demonstration_none")
    return (
        f'<section class="demonstration"><h2><span class="mark">{escape(words("sign_in.mark"))}</span>'
        f'{escape(words("sign_in.demonstration"))}</h2><p class="hint">{escape(said)}</p>{listed}</section>'
    )


def _demonstration_row(words: Words, account: Account, regions: Mapping[str, str]) -> str:
    places = words("sign_in.list").join(regions.get(code, code) for code in account.region_codes)
    what = words("sign_in.role_of", role=words(f"role.{account.role}"), places=places) if places else words(f"role.{account.role}")
    shown = account.display_name or account.name
    label = f'<strong>{escape(shown)}</strong><span>{escape(what)}</span>'
    return f'<li><button class="identity" name="account" value="{escape(account.name)}">{label}</button></li>'


def password(words: Words, value: str, goes_to: str, fault: str, account: Account, is_first: bool, min_length: int) -> str:
    """The form in which the owner changes a password."""
    content = (
        password_field("old", words("sign_in.old_password"), "current-password")
        + password_field("new", words("sign_in.new_password"), "new-password", words("sign_in.rule", min=min_length))
        + password_field("again", words("sign_in.again"), "new-password")
        + button(words("sign_in.change"))
    )
    why = notice(words("sign_in.first_password"), "plain") if is_first else ""
    who = f'<p class="hint">{escape(words("sign_in.as", name=account.display_name or account.name))}</p>'
    hidden = {FIELD: value, "next": goes_to}
    return notice(fault) + why + who + form(f"/account/password?lang={words.lang}", hidden, content)


def sign_out(words: Words, value: str, account: Account) -> str:
    """Whether to end the session of this browser."""
    who = f'<p>{escape(words("sign_in.as", name=account.display_name or account.name))}</p>'
    others = {"password": words("sign_in.change_title"), "tokens": words("tokens.title")}
    ways = (f'<a href="/account/{page}?lang={words.lang}">{escape(label)}</a>' for page, label in others.items())
    hidden = {FIELD: value}
    return who + form(f"/account/sign-out?lang={words.lang}", hidden, button(words("sign_in.out"))) + f"<p>{' · '.join(ways)}</p>"


def signed_out(words: Words, is_public: bool) -> str:
    """What can be done next: look at what is public, where it may be, or sign in again."""
    ways = public_link(words, "way") * is_public
    again = f'<a class="way" href="{escape(sign_in_path("/", words.lang))}">{escape(words("sign_in.again_in"))}</a>'
    return notice(words("sign_in.signed_out"), "done") + ways + again


def public_link(words: Words, kind: str = "") -> str:
    """To the pages that need no account."""
    named = f' class="{kind}"' if kind else ""
    return f'<a{named} href="/?lang={words.lang}">{escape(words("sign_in.public"))}</a>'


def back(words: Words) -> str:
    """For the signed-in, to where they came from."""
    return f'<p><a href="/?lang={words.lang}">{escape(words("sign_in.back"))}</a></p>'


def sign_in_path(goes_to: str, lang: str) -> str:
    return f"/account/sign-in?lang={lang}&next={quote(goes_to)}"
