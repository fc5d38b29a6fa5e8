-- The figures that stand: what was known then, up to the quarter judged.
select series_id, month_no, counting, value, yoy, confidence
from standing
where
    series_id in (select series_id from wanted)
    and month_no <= quarter_month(as_of)
    and standing_from <= coalesce(known_at::timestamp, 'infinity'::timestamp)
    and (standing_until is null or standing_until > coalesce(known_at::timestamp, 'infinity'::timestamp))
    and value is not null
