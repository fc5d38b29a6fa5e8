-- Reported figures up to a month and known at a time, every version, and which of them stands.
with now as (select edition_id from moment_as_of($as_of, $known_at)),

asked as (
    select
        s.region_code,
        s.metric,
        s.scope,
        a.*,
        -- what says nothing, is foreseen only or was withdrawn again replaces nothing
        a.nature <> 'forecast'
        and (a.value is not null or a.nature = 'withdrawn')
        and coalesce(a.known_until, 'infinity'::timestamp)
        > coalesce($known_at::timestamp, '9999-12-31'::timestamp) as is_in_force
    from actual_row a
    join series s using (series_id)
    join now on true
    left join metric m on m.edition_id = now.edition_id and m.metric = s.metric
    where
        a.month_no <= quarter_month($as_of)
        and a.known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
        and ($region_codes::varchar[] is null or list_contains($region_codes::varchar[], s.region_code))
        and ($metric = '' or s.metric = $metric)
        and ($family = '' or coalesce(nullif(m.family, ''), 'other') = $family)
),

newest as (
    select
        *,
        is_in_force
        and version = max(version) filter (where is_in_force) over (partition by series_id, month_no, counting)
        and nature <> 'withdrawn' as stands
    from asked
)

select
    newest.region_code,
    coalesce(region.name_zh, newest.region_code) as region_zh,
    coalesce(region.name_en, '') as region_en,
    newest.metric,
    coalesce(metric.name_zh, newest.metric) as metric_zh,
    coalesce(metric.name_en, '') as metric_en,
    coalesce(metric.family, '') as family,
    coalesce(metric.unit, '') as unit,
    newest.scope,
    period_text(newest.month_no) as period,
    newest.counting::varchar as counting,
    newest.value,
    newest.yoy,
    newest.nature::varchar as nature,
    newest.confidence::varchar as confidence,
    coalesce(newest.stands, false) as stands,
    newest.published_on,
    coalesce(newest.source, '') as source,
    coalesce(newest.note, '') as note,
    newest.submission_id,
    nullif(newest.known_from, '-infinity'::timestamp) as known_from
from newest
join now on true
left join region on region.edition_id = now.edition_id and region.region_code = newest.region_code
left join metric on metric.edition_id = now.edition_id and metric.metric = newest.metric
order by newest.region_code, newest.metric, newest.scope, newest.month_no desc, newest.counting, newest.version desc
limit $most offset $skip
