"""What each address answers: from a call to a table, by the rights of whoever asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dashboard import source, view
from dashboard.api import answers, datapackage, openapi, problem
from dashboard.api import parameters as ask
from dashboard.api.answers import Answer
from dashboard.api.parameters import Parameter
from dashboard.api.problem import CODES, Fault, Trouble
from dashboard.api.question import Call, Question, form, read, shown, unfit
from dashboard.api.resources import REGISTERED, RESOURCES, Asked, Resource, next_minute
from dashboard.components import identity
from dashboard.export.stamp import Stamp, stamp_of
from dashboard.view import View
from dashboard.wording import Words
from etl.access import EventKind
from etl.access.origin import note
from etl.ledger import clock
from etl.rights import Deed, denial
from etl.warehouse import Audience, is_to_come, moment, shanghai

Made = tuple[Answer | None, dict[str, str]]


def table(resource: Resource) -> Callable[[Call], Made]:
    """Answers one table."""

    def made(call: Call) -> Made:
        question = read(call.query, resource.parameters)
        wanted = form(question, call.headers.get("accept", ""))
        asked = _asked(resource, question, call)
        headers = {"Cache-Control": answers.caching(call.who.is_signed_in)}
        page = None if resource.is_of_warehouse else resource.page(asked)
        state = answers.version(asked, page)
        _require_same_state(question, state)
        headers["ETag"] = answers.entity_tag(resource, asked, wanted, state)
        if answers.matches(call.headers.get("if-none-match", ""), headers["ETag"]):
            return None, headers
        answer = answers.answer(resource, asked, page or resource.page(asked), wanted, call.path)
        if not call.is_head:
            _note(resource, asked, wanted, call.who.token_id)
        return answer, headers

    return made


def _asked(resource: Resource, question: Question, call: Call) -> Asked:
    """The question with who asks it; Trouble where the visitor may not, or where it names what is
    not there."""
    visitor = identity.of(call.who.name if call.who.is_signed_in else "")
    _require_right(resource, visitor)
    now = _seen(visitor, call)
    seen = replace(now, known_at=_known_at(question, now.audience))
    as_of = _as_of(question, seen) if resource.is_of_quarter else None
    _require_registered(resource, question, seen)
    return Asked(question, visitor, seen, as_of, _stamp(as_of, seen))


def _seen(visitor: identity.Visitor, call: Call) -> View:
    """The data as the visitor sees them now."""
    words, audience = Words(call.lang), view.audience_of(visitor)
    mark = words("app.demonstration") if source.workspace().is_demonstration else ""
    return View(words, source.data_version(audience), mark, audience)


def _require_right(resource: Resource, visitor: identity.Visitor) -> None:
    """Submissions are for those who may see uploads; all else is shown to whoever was let in."""
    deed = Deed.SEE_RELEASED if resource.is_of_warehouse else Deed.SEE_UPLOADS
    if denial(visitor.name, deed, visitor.situation):
        raise Trouble("role" if visitor.name else "sign_in")


def _known_at(question: Question, audience: Audience) -> datetime | None:
    """数据截止时刻, naive Shanghai time; refused to whoever sees only what is public now, and where
    it has not come, since nobody can know yet what will be known by then."""
    text = question[ask.KNOWN_AT]
    if text is None:
        return None
    if audience is Audience.PUBLIC:
        raise Trouble("known_at")
    today = source.today()
    try:
        asked = moment(text)
        if is_to_come(asked, today):
            raise Trouble("parameters", [Fault(ask.KNOWN_AT.name, "to_come", shown(text), today.isoformat())])
        return shanghai(asked)
    except (ValueError, OverflowError):
        raise Trouble("parameters", [unfit(ask.KNOWN_AT, text)]) from None


def _as_of(question: Question, seen: View) -> str:
    """The quarter evaluated; as on the pages where none is named."""
    offered = view.quarters(seen)
    asked = question[ask.AS_OF]
    if asked is None:
        return view.default_quarter(seen, offered)
    if asked not in offered:
        fault = Fault(ask.AS_OF.name, "not_offered", asked, f"{offered[-1]}–{offered[0]}")
        raise Trouble("parameters", [fault])
    return asked


def _require_registered(resource: Resource, question: Question, seen: View) -> None:
    faults = [fault for one in resource.parameters if one in REGISTERED for fault in _unregistered(one, question, seen)]
    if faults:
        raise Trouble("parameters", faults)


def _unregistered(parameter: Parameter, question: Question, seen: View) -> list[Fault]:
    """Codes that are named and not in the register: a slip, which an empty answer would hide."""
    value = question[parameter]
    named = value if parameter.is_many else (value,) if value else ()
    known = REGISTERED[parameter](seen) if named else frozenset()
    return [Fault(parameter.name, "not_registered", shown(code)) for code in named if code not in known]


def _stamp(as_of: str | None, seen: View) -> Stamp:
    """What an answer says of itself; whoever may choose a time is told the one it stands for."""
    return stamp_of(seen, as_of, seen.known_at or next_minute(_formed_at(seen)))


def _formed_at(seen: View) -> datetime:
    """When the data became what they are, naive Shanghai time; in a demonstration on the day it stands still."""
    formed, day = source.made_at(seen.data_version), source.workspace().demonstration_day
    return shanghai(clock.on_day(formed, day) if day else formed)


def _require_same_state(question: Question, state: str) -> None:
    """Who reads page by page must not mix two states of the data."""
    wanted = question[ask.VERSION]
    if wanted is not None and wanted != state:
        raise Trouble("changed")


def _note(resource: Resource, asked: Asked, wanted: ask.Format, token_id: str) -> None:
    """What somebody signed in takes along is noted, as on the pages, and by which token."""
    if name := asked.visitor.name:
        subject = " ".join(part for part in ("api", resource.name, asked.as_of, wanted, token_id) if part)
        note(source.workspace(), EventKind.EXPORT, name, subject)


def index(call: Call) -> Made:
    """What there is, and every code of a problem."""
    words = Words(call.lang)
    return _document(
        call,
        {
            "title": words("api.title"),
            "description": words("api.description"),
            "tables": {name: {"href": f"{problem.INDEX}{name}", "title": words(f"api.table.{name}")} for name in RESOURCES},
            "openapi": f"{problem.INDEX}openapi.json",
            "datapackage": f"{problem.INDEX}datapackage.json",
            "problems": {code: words(f"api.problem.{code}.title") for code in CODES},
        },
    )


def described(call: Call) -> Made:
    """The OpenAPI description."""
    return _document(call, openapi.description(call.lang))


def packaged(call: Call) -> Made:
    """The tables as a data package, with those columns and tables this reader gets."""
    visitor = identity.of(call.who.name if call.who.is_signed_in else "")
    seen = _seen(visitor, call)
    deeds = [deed for deed in (Deed.SEE_RELEASED, Deed.SEE_UPLOADS) if visitor.may(deed)]
    created = source.made_at(seen.data_version)
    return _document(call, datapackage.descriptor(call.base_url, _stamp(None, seen), deeds, created, seen.words))


def _document(call: Call, content: object) -> Made:
    """A document about the interface, in one language."""
    form(read(call.query, (ask.LANG,)), call.headers.get("accept", ""), only=ask.Format.JSON)
    body = answers.encoded(content)
    headers = {"Cache-Control": answers.caching(call.who.is_signed_in)}
    headers["ETag"] = f'W/"{answers.digest(body.decode())[:32]}"'
    if answers.matches(call.headers.get("if-none-match", ""), headers["ETag"]):
        return None, headers
    return Answer(body, "application/json", {}), headers
