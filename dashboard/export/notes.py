"""The sheet that says what an exported table is: as pairs of name and text."""

from dashboard import formats
from dashboard.export.tables import Table
from dashboard.wording import Words

#: Sources listed; a whole province has some hundred.
_MOST = 300


def notes(table: Table, words: Words) -> list[tuple[str, str]]:
    """What the file is, of when, what was chosen, how to read it, and its sources."""
    stamp = table.stamp
    said = [("export.about_table", words(f"export.{table.name}_lead"))]
    if stamp.is_demonstration:
        said.append(("app.demonstration", words("app.demonstration_long")))
    said.append(("pick.quarter", formats.period(stamp.as_of, words.lang)))
    said.append(("export.data_date", formats.period(stamp.data_date, words.lang)))
    if not stamp.is_public:
        moment = f"{formats.day(stamp.known_at, words.lang)} {stamp.known_at:%H:%M}" if stamp.known_at else ""
        said.append(("known_at.pick", moment or words("export.all_known")))
    said.append(("export.whose", words("who.public_mark" if stamp.is_public else "export.inside")))
    pairs = [(words(key), text) for key, text in said]
    pairs += [(label, shown) for label, shown in stamp.choices]
    pairs += [(words(f"export.{name}"), words(f"export.{name}_text")) for name in ("empty", "method", "units")]
    return pairs + [(words("export.source"), source) for source in sources(table, words)]


def sources(table: Table, words: Words) -> list[str]:
    """The plans behind the targets, or who reported and published the figures, each once."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    wanted = ("document_title", "document_number", "issuer", "document_url") if "document_title" in places else ("source",)
    found = dict.fromkeys(
        " ".join(str(line[places[name]]) for name in wanted if line[places[name]]) for line in table.lines
    )
    listed = [source for source in found if source]
    rest = len(listed) - _MOST
    return listed[:_MOST] + ([words("export.more_sources", count=rest)] if rest > 0 else [])
