"""What a client would rather have: the lists of `Accept`, `Accept-Language` and `Accept-Encoding`."""


def ranked(header: str) -> list[str]:
    """What such a header names, in lower case, the most wanted first; what weighs nothing is not wanted.

    `text/csv;q=0.5, application/json` → application/json, text/csv.
    """
    wanted = [(_weight(part), part.partition(";")[0].strip().lower()) for part in header.split(",")]
    return [name for weight, name in sorted(wanted, key=lambda one: -one[0]) if name and weight > 0]


def _weight(part: str) -> float:
    """`en;q=0.8` → 0.8; what is no weight weighs nothing."""
    _, named, text = part.replace(" ", "").lower().partition(";q=")
    try:
        weight = float(text.partition(";")[0]) if named else 1.0
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
