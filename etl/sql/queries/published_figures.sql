-- The figures of some regions as published last, whatever was accepted since; each with its
-- value in the metric's unit. A published withdrawal leaves none.
with latest as (
    select
        region_code, metric, scope, counting, month_no, value,
        row_number() over (partition by series_id, month_no, counting order by version desc) as place
    from actual_row
    join series using (series_id)
    where submission_id is null
        and nature <> 'forecast'
        and (value is not null or nature = 'withdrawn')
        and list_contains($region_codes, region_code)
)
select region_code, metric, scope, counting, month_no, value
from latest
where place = 1 and value is not null
