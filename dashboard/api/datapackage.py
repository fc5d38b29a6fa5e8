"""The tables of the interface as a Frictionless data package: whoever reads `datapackage.json` knows
where each is, what its columns hold and how the tables belong together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard.api.problem import INDEX
from dashboard.api.resources import RESOURCES, Resource
from dashboard.export import package
from dashboard.export.stamp import Stamp
from dashboard.wording import Words
from etl.rights import Deed

#: Which column of a table names a row of which.
_NAMES = {"region_code": "regions", "metric": "metrics", "document_id": "documents", "target_id": "targets"}
#: Which column of a table names another row of it.
_OWN = {
    "regions": {"parent_code": "region_code"},
    "metrics": {"part_of": "metric", "yoy_of": "metric"},
    "targets": {"parent_id": "target_id"},
}


def descriptor(base_url: str, stamp: Stamp, deeds: Sequence[Deed], created: datetime, words: Words) -> dict[str, object]:
    """The package as somebody sees it who may do these deeds."""
    shown = [one for one in RESOURCES.values() if one.is_of_warehouse or Deed.SEE_UPLOADS in deeds]
    return {
        "$schema": f"{package.PROFILES}/datapackage.json",
        "name": "gap-tracker",
        "title": words("api.title"),
        "description": " ".join((words("api.description"), words("package.pages"), words("package.rights"))),
        "created": created.isoformat(timespec="seconds"),
        "demonstration": stamp.as_dict.get("demonstration") or None,
        "resources": [_resource(one, base_url, stamp, words) for one in shown],
    }


def _resource(resource: Resource, base_url: str, stamp: Stamp, words: Words) -> dict[str, object]:
    """One table, with the columns this reader gets."""
    of_quarter = Stamp("" if resource.is_of_quarter else None, "", None, stamp.is_public, stamp.is_demonstration)
    columns = (*resource.columns, *(() if stamp.is_public else resource.inside), *of_quarter.columns)
    return {
        "$schema": f"{package.PROFILES}/dataresource.json",
        "name": resource.name,
        "title": words(f"api.table.{resource.name}"),
        "path": f"{base_url.rstrip('/')}{INDEX}{resource.name}?format=csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": package.dialect("csv"),
        "schema": package.schema(columns, resource.key, words, _foreign_keys(resource)),
    }


def _foreign_keys(resource: Resource) -> list[Mapping[str, object]]:
    names = {column.name for column in resource.columns}
    others = [_key(name, other, name) for name, other in _NAMES.items() if name in names and other != resource.name]
    return others + [_key(name, "", named) for name, named in _OWN.get(resource.name, {}).items()]


def _key(field: str, resource: str, named: str) -> dict[str, object]:
    """`resource` is empty for the table itself."""
    reference = {"fields": [named]} | ({"resource": resource} if resource else {})
    return {"fields": [field], "reference": reference}
