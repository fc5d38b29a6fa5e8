"""The hash chain: what is hashed, and how.

Digests are SHA-256 over canonical JSON (UTF-8, keys sorted, no blanks), so an auditor
can recompute them with any program. Every act's hash covers the hash before it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

#: Stands before the first act.
GENESIS = "0" * 64

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical_json(value: object) -> str:
    """The one JSON text of `value`; floats that are not numbers are a ValueError."""
    return _ENCODER.encode(value)


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def act_hash(fields: Mapping[str, object]) -> str:
    """The hash of an act from its other columns, `previous_hash` included."""
    return sha256(canonical_json(dict(fields)).encode())


def record_digest(*values: object) -> str:
    """Covers one record: SHA-256 of its values as a JSON array."""
    return sha256(canonical_json(list(values)).encode())


def submission_digest(
    submission_id: str,
    name: str,
    encoding: str,
    original_sha256: str,
    rows_sha256: str,
    terms: Sequence[object] = (),
) -> str:
    """Covers one upload: its label, its bytes and every figure row; where it was sent under
    terms, these too (region, quarter, key, digest of the explained problems)."""
    return record_digest(submission_id, name, encoding, original_sha256, rows_sha256, *terms)


def rows_digest(rows: Iterable[Sequence[object]]) -> str:
    """Over figure rows in row order, each a JSON array of its stored texts and a line feed."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{canonical_json(list(row))}\n".encode())
    return digest.hexdigest()


def register_digest(name: str, content: bytes | None) -> str:
    """Covers one register version; a removed register has no content."""
    return sha256(canonical_json([name, None if content is None else sha256(content)]).encode())
