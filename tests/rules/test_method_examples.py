"""The worked examples of the method, run from the pages that print them."""

import pytest

from tests.documents import Example, examples, read, tables
from tests.engines import ENGINES, OUTLOOK_ENGINES
from tests.table import METRICS, check

CHINESE, ENGLISH = read("docs/method.zh.md"), read("docs/method.en.md")
EXAMPLES = examples(CHINESE)


@pytest.fixture(params=ENGINES)
def engine(request):
    """Gaps with their outlooks beside them: an example may name the columns of both."""

    def both(*asked):
        gaps, outlooks = ENGINES[request.param](*asked), OUTLOOK_ENGINES[request.param](*asked)
        return [gap | outlook for gap, outlook in zip(gaps, outlooks, strict=True)]

    return both


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"example_{example.number}")
def test_example(engine, example: Example):
    check(
        engine,
        targets=example.targets,
        actuals=example.actuals,
        as_of=example.as_of,
        gives=example.gives,
    )


def test_they_are_numbered_through():
    assert [example.number for example in EXAMPLES] == list(range(1, len(EXAMPLES) + 1))
    assert len(EXAMPLES) >= 16


def test_both_languages_print_the_same_examples():
    assert examples(ENGLISH) == EXAMPLES


@pytest.mark.parametrize("page", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_metrics_of_the_examples_are_what_the_page_says(page):
    [printed] = [table[1:] for table in tables(page) if table[0][1:] == ("`kind`", "`direction`")]
    known = {name: (kind.value, direction.value) for name, kind, direction, _ in METRICS}
    assert printed == [(name, *known[name]) for name, *_ in printed]
    named = {example.targets.splitlines()[1].split(" | ")[0] for example in EXAMPLES}
    assert named == {name for name, *_ in printed}
