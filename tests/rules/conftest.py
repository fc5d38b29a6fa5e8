"""Every rule holds for every implementation."""

import pytest

from tests.engines import ENGINES


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def engine(request):
    """One implementation: `(registers, actuals, as_of, known_at) -> rows`."""
    return request.param
