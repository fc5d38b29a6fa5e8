-- 本年累计 of every flow with a target, month by month, as reported or derived.
select s.region_code, s.metric, s.scope, y.month_no, y.value
from ytd_as_of($as_of, $known_at) y
join series s using (series_id)
where y.available <= quarter_month($as_of)
order by s.region_code, s.metric, s.scope, y.month_no
