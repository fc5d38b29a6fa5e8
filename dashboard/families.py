"""Fields of work, so that fifty metrics fit a matrix: found by the words of a metric's id."""

OTHER = "other"

#: The first field one of whose words stands in the id holds; names are in `text/`.
FAMILIES = {
    "trade": ("_value", "growth", "yoy"),
    "talent": ("talent", "training", "incubat"),
    "service": ("event", "served", "service", "complaint"),
    "logistics": ("warehouse", "air_", "cargo", "freight", "route", "logistics"),
    "brand": ("brand",),
    "park": ("park", "belt", "cluster", "zone", "_base", "county"),
    "enterprise": ("enterprise", "seller", "entit", "adopter", "platform"),
}


def family(metric: str) -> str:
    """The field of a metric."""
    for name, words in FAMILIES.items():
        if any(word in metric for word in words):
            return name
    return OTHER
