"""The page on which people get tokens for their programs, as plain HTML without a script."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from dashboard import formats
from dashboard.server.account_pages import button, form, notice
from dashboard.server.forms import FIELD, ONCE, new_once
from dashboard.wording import Words
from etl.access import Token
from etl.access.tokens import DAYS, MAX_NAME_CHARS, MOST_DAYS, MOST_IN_FORCE

PATH, REVOKE_PATH = "/account/tokens", "/account/tokens/revoke"


def tokens(words: Words, value: str, listed: Iterable[Token], now: datetime, fault: str = "", said: str = "", shown: str = "") -> str:
    """What was done, the new token where there is one, how to get another, and those there are."""
    listed = list(listed)
    running = [one for one in listed if one.is_in_force(now)]
    over = [one for one in listed if not one.is_in_force(now)]
    lead = f'<p class="hint">{escape(words("tokens.lead"))}</p>'
    return (
        notice(fault)
        + notice(said, "done")
        + shown
        + lead
        + _new(words, value)
        + _listing(words("tokens.running", count=len(running), most=MOST_IN_FORCE), [_token(one, words, value) for one in running])
        + _listing(words("tokens.over"), [_token(one, words) for one in over])
    )


def secret(text: str, address: str, words: Words) -> str:
    """A new token, and how a program at hand asks with it."""
    example = f'curl -H "Authorization: Bearer {text}" {address}api/v1/gaps'
    use = f'<p class="hint">{escape(words("tokens.use"))}<br><code>{escape(example)}</code></p>'
    return f'<p class="secret"><code>{escape(text)}</code></p>{use}'


def _new(words: Words, value: str) -> str:
    content = (
        f'<label for="name">{escape(words("tokens.name"))}</label><input id="name" name="name" maxlength="{MAX_NAME_CHARS}" required'
        f' autocomplete="off" placeholder="{escape(words("tokens.name_example"))}">'
        f'<label for="days">{escape(words("tokens.days", most=MOST_DAYS))}</label><input id="days" name="days" type="number" min="1"'
        f' max="{MOST_DAYS}" value="{DAYS}" required>' + button(words("tokens.make"))
    )
    return form(f"{PATH}?lang={words.lang}", {FIELD: value, ONCE: new_once()}, content)


def _listing(title: str, rows: list[str]) -> str:
    return f'<section class="tokens"><h2>{escape(title)}</h2><ul>{"".join(rows)}</ul></section>' if rows else ""


def _token(one: Token, words: Words, value: str = "") -> str:
    """One token; with the form that revokes it where a value for it is given."""
    facts = [words("tokens.made", when=_when(one.made_at, words))]
    if one.revoked_at:
        facts.append(words("tokens.revoked_at", when=_when(one.revoked_at, words)))
    else:
        facts.append(words("tokens.until", when=_when(one.until, words)))
    facts.append(words("tokens.used", when=_when(one.used_at, words)) if one.used_at else words("tokens.unused"))
    revoke = ""
    if value:
        hidden = {FIELD: value, "token_id": one.token_id}
        revoke = form(f"{REVOKE_PATH}?lang={words.lang}", hidden, button(words("tokens.revoke"), kind="quiet"))
    return (
        f'<li><div><strong>{escape(one.name)}</strong> <code>{escape(one.token_id)}</code>'
        f'<span>{escape(words("who.comma").join(facts))}</span></div>{revoke}</li>'
    )


def _when(moment: datetime, words: Words) -> str:
    return f"{formats.day(moment, words.lang)} {moment:%H:%M}"
