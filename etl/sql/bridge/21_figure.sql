-- The figures that stand, as for a gap; where then_as_of is given only those of which some
-- version already counted for that quarter, as known at then_known_at.
select series_id, month_no, counting, value, yoy, confidence
from standing
where
    series_id in (select series_id from wanted)
    and month_no <= quarter_month(as_of)
    and standing_from <= coalesce(known_at::timestamp, 'infinity'::timestamp)
    and (standing_until is null or standing_until > coalesce(known_at::timestamp, 'infinity'::timestamp))
    and value is not null
    and (
        then_as_of is null
        or (series_id, month_no, counting) in (
            select (series_id, month_no, counting)
            from standing
            where
                month_no <= quarter_month(then_as_of)
                and standing_from <= coalesce(then_known_at::timestamp, 'infinity'::timestamp)
                and (
                    standing_until is null
                    or standing_until > coalesce(then_known_at::timestamp, 'infinity'::timestamp)
                )
                and value is not null
        )
    )
