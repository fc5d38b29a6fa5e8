"""What other accepted methods say of a target, beside the class the pages show, and whether they agree."""

import streamlit as st

from dashboard import formats, sayings, theme
from dashboard.components.table import Marked, table
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words, markdown
from etl.vocabulary import Performance

_COLUMNS = ("method", "rule", "measured_as", "class")


def second_opinion(row: TargetRow, outlook: OutlookRow | None, words: Words) -> None:
    """A flag on top, and each method with its figure and its verdict."""
    st.subheader(words.md("second.title"), anchor=False)
    if outlook is None:
        return
    st.markdown(flag(outlook, words))
    lines = [_main(row, words), *(_other(*one, words) for one in methods(outlook))]
    table("second", [words(f"fact.{name}") for name in _COLUMNS], lines)
    if outlook.growth_category is not None:
        st.caption(words.md("second.eurostat", category=words(f"growth_category.{outlook.growth_category}")))


def flag(outlook: OutlookRow, words: Words) -> str:
    """Whether the methods come to another conclusion than the class shown, as a badge in Markdown."""
    if outlook.methods_disagree is None:
        return f":gray-badge[◇ {words.md('second.nothing')}]"
    if outlook.methods_disagree:
        return f":orange-badge[⚑ {words.md('second.disagree')}]"
    return f":green-badge[✔ {words.md('second.agree')}]"


def methods(outlook: OutlookRow) -> list[tuple[str, float | None, str | None]]:
    """Name, ratio and class of each other method."""
    return [
        ("time", outlook.time_ratio, outlook.time_class),
        ("growth", outlook.growth_ratio, outlook.growth_class),
        ("projected", outlook.projected_attainment, outlook.projected_class),
    ]


def _main(row: TargetRow, words: Words) -> tuple[str, ...]:
    name = Marked(f"**{words.md('second.main')}**")
    return name, words("second.main_rule"), sayings.pace(row, words), Marked(sayings.badge(row, words))


def _other(name: str, ratio: float | None, verdict: str | None, words: Words) -> tuple[str, ...]:
    return words(f"second.{name}"), words(f"second.{name}_rule"), formats.percent(ratio, 0), _verdict(verdict, words)


def _verdict(verdict: str | None, words: Words) -> str:
    """A class as on the rest of the page; none where the method does not apply now."""
    if verdict is None:
        return words("second.not_applied")
    look = theme.LOOKS[Performance(verdict)]
    return Marked(f":{look.name}-badge[{look.symbol} {markdown(words(f'performance.{verdict}'))}]")
