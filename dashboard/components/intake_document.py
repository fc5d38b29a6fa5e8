"""What a file is: one or several plans, each with the row that the register of plans gets."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import address, intake_state, source
from dashboard.components import acts, intake_words
from dashboard.intake_desk import Desk
from dashboard.wording import Words
from etl.plans.parts import new_id
from etl.vocabulary import DocumentStatus

_LINES = (("title",), ("document_id", "number", "status"), ("region_code", "issuer"), ("issued", "effective", "expires"))
#: Cells without which the register takes no plan.
_NEEDED = ("title", "document_id")
_WRITTEN = {"title": "document_title", "number": "document_number"}


def pick_part(desk: Desk, words: Words) -> None:
    """Of several plans in one file the one that is worked on."""
    if len(desk.file.parts) == 1:
        return
    numbers = [str(number) for number in range(1, len(desk.file.parts) + 1)]
    address.pick("part", words("intake.pick_part", count=len(numbers)), numbers, lambda number: _part(desk, number, words))


def _part(desk: Desk, number: str, words: Words) -> str:
    part = desk.file.parts[int(number) - 1]
    document = desk.draft.part(number).document or part.document
    name = intake_words.region(part.region_code, desk, words) if part.region_code else words("intake.no_region")
    key = "intake.part_done" if desk.draft.part(number).is_complete else "intake.part"
    return words(key, number=number, region=name, title=document.get("title", ""))


def other_plan(desk: Desk, words: Words) -> None:
    """Said at every step where the code that was entered is that of a plan of another title."""
    code = desk.document.get("document_id", "")
    known = next((one for one in desk.registers.documents if one.document_id == code), None)
    if known and not desk.part.is_known and known.title != desk.document.get("title", ""):
        st.warning(words.md("intake_document.other", code=code, title=known.title), icon=":material/difference:")


def document(desk: Desk, words: Words) -> None:
    """The plan's row, prefilled from the file or the register, to be looked at and saved."""
    acts.notice("intake-document")
    lead = "known" if desk.part.is_known else "new"
    st.markdown(words.md(f"intake_document.{lead}"))
    key = f"{intake_state.short(desk.plan_sha256)}-{desk.number}"
    with st.form(f"intake-document-{key}"):
        row = {}
        for line in _LINES:
            for column, name in zip(st.columns(len(line)), line, strict=True):
                with column:
                    row[name] = _field(name, desk, words, key)
        if st.form_submit_button(words("intake_document.save"), type="primary", icon=":material/save:"):
            cells = {name: cell.strip() for name, cell in row.items()}
            cells["document_id"] = cells["document_id"] or _suggested_id(cells["region_code"], cells["issued"], desk)
            if empty := [_label(name, words) for name in _NEEDED if not cells[name]]:
                st.error(words.md("intake.missing", names=words("who.list").join(empty)), icon=":material/block:")
                return
            acts.perform(lambda: _save(desk, cells), lambda _: words("intake_document.saved"), words, "intake-review")


def _field(name: str, desk: Desk, words: Words, key: str) -> str:
    label = _label(name, words)
    value, widget = _prefilled(name, desk), f"intake-document-{name}-{key}"
    if name == "document_id" and not value:
        value, widget = _suggested_id(desk.region_code, desk.document.get("issued", ""), desk), f"{widget}-{desk.region_code}"
    if name == "region_code":
        return _region(desk, words, widget)
    if name == "status":
        codes = [str(code) for code in DocumentStatus]
        place = codes.index(value) if value in codes else 0
        return st.selectbox(label, codes, place, format_func=lambda code: words(f"document_status.{code}"), key=widget)
    example = words(f"intake_example.{name}") if name in ("document_id", "issued", "effective", "expires", "number") else ""
    entered = st.text_input(label, value, key=widget, placeholder=example, max_chars=200)
    if said := _renewed(desk).get(name):
        registered = desk.part.document.get(name) or words("intake_document.nothing")
        st.caption(words.md("intake_document.renewed", said=said, registered=registered))
    return entered


def _renewed(desk: Desk) -> Mapping[str, str]:
    """What a new edition says otherwise than the register; of one taken in already a person has said what counts."""
    return {} if desk.recorded else desk.part.renewed


def _prefilled(name: str, desk: Desk) -> str:
    """As it was saved for this edition, else as its text has it, else as it is registered."""
    saved = desk.work.document
    return saved.get(name, "") if saved else _renewed(desk).get(name) or desk.document.get(name, "")


def _suggested_id(region_code: str, issued: str, desk: Desk) -> str:
    taken = {*(one.document_id for one in desk.registers.documents), *(part.document.get("document_id", "") for part in desk.draft.parts.values())}
    return new_id(region_code, issued[:4] or source.today().year, taken)


def _label(name: str, words: Words) -> str:
    own = {"document_id": "intake_document.id", "region_code": "intake_document.region", "status": "fact.status"}
    return words(own.get(name, f"column.{_WRITTEN.get(name, name)}.name"))


def _region(desk: Desk, words: Words, widget: str) -> str:
    """Whose goals these are where they name no other region."""
    names = {"": words("pick.please")} | {one.region_code: words.name(one.name_zh, one.name_en) for one in desk.regions}
    codes = list(names)
    place = codes.index(desk.region_code) if desk.region_code in names else 0
    key = f"{widget}-{len(desk.draft.regions)}"  # a region that was just registered is chosen
    return st.selectbox(_label("region_code", words), codes, place, format_func=names.get, key=key)


def _save(desk: Desk, cells: dict[str, str]) -> None:
    region_code = cells.pop("region_code", "")
    intake_state.change(desk, lambda work: replace(work, document=cells, region_code=region_code))
    st.query_params["step"] = "review"
