"""The fields of one target on 规划录入."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import streamlit as st

from dashboard import source
from dashboard.components import intake_faults
from dashboard.findings import intake, intake_merging
from dashboard.findings.intake import Item, Sort
from dashboard.intake_desk import Desk
from dashboard.wording import Words
from etl.intake.layout import read_layout
from etl.plans.figures import figure_cells, figure_name, sentence_of
from etl.registers import Region
from etl.vocabulary import Basis, Comparator, Level, Obligation, Scope

_CLOSED = {"basis": Basis, "comparator": Comparator, "obligation": Obligation, "scope": Scope}
#: Columns no target can do without.
_NEEDED = ("region_code", "metric", "basis", "comparator", "value", "unit", "start", "due")
#: What is entered travels with the next press and is kept while other quantities are looked at.
KEPT = {"on_change": "ignore", "persist_state": "page"}
#: Under this name stands the metric that was proposed on a card, whatever the rules found.
_FRESH = "intake-fresh-"
#: Under this name stand the counties that were asked for at once on a card.
_EACH = "intake-fresh-each-"
#: Neither a target nor a new one: which of them is still to be chosen.
UNSAID = "?"
#: Fields of a target line by line.
_LINES = (
    ("region_code", "metric"),
    ("basis", "comparator"),
    ("value", "value_high", "unit"),
    ("baseline_year", "start", "due"),
    ("obligation", "scope", "clause"),
    ("parent_id", "responsible"),
    ("children", "note"),
)


def fields(one: Item, desk: Desk, words: Words, key: str) -> dict[str, str]:
    """What a person enters for the columns of `targets.csv`."""
    begin = {**_begin(one, desk), **one.cells}
    begin["region_code"] = begin.get("region_code") or desk.region_code
    begin["metric"] = st.session_state.get(_FRESH + key) or begin.get("metric", "")
    entered: dict[str, str] = {}
    for line in _LINES:
        for column, name in zip(st.columns(len(line)), line, strict=True):
            with column:
                if name == "children":
                    entered[name] = _children(begin.get(name, ""), entered, desk, words, key)
                else:
                    entered[name] = _field(name, begin.get(name, ""), one, desk, words, key)
    return entered


def _begin(one: Item, desk: Desk) -> dict[str, str]:
    """What a quantity that the rules hold to be no goal begins with: what the plan's goals share, and its own figure."""
    return intake.defaults(desk.items) | figure(one, desk) if one.sort is Sort.OTHER else {}


def figure(one: Item, desk: Desk) -> dict[str, str]:
    """Number, unit and comparison of a figure in its sentence."""
    sentence = sentence_of(desk.text, one.candidate.span)
    return figure_cells(sentence, one.candidate.figure, read_layout(source.workspace().root))


def counted(one: Item, desk: Desk) -> str:
    """What a figure counts, as its sentence names it; "" where it does not."""
    return one.candidate.proposed_metric or figure_name(sentence_of(desk.text, one.candidate.span), one.candidate.figure)


def forget(key: str) -> None:
    """What was entered on a card and is decided now, or no longer."""
    for name in [name for name in st.session_state if isinstance(name, str) and name.startswith("intake-") and f"-{key}-" in f"{name}-"]:
        del st.session_state[name]


def widget_key(name: str, key: str, begin: str) -> str:
    """Another field once it begins otherwise: what was entered before was about something else."""
    return f"intake-{name}-{key}-{crc32(begin.encode('utf-8', 'surrogatepass')):08x}"


def choose_metric(metric: str, key: str) -> None:
    """Let the field of a card begin with a metric that was just proposed there."""
    st.session_state[_FRESH + key] = metric


def missing(entered: Mapping[str, str], words: Words) -> str:
    """The names of fields that no target can do without and that are empty."""
    return words("who.list").join(_label(name, words) for name in _NEEDED if not entered[name].strip())


def _label(name: str, words: Words) -> str:
    return intake_faults.field("targets.csv", name, words)


def _field(name: str, value: str, one: Item, desk: Desk, words: Words, key: str) -> str:
    label, widget = _label(name, words), widget_key(name, key, value)
    options = _options(name, one, desk, words)
    if options is None:
        return st.text_input(label, value, key=widget, max_chars=300, placeholder=_example(name, words), **KEPT)
    if value and value not in options:
        options = {**options, value: value}
    codes = list(options)
    return st.selectbox(label, codes, codes.index(value) if value in codes else 0, format_func=options.get, key=widget, **KEPT)


def _children(value: str, entered: Mapping[str, str], desk: Desk, words: Words, key: str) -> str:
    """The regions that must each reach it; the register wants their codes in one cell."""
    place = st.container()
    if entered["basis"] == Basis.EACH_SUBREGION:
        value = _all_counties(entered["region_code"], desk, words, key) or value
    with place:
        return _chosen_children(value, desk, words, key)


