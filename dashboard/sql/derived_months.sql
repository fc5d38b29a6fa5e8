-- The months whose 本年累计 was published only as the comparable base behind a later 同比.
select s.region_code, s.metric, s.scope, y.month_no
from ytd_as_of($as_of, $known_at) y
join series s using (series_id)
where y.available <= quarter_month($as_of) and y.available > y.month_no
