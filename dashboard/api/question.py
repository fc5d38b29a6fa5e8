"""A request → a `Question`, or every fault of its parameters at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from dashboard.api.accepting import ranked
from dashboard.api.parameters import FORMAT, MAX_VALUES, Format, Parameter, Unfit
from dashboard.api.problem import Fault, Trouble
from dashboard.server.visitor import Visitor

#: Parameters of one query at most; more are nobody's question.
_MOST = 200
_LONGEST = 60
_MEDIA_TYPES = {
    "application/json": Format.JSON,
    "text/csv": Format.CSV,
    "application/*": Format.JSON,
    "text/*": Format.CSV,
    "*/*": Format.JSON,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One request in plain values, for a thread; `who` is as the door found out."""

    path: str
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    lang: str
    who: Visitor
    base_url: str
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the values of the parameters that were given, of several values a tuple;
    `query` is the same as it was sent."""

    values: Mapping[str, object]
    query: Sequence[tuple[str, str]]

    def __getitem__(self, parameter: Parameter) -> object:
        """The value of a parameter; its default, or an empty tuple, where it was not given."""
        return self.values.get(parameter.name, () if parameter.is_many else parameter.default)


def pairs(query_string: bytes) -> list[tuple[str, str]]:
    """Names and values as sent, empty values too."""
    text = query_string.decode("utf-8", "replace")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST)
    except ValueError:
        raise Trouble("parameters", [Fault("", "too_many", needed=str(_MOST))]) from None


def read(query: Sequence[tuple[str, str]], taken: Sequence[Parameter]) -> Question:
    """The question a query asks of a table that takes these parameters; Trouble with every fault."""
    known = {one.name: one for one in taken}
    faults, values = _unknown(query, known), {}
    for parameter in taken:
        given = [text for name, text in query if name == parameter.name]
        if given:
            values[parameter.name] = _value(parameter, given, faults)
    if faults:
        raise Trouble("parameters", faults)
    return Question(values, tuple(query))


def _unknown(query: Sequence[tuple[str, str]], known: Mapping[str, Parameter]) -> list[Fault]:
    counted = Counter(name for name, _ in query)
    return [Fault(shown(name), "unknown", shown(name), ", ".join(known)) for name in counted if name not in known]


def _value(parameter: Parameter, given: Sequence[str], faults: list[Fault]) -> object:
    """The value, or the values, of one parameter; what does not fit is added to the faults."""
    most = MAX_VALUES if parameter.is_many else 1
    if len(given) > most:
        faults.append(Fault(parameter.name, "too_many" if parameter.is_many else "repeated", needed=str(most)))
        return None
    found = []
    for text in given:
        try:
            found.append(parameter.read(text))
        except Unfit:
            faults.append(unfit(parameter, text))
    return tuple(dict.fromkeys(found)) if parameter.is_many else (found or [None])[0]


def unfit(parameter: Parameter, text: str) -> Fault:
    """A value that does not fit: what the parameter takes, or an example of it."""
    schema = parameter.schema
    if "enum" in schema:
        return Fault(parameter.name, "unfit", shown(text), ", ".join(schema["enum"]))
    if schema["type"] == "integer":
        return Fault(parameter.name, "unfit", shown(text), f"{schema['minimum']}–{schema['maximum']}")
    return Fault(parameter.name, "unfit", shown(text), str(parameter.example), is_example=True)


def shown(text: str) -> str:
    """What was sent, short and printable."""
    plain = "".join(sign if sign.isprintable() else "�" for sign in text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def form(question: Question, accepted: str, only: Format | None = None) -> Format:
    """JSON or CSV: what `format=` says, else the one most wanted by `Accept`; `only` one where a
    document has no other form."""
    if asked := question[FORMAT]:
        return Format(asked)
    there = (only,) if only else tuple(Format)
    found = [_MEDIA_TYPES[name] for name in ranked(accepted) if _MEDIA_TYPES.get(name) in there]
    if accepted.strip() and not found:
        raise Trouble("not_acceptable")
    return found[0] if found else Format.JSON
