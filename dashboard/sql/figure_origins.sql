-- How many figures of some regions stand up to a quarter, as known at a time, and from how many
-- sources and accepted reports they come.
with newest as (
    select a.source, a.submission_id, a.nature
    from actual_row a
    join series s using (series_id)
    where
        list_contains($region_codes::varchar[], s.region_code)
        and a.month_no <= quarter_month($as_of)
        and a.known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
        and coalesce(a.known_until, 'infinity'::timestamp) > coalesce($known_at::timestamp, '9999-12-31'::timestamp)
        and a.nature <> 'forecast'
        and (a.value is not null or a.nature = 'withdrawn')
    qualify a.version = max(a.version) over (partition by a.series_id, a.month_no, a.counting)
)
select count(*) as figures, count(distinct source) as sources, count(distinct submission_id) as reports
from newest
where nature <> 'withdrawn'
