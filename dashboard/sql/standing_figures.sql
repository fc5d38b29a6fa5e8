-- The figures of some regions that stand up to a quarter, as known at a time.
select s.region_code, s.metric, s.scope, f.month_no, f.counting::varchar as counting, f.value, f.yoy, f.confidence
from standing f
join series s using (series_id)
where
    list_contains($region_codes::varchar[], s.region_code)
    and f.month_no <= quarter_month($as_of)
    and f.standing_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
    and coalesce(f.standing_until, 'infinity'::timestamp) > coalesce($known_at::timestamp, '9999-12-31'::timestamp)
    and f.value is not null
