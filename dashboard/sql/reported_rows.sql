-- Every figure reported for one region and metric up to a month and known at a time, in every
-- version, newest first.
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
    a.row_no
from actual_row a
join series s using (series_id)
where
    s.region_code = $region_code
    and s.metric = $metric
    and a.month_no <= quarter_month($as_of)
    and a.known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
order by a.month_no desc, a.counting, a.version desc
