-- Published figures: known from their 发布日期, always where it is empty. Negative versions
-- put them before every submission.
insert into actual_row by name
select
    series.series_id,
    month_no,
    counting,
    value::decimal(38, 10) as value,
    yoy::decimal(38, 10) as yoy,
    nature,
    confidence,
    coalesce(published_on::timestamp, '-infinity'::timestamp) as known_from,
    version,
    file,
    row_no,
    published_on,
    source,
    note
from incoming
join series using (region_code, metric, scope)
