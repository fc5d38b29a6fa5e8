"""What was refused, as `application/problem+json` (RFC 9457), in Chinese or English.

`type` leads to the index of the interface, which lists every code; beside the members of the
standard stand `code` and, where several parameters are at fault, all of them under `errors`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from starlette.responses import Response

from dashboard.server.security_headers import FORM_POLICY
from dashboard.wording import LANGUAGES, Words

MEDIA_TYPE = "application/problem+json"
INDEX = "/api/v1/"
#: Every code with its status.
CODES: Mapping[str, int] = MappingProxyType(
    {
        "parameters": 400,
        "address": 400,
        "token": 401,
        "sign_in": 401,
        "password": 403,
        "role": 403,
        "known_at": 403,
        "not_found": 404,
        "method": 405,
        "not_acceptable": 406,
        "changed": 409,
        "too_large": 413,
        "too_many": 429,
        "locked": 429,
        "failed": 500,
        "unavailable": 503,
        "busy": 503,
    }
)
#: What can be wrong with one parameter.
FAULTS = ("unknown", "repeated", "too_many", "unfit", "not_registered", "not_offered")
_AGAIN_SECONDS = {"too_many": 60, "locked": 900, "busy": 5, "unavailable": 60}
_CHALLENGE = 'Bearer realm="/api/v1/"'


@dataclass(frozen=True, slots=True)
class Fault:
    """One parameter that does not fit: which, how (one of FAULTS), what was found and needed."""

    parameter: str
    code: str
    found: str = ""
    needed: str = ""


class Trouble(Exception):
    """A question that is not answered: a code of CODES, the faults of single parameters, and what
    fills in the words."""

    def __init__(self, code: str, faults: Sequence[Fault] = (), **values: object):
        super().__init__(code)
        self.code, self.faults, self.values = code, faults, values


def response(trouble: Trouble, lang: str, path: str, **headers: str) -> Response:
    """The answer that says what was refused; nobody keeps it."""
    sent = {
        "Content-Language": _LANGUAGE_TAGS[lang],
        "Cache-Control": "no-store",
        "Content-Security-Policy": FORM_POLICY,
        **_headers(trouble.code),
        **headers,
    }
    body = json.dumps(content(trouble, lang, path), ensure_ascii=False).encode()
    return Response(body, CODES[trouble.code], sent, media_type=MEDIA_TYPE)


def content(trouble: Trouble, lang: str, path: str) -> dict[str, object]:
    """The members of a problem."""
    words = Words(lang)
    told = {
        "type": f"{INDEX}#{trouble.code}",
        "title": words(f"api.problem.{trouble.code}.title"),
        "status": CODES[trouble.code],
        "detail": words(f"api.problem.{trouble.code}.detail", **trouble.values),
        "instance": path,
        "code": trouble.code,
    }
    errors = [
        {
            "parameter": one.parameter,
            "code": one.code,
            "found": one.found,
            "detail": words(f"api.fault.{one.code}", parameter=one.parameter, found=one.found, needed=one.needed),
        }
        for one in trouble.faults
    ]
    return told | ({"errors": errors} if errors else {})


def _headers(code: str) -> dict[str, str]:
    sent = {"Retry-After": str(_AGAIN_SECONDS[code])} if code in _AGAIN_SECONDS else {}
    if CODES[code] == 401:
        sent["WWW-Authenticate"] = _CHALLENGE + (', error="invalid_token"' if code == "token" else "")
    if code == "method":
        sent["Allow"] = "GET, HEAD"
    return sent


_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


def language(query: Mapping[str, str], accepted: str) -> str:
    """The language asked for: `lang=`, else the first of `Accept-Language` there is, else Chinese."""
    asked = query.get("lang")
    if asked in LANGUAGES:
        return asked
    wanted = sorted(enumerate(accepted.split(",")), key=lambda one: (-_weight(one[1]), one[0]))
    for _, part in wanted:
        tag = part.partition(";")[0].strip().partition("-")[0].lower()
        if tag in LANGUAGES and _weight(part) > 0:
            return tag
    return LANGUAGES[0]


def _weight(part: str) -> float:
    """`en;q=0.8` → 0.8; what cannot be read weighs nothing."""
    _, named, weight = part.partition("q=")
    try:
        return float(weight) if named else 1.0
    except ValueError:
        return 0.0
