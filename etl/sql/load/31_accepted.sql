-- Rows of accepted submissions: known from acceptance, ordered by it and by row.
insert into actual_row by name
select
    series.series_id,
    month_no,
    counting,
    value::decimal(38, 10) as value,
    yoy::decimal(38, 10) as yoy,
    nature,
    confidence,
    known_from,
    sequence * 1048576 + "row" as version,
    sequence as accepted_by,
    submission_id,
    "row" as row_no,
    published_on,
    source,
    note
from incoming
join series using (region_code, metric, scope)
