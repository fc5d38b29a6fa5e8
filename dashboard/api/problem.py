"""What was refused, as `application/problem+json` (RFC 9457), in Chinese or English.

`type` leads to the index of the interface, which lists every code; beside the members of the
standard stand `code` and, where several parameters are at fault, all of them under `errors`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from starlette.responses import Response

from dashboard.api.accepting import ranked
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
FAULTS = ("unknown", "repeated", "too_many", "unfit", "not_registered", "not_offered", "to_come")
_AGAIN_SECONDS = {"too_many": 60, "locked": 900, "busy": 5, "unavailable": 60}
_CHALLENGE = 'Bearer realm="/api/v1/"'


@dataclass(frozen=True, slots=True)
class Fault:
    """One parameter that does not fit: which, how (one of FAULTS), what was found and needed; with
    `is_example` what is needed is one value of many that have its form."""

    parameter: str
    code: str
    found: str = ""
    needed: str = ""
    is_example: bool = False

    def said(self, words: Words) -> str:
        key = f"api.fault.{self.code}{'_like' if self.is_example else ''}"
        return words(key, parameter=self.parameter, found=self.found, needed=self.needed)


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
        {"parameter": one.parameter, "code": one.code, "found": one.found, "detail": one.said(words)}
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
    """The language asked for: `lang=`, else the one most wanted by `Accept-Language`, else Chinese."""
    asked = query.get("lang")
    wanted = [asked, *(name.partition("-")[0] for name in ranked(accepted))]
    return next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])
