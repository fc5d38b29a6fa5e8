"""The text of a plan with its quantities marked. All of it is data of others: every character is escaped."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import address
from dashboard.components import links
from dashboard.components.intake_words import SYMBOLS, symbol
from dashboard.findings.intake import Item
from dashboard.intake_desk import Desk
from dashboard.wording import Words
from etl.plans.candidates import Span

_EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: Characters shown before and behind the quantity that is looked at.
BEFORE, BEHIND = 140, 1500
_FIELD = "plan-at"
#: A longer text is shown around the quantity only.
LONGEST = 150_000


@dataclass(frozen=True, slots=True)
class Mark:
    """How a quantity stands in the text: `style` names its colours in `style.css`, `sign` stands
    before its number, `title` is what the pointer is told."""

    style: str
    sign: str
    title: str


def in_work(one: Item, words: Words) -> Mark:
    """On 规划录入: what it was found to be, and whether it is decided."""
    style = "decided" if one.is_decided else one.sort
    return Mark(style, symbol(one), words(f"intake_look.{style}"))


def legend_in_work(words: Words) -> dict[str, str]:
    """Its styles with sign and meaning."""
    signs = {**SYMBOLS, "decided": "✓ ■"}
    return {style: f"{sign} {words(f'intake_look.{style}')}" for style, sign in signs.items()}


def text(
    desk: Desk,
    chosen: Item | None,
    words: Words,
    mark: Callable[[Item, Words], Mark] = in_work,
    legend: Callable[[Words], Mapping[str, str]] = legend_in_work,
    page: str = "intake",
) -> None:
    """The text in a box that scrolls by itself: around the quantity looked at, or all of it. Each
    quantity leads to its card on the `page`."""
    _field(words)
    whole = _is_whole(desk, words)
    first, last = desk.part.span if whole else around(desk.text, chosen.candidate.span if chosen else desk.part.span[:1] * 2)
    st.html(pane(desk.text, desk.items, chosen, first, last, words, mark, links.url(page, at="", leaf="")))
    st.html(_legend(legend(words), whole and chosen is not None, words))


def _field(words: Words) -> None:
    """Takes the place of a figure that was chosen in text or list (`server/plan_text.js`); never seen."""
    st.text_input(words("intake.text"), key=_FIELD, on_change=_look_at)


def _look_at() -> None:
    st.query_params["at"] = st.session_state[_FIELD]
    st.query_params.pop("leaf", None)
    st.session_state[_FIELD] = ""


def _is_whole(desk: Desk, words: Words) -> bool:
    if desk.part.span[1] - desk.part.span[0] > LONGEST:
        return False
    names = {"near": words("intake.text_near"), "all": words("intake.text_all")}
    return address.switch("text", words("intake.text"), list(names), names.get) == "all"


def around(text: str, span: Span) -> Span:
    """From the line a place stands in, and a short one before it, to the end of one behind it:
    the place itself is seen without scrolling, on a telephone too."""
    line = text.rfind("\n", 0, span[0]) + 1
    earlier = text.rfind("\n", 0, max(0, line - 1)) + 1
    first = next((one for one in (earlier, line) if span[0] - one <= BEFORE), span[0] - BEFORE)
    last = min(len(text), span[1] + BEHIND)
    end = text.rfind("\n", span[1], last)
    return first, (end if last < len(text) and end >= 0 else last)


def pane(
    text: str,
    found: Sequence[Item],
    chosen: Item | None,
    first: int,
    last: int,
    words: Words,
    mark: Callable[[Item, Words], Mark] = in_work,
    address_here: str = "intake?",
) -> str:
    """A stretch of a text as HTML: quantities with sign and number, the one looked at framed. They are
    links to `address_here` with their place."""
    pieces, at = [], first
    for one in found:
        start, end = one.candidate.span
        if start >= at and end <= last:
            href = html.escape(f"{address_here}&at={one.key}")
            pieces += [_plain(text[at:start]), _marked(text[start:end], one, one is chosen, mark(one, words), href)]
            at = end
    pieces.append(_plain(text[at:last]))
    before, behind = "…" if first else "", "…" if last < len(text) else ""
    label = html.escape(words("intake.text"))
    body = "".join((before, *pieces, behind))
    return f'<div class="plan-text" tabindex="0" role="region" aria-label="{label}">{body}</div>'


def _plain(text: str) -> str:
    """Escaped, without empty lines."""
    return html.escape(_EMPTY_LINES.sub("\n", text))


def _marked(figure: str, one: Item, is_chosen: bool, look: Mark, href: str) -> str:
    frame, here = (" plan-chosen", ' id="plan-here" aria-current="true"') if is_chosen else ("", "")
    pointed = "▸" if is_chosen else ""
    body = f"<sup>{pointed}{look.sign}{one.number}</sup>{html.escape(figure)}"
    return f'<a href="{href}"{here}><mark class="plan-{look.style}{frame}" title="{html.escape(look.title)}">{body}</mark></a>'


def _legend(meanings: Mapping[str, str], jumps: bool, words: Words) -> str:
    """What the marks mean; beside the whole text, the way to the quantity looked at."""
    said = " ".join(f'<mark class="plan-{style}">{html.escape(meaning)}</mark>' for style, meaning in meanings.items())
    jump = f'<a href="#plan-here" target="_self">{html.escape(words("intake.text_jump"))}</a>' if jumps else ""
    return f'<div class="plan-legend">{jump} {said}</div>'
