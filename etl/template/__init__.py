"""Templates of a region and quarter, filled in as far as they can be."""

from etl.template.make import FORMATS, make

__all__ = ["FORMATS", "make"]
