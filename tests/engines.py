"""The implementations that must agree, each as `(registers, actuals, as_of, known_at) -> rows`."""

from tests.reference.gaps import gaps as reference

ENGINES = {"reference": reference}
