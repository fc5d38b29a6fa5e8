-- Figures of some regions that stand now, each with its value in the metric's unit.
select region_code, metric, scope, counting, month_no, value
from standing
join series using (series_id)
where standing_until is null
    and value is not null
    and list_contains($region_codes, region_code)
