"""From a story to the files of published figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from etl.demo.accidents import befall
from etl.demo.paths import paths
from etl.demo.rows import Row, published_row
from etl.demo.series import Series, series
from etl.demo.story import FIRST_QUARTER, LAST_QUARTER, Story
from etl.period import Period
from etl.registers import Region, Registers

#: Files are read by name, so corrections of a quarter stand after its first publication.
_FILE_NAMES = {1: "{}-1-quarterly.csv", 2: "{}-2-corrections.csv"}


def all_series(registers: Registers, story: Story) -> list[Series]:
    """Every series of the story, in the order of region, metric and scope."""
    metrics = {metric.metric: metric for metric in registers.metrics}
    return [
        series(key, metrics[key.metric], years)
        for key, years in paths(registers, story.pace, story.given).items()
    ]


def published_files(
    registers: Registers, told: Iterable[Series], story: Story
) -> dict[str, list[Row]]:
    """Rows of published figures by file name: one file a quarter and one for its corrections."""
    regions = {region.region_code: region for region in registers.regions}
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for one in told:
        for row in _rows(one, regions[one.key.region_code], story):
            found[_file_name(row)].append(row)
    return dict(sorted(found.items()))


def _rows(one: Series, region: Region, story: Story) -> list[Row]:
    rows = [published_row(one, region, period) for period in _quarters()]
    for accident in story.accidents:
        if accident.concerns(one):
            rows = befall(accident, rows, one)
    return rows


def _quarters() -> Iterator[Period]:
    """Quarters of the demonstration, first to last."""
    for month_no in range(FIRST_QUARTER.month_no, LAST_QUARTER.month_no + 1, 3):
        yield Period(month_no)


def _file_name(row: Row) -> str:
    year, quarter = row.period.year, (row.period.month + 2) // 3
    return _FILE_NAMES[row.edition].format(f"{year}Q{quarter}")


def region_labels(regions: Sequence[Region]) -> dict[str, str]:
    """What stands in 地区: the name, or the code where two regions share a name."""
    shared = Counter(region.name_zh for region in regions)
    return {
        region.region_code: region.name_zh if shared[region.name_zh] == 1 else region.region_code
        for region in regions
    }
