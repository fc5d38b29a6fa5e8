"""Regions a plan is about that the register does not have: kept with the draft, written with its targets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from dashboard import intake_state
from dashboard.components import acts, intake_faults
from dashboard.findings import intake_regions
from dashboard.findings.intake_regions import Named
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.plans.drafts import Draft
from etl.vocabulary import Level

_FORM, _NAMED = "intake-region", "intake-named-region"
_NEEDED = ("region_code", "name_zh", "level")


def regions(desk: Desk, words: Words) -> None:
    """What is new so far, what the text names, and one more."""
    acts.notice(_FORM)
    with st.expander(words("intake_region.title"), icon=":material/add_location_alt:", expanded=not desk.region_code and not desk.part.region_name):
        st.caption(words.md("intake_region.lead"))
        _kept(desk, words)
        with st.form(acts.field_key(_FORM, "form"), border=False):
            row = _fields(desk, words)
            if st.form_submit_button(words("intake_region.save"), icon=":material/add:"):
                if said := _faults([row], desk, words):
                    st.error("\n\n".join(map(markdown, said)), icon=":material/block:")
                    return
                acts.perform(lambda: _keep(desk, [row], {}), lambda _: words("intake_region.saved", name=row["name_zh"]), words, _FORM)


def named(desk: Desk, words: Words) -> None:
    """Every region the text names and the register lacks, filled in as far as text and divisions say."""
    acts.notice(_NAMED)
    own = next((one for one in desk.regions if one.region_code == desk.region_code), None)
    said = {**desk.carried.regions, **desk.draft.placed}
    found = intake_regions.named(desk.items, own, desk.part.region_name, said, desk.regions)
    if not found:
        return
    told = [one for one in found if not one.below]
    waiting = sum(not one.code for one in told)
    title = words("intake_region.named" if waiting else "intake_region.named_done", count=len(told), waiting=waiting)
    with st.expander(title, icon=":material/add_location_alt:", expanded=bool(waiting)):
        st.caption(words.md("intake_region.named_lead"))
        with st.form(acts.field_key(_NAMED, f"form-{desk.number}"), border=False):
            offered = [one for one in found if one.below]
            entered = [_entered(number, one, offered, desk, words) for number, one in enumerate(found)]
            if st.form_submit_button(words("intake_region.named_now"), type="primary", icon=":material/add_location_alt:"):
                _take(found, entered, desk, words)


def _entered(number: int, one: Named, offered: Sequence[Named], desk: Desk, words: Words) -> dict[str, str]:
    """A line for one name: a row of the register, or the region that goes by another name there."""

    def key(name: str) -> str:
        return acts.field_key(_NAMED, f"{name}-{desk.number}-{number}-{one.name}")

    places = _places(one, words)
    carried = words("intake.carried_mark") if one.name in desk.carried.regions and one.name not in desk.draft.placed else ""
    st.markdown(f"**{markdown(one.name)}** {markdown(places)} {markdown(carried)}".strip())
    name, code, level, parent, other = st.columns([3, 2, 2, 3, 3])
    known = {one.region_code: words("intake.region_option", name=words.name(one.name_zh, one.name_en), code=one.region_code) for one in desk.regions}
    codes = ["", *known]
    with name:
        row = {"name_zh": st.text_input(_label("name_zh", words), one.name_zh, key=key("zh"), max_chars=40)}
    with code:
        row["region_code"] = st.text_input(_label("region_code", words), one.division_code, key=key("code"), max_chars=9, placeholder=words("intake_region.code_hint"))
    with level:
        row["level"] = _pick_level(one.level, key("level"), words)
    with parent:
        row["parent_code"] = _pick_parent(one.parent_code, key("parent"), desk, words, offered)
    with other:
        names = {"": words("intake_region.is_new")} | known
        place = codes.index(one.code) if one.code in codes else 0
        row["stands_for"] = st.selectbox(words("intake_region.other"), codes, place, format_func=names.get, key=key("other"))
    return {name: cell.strip() for name, cell in row.items() if cell.strip()}


def _places(one: Named, words: Words) -> str:
    """Why it is listed."""
    if one.below:
        return words("intake_region.above", names=words("who.list").join(one.below))
    return words("intake_region.of_plan") if one.is_plans else words("intake_region.places", numbers=words("who.list").join(map(str, one.numbers)))


def _take(found: Sequence[Named], entered: Sequence[Mapping[str, str]], desk: Desk, words: Words) -> None:
    """What was filled in, all of it or nothing; a name without a code waits."""
    new, placed = [], {}
    for one, cells in zip(found, entered, strict=True):
        code = cells.get("stands_for") or cells.get("region_code", "")
        if code and "stands_for" not in cells:
            new.append({name: cell for name, cell in cells.items() if name in intake_regions.CELLS})
        if (code or one.code) and not one.below:
            placed[one.name] = code
    if said := _faults(new, desk, words) if placed else [words("intake_region.no_code")]:
        st.error("\n\n".join(map(markdown, said)), icon=":material/block:")
        return
    plans = next((placed[one.name] for one in found if one.is_plans and one.name in placed), "")
    done = words("intake_region.named_saved", names=words("who.list").join(name for name, code in placed.items() if code))
    acts.perform(lambda: _keep(desk, new, placed, plans), lambda _: done, words, _NAMED)


def _kept(desk: Desk, words: Words) -> None:
    for one in desk.draft.regions:
        name = words.name(one.get("name_zh", ""), one.get("name_en", ""))
        said = words("intake.region_option", name=name, code=one["region_code"])
        with st.container(horizontal=True, vertical_alignment="center", key=f"intake-region-{one['region_code']}"):
            st.markdown(words.md("intake_region.kept", names=said))
            if st.button(words("intake_region.remove", name=name), icon=":material/delete:", key=f"intake-region-remove-{one['region_code']}"):
                code = one["region_code"]
                acts.perform(
                    lambda: intake_state.change_file(desk, lambda draft: draft.without_region(code)),
                    lambda _: words("intake_region.removed", name=name),
                    words,
                    _FORM,
                )


def _fields(desk: Desk, words: Words) -> dict[str, str]:
    def key(name: str) -> str:
        return acts.field_key(_FORM, name)

    left, right = st.columns(2)
    row = {
        "region_code": left.text_input(_label("region_code", words), key=key("code"), max_chars=9, placeholder="330500"),
        "name_zh": right.text_input(_label("name_zh", words), key=key("zh"), max_chars=40),
    }
    with left:
        row["level"] = _pick_level(Level.COUNTY, key("level"), words)
    with right:
        row["parent_code"] = _pick_parent(desk.region_code, key("parent"), desk, words)
    row["name_en"] = left.text_input(_label("name_en", words), key=key("en"), max_chars=80)
    return {name: cell.strip() for name, cell in row.items() if cell.strip()}


def _label(name: str, words: Words) -> str:
    return intake_faults.field("regions.csv", name, words)


def _pick_level(level: Level, key: str, words: Words) -> str:
    levels = [str(one) for one in Level]
    return st.selectbox(_label("level", words), levels, levels.index(level), format_func=lambda one: words(f"level.{one}"), key=key)


def _pick_parent(parent_code: str, key: str, desk: Desk, words: Words, offered: Sequence[Named] = ()) -> str:
    """A region of the register, or one that is offered to be registered together with it."""
    new = {one.division_code: words("intake.region_option", name=one.name, code=one.division_code) for one in offered if one.level != Level.COUNTY and one.division_code}
    parents = {"": words("intake_region.top")} | {
        one.region_code: words("intake.region_option", name=words.name(one.name_zh, one.name_en), code=one.region_code)
        for one in desk.regions
        if one.level != Level.COUNTY
    } | new
    codes = list(parents)
    return st.selectbox(
        _label("parent_code", words), codes, codes.index(parent_code) if parent_code in codes else 0, format_func=parents.get, key=key
    )


def _faults(new: Sequence[Mapping[str, str]], desk: Desk, words: Words) -> list[str]:
    """What is missing, in use, or not taken by the register."""
    said = []
    for row in new:
        empty = [_label(name, words) for name in _NEEDED if not row.get(name)]
        taken = next((one for one in desk.registers.regions if one.region_code == row.get("region_code")), None)
        if empty:
            said.append(words("intake.missing", names=words("who.list").join(empty)))
        elif taken:
            said.append(words("intake_region.taken", code=row["region_code"], name=words.name(taken.name_zh, taken.name_en)))
    codes = {row.get("region_code") for row in new}
    others = [one for one in desk.regions if one.region_code not in codes]
    return said or [intake_faults.said(one, desk, words) for one in intake_regions.faults(new, others)]


def _keep(desk: Desk, rows: Sequence[Mapping[str, str]], placed: Mapping[str, str], plans: str = "") -> None:
    """The first region of a plan without one is the plan's."""
    first = rows[0]["region_code"] if rows and not placed else ""

    def how(draft: Draft) -> Draft:
        part, own = draft.part(desk.number), plans or first
        part = replace(part, region_code=own) if own and not desk.region_code else part
        return draft.with_regions(rows, placed).with_part(desk.number, part)

    intake_state.change_file(desk, how)
