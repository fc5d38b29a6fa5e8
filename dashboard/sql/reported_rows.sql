-- Every figure reported for one region and metric up to a month and known at a time, in every
-- version, newest first; for a rate also the flow whose 同比 it is.
with registered as (
    select metric, unit, yoy_of
    from metric
    where edition_id = (select edition_id from moment_as_of($as_of, $known_at))
)
select
    s.region_code,
    s.metric,
    s.scope,
    period_text(a.month_no) as period,
    a.counting::varchar as counting,
    a.value,
    a.yoy,
    a.nature::varchar as nature,
    a.confidence::varchar as confidence,
    coalesce(a.source, '') as source,
    a.published_on,
    coalesce(a.note, '') as note,
    a.submission_id,
    a.file,
    a.row_no,
    coalesce(registered.unit, '') as unit
from actual_row a
join series s using (series_id)
left join registered on registered.metric = s.metric
where
    s.region_code = $region_code
    and (
        s.metric = $metric
        or s.metric = (select yoy_of from registered where metric = $metric and yoy_of <> '')
    )
    and a.month_no <= quarter_month($as_of)
    and a.known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
order by a.month_no desc, a.counting, a.version desc
