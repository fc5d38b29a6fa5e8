-- The version that counts of every figure: forecasts and empty rows replace nothing, the
-- latest of the rest replaces the earlier ones whole, a withdrawal leaves no figure.
with latest as (
    select
        series_id,
        month_no,
        counting,
        arg_max(
            {value: value, yoy: yoy, nature: nature, confidence: confidence, published_on: published_on},
            version
        ) as row
    from actual_row
    where
        series_id in (select series_id from wanted)
        and month_no <= quarter_month(as_of)
        and known_from <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        and (known_until is null or known_until > coalesce(known_at::timestamp, 'infinity'::timestamp))
        and nature <> 'forecast'
        and (value is not null or nature = 'withdrawn')
    group by series_id, month_no, counting
)
select series_id, month_no, counting, row.value, row.yoy, row.nature, row.confidence, row.published_on
from latest
where row.nature <> 'withdrawn'