def _all_counties(region_code: str, desk: Desk, words: Words, key: str) -> str:
    """The counties of all cities of a province, once a person asks for them; by itself an empty
    field stands for those directly below only."""
    name, below = f"{_EACH}{key}", ";".join(_counties_of_cities(region_code, desk.regions))
    if below and st.button(words("intake.children_all"), key=f"intake-children-all-{key}", icon=":material/checklist:", type="tertiary"):
        st.session_state.pop(widget_key("children", key, below), None)
        st.session_state[name] = below
    return st.session_state.get(name, "")


def _counties_of_cities(region_code: str, regions: Sequence[Region]) -> list[str]:
    """All counties below a region, where any of them lies below another one in between; else none."""
    parents = {one.region_code: one.parent_code for one in regions}
    below = [one for one in regions if one.level is Level.COUNTY and one.region_code != region_code and _is_within(one.region_code, region_code, parents)]
    return [one.region_code for one in below] if any(one.parent_code != region_code for one in below) else []


def _chosen_children(value: str, desk: Desk, words: Words, key: str) -> str:
    label, widget = _label("children", words), widget_key("children", key, value)
    below = [one for one in _regions(desk) or desk.regions if one.region_code != desk.region_code]
    options = {one.region_code: words("intake.region_option", name=words.name(one.name_zh, one.name_en), code=one.region_code) for one in below}
    chosen = [code.strip() for code in value.split(";") if code.strip()]
    options |= {code: code for code in chosen if code not in options}
    hint, about = words("intake.children_hint"), words("intake.children_help")
    picked = st.multiselect(label, list(options), chosen, format_func=options.get, key=widget, placeholder=hint, help=about, select_all=False, **KEPT)
    return ";".join(picked)


def _example(name: str, words: Words) -> str:
    key = f"intake_example.{name}"
    return words(key) if name in ("start", "due", "baseline_year", "responsible", "unit") else ""


def _options(name: str, one: Item, desk: Desk, words: Words) -> dict[str, str] | None:
    """Codes that can be chosen with their words; None for a field that is written."""
    please = {"": words("pick.please")}
    if name in _CLOSED:
        blank = {"": words("intake.scope_default")} if name == "scope" else please
        return blank | {str(code): _closed(name, code, words) for code in _CLOSED[name]}
    if name == "region_code":
        return please | {one.region_code: words.name(one.name_zh, one.name_en) for one in _regions(desk) or desk.regions}
    if name == "metric":
        return please | metrics(desk, words)
    return {"": words("intake.no_parent")} | targets(one, desk, words) if name == "parent_id" else None


def _closed(name: str, code: str, words: Words) -> str:
    if name == "comparator":
        return words(f"intake_comparator.{code}")
    return words(f"{name}.{code}")


def _regions(desk: Desk) -> list[Region]:
    """The plan's region and those below it."""
    parents = {one.region_code: one.parent_code for one in desk.regions}
    return [one for one in desk.regions if _is_within(one.region_code, desk.region_code, parents)]


def _is_within(code: str, above: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while code and code not in seen:
        if code == above:
            return True
        seen.add(code)
        code = parents.get(code, "")
    return False


def metrics(desk: Desk, words: Words) -> dict[str, str]:
    """Metrics of the register and those proposed for it, by id."""
    known = {one.metric: words("intake.metric_unit", name=words.name(one.name_zh, one.name_en), unit=one.unit) for one in desk.registers.metrics}
    new = {
        one["metric"]: words("intake.new_metric_named", name=words.name(one.get("name_zh", ""), one.get("name_en", "")))
        for one in desk.draft.metrics
        if one["metric"] not in known
    }
    return new | known


def targets(one: Item, desk: Desk, words: Words) -> dict[str, str]:
    """Targets of the plan, and goals of its text that become ones, under what a choice calls them."""
    document_id = desk.document.get("document_id", "")
    known = {
        target.target_id: words("intake.target_option", target=target.target_id, clause=target.clause, figure=target.figure)
        for target in desk.registers.targets
        if target.document_id == document_id
    }
    others = {
        intake.reference(other.candidate.span): words(
            "intake.item_option", number=other.number, clause=other.candidate.clause, figure=other.candidate.figure
        )
        for other in desk.items
        if other.candidate.span != one.candidate.span and other.candidate.is_goal and not (other.recorded and other.target_id in known)
    }
    return others | known


def takes_place_of(one: Item, desk: Desk, words: Words, key: str) -> str:
    """The target of the same plan whose place it takes; "" for a new one, `UNSAID` where nobody has
    said yet. Asked only where there is any; what replaces another promise is never guessed."""
    document_id = desk.document.get("document_id", "")
    own = [target for target in desk.registers.targets if target.document_id == document_id]
    if not own or one.recorded is not None:
        return one.made.target_id if one.made else ""
    begin = one.made.target_id if one.made else intake_merging.takes_place(one, desk.items)
    options = {UNSAID: words("pick.please")} if begin is None else {}
    options |= {"": words("intake.as_new")}
    options |= {
        target.target_id: words("intake.target_option", target=target.target_id, clause=target.clause, figure=target.figure)
        for target in own
    }
    codes = list(options)
    place = codes.index(begin) if begin in codes else 0
    widget = widget_key("place", key, begin or "")
    return st.selectbox(words("intake.takes_place"), codes, place, format_func=options.get, key=widget, **KEPT)
