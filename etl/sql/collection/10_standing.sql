-- The version that stands of every figure of some regions and months, as it was reported; a figure
-- taken back does not stand, forecasts and empty rows never do.
select region_code, metric, scope, counting, month_no, value, yoy, nature, confidence
from (
    select *
    from actual
    where list_contains($region_codes, region_code)
        and ($first_month is null or month_no between $first_month and $last_month)
        and known_until is null
        and nature <> 'forecast'
        and (value is not null or nature = 'withdrawn')
    qualify version = max(version) over (partition by series_id, month_no, counting)
)
where nature <> 'withdrawn'
