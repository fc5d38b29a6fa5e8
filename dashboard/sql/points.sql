-- The figures by which targets of type level, multiple and cagr are judged, month by month:
-- the trailing year of a flow, the value of a stock, a rate.
select s.region_code, s.metric, s.scope, m.month_no, m.value
from measure_as_of($as_of, $known_at) m
join series s using (series_id)
where m.available <= quarter_month($as_of)
order by s.region_code, s.metric, s.scope, m.month_no
