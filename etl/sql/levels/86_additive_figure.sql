-- Reported figures that add up between regions: 本年累计 of a flow as reported or added from its
-- quarters, never the comparable base behind a later 同比; the value of a stock.
with month_figure as (
    select series_id, month_no, value from ytd where available = month_no
    union all
    select series_id, month_no, value from figure where counting = 'point'
)
select s.region_code, s.metric, s.scope, f.month_no, f.value
from month_figure f
join series s using (series_id)
where abs(f.value) < 1000000000000000000000000
