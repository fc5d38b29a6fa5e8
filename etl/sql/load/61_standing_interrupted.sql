-- Where a submission was withdrawn the versions before it stand again: between any two
-- moments at which something changes, the highest version then known stands.
insert into standing
with version_row as (
    select *
    from concerned
    where
        nature <> 'forecast'
        and (value is not null or nature = 'withdrawn')
        and (series_id, month_no, counting) in (from interrupted)
),
moment as (
    select series_id, month_no, counting, known_from as since from version_row
    union
    select series_id, month_no, counting, known_until from version_row where known_until is not null
),
span as (
    select *, lead(since) over (partition by series_id, month_no, counting order by since) as until
    from moment
),
winner as (
    select
        span.series_id,
        span.month_no,
        span.counting,
        span.since,
        span.until,
        arg_max({value: v.value, yoy: v.yoy, nature: v.nature, confidence: v.confidence}, v.version) as row
    from span
    join version_row v
        on v.series_id = span.series_id
        and v.month_no = span.month_no
        and v.counting = span.counting
        and v.known_from <= span.since
        and (v.known_until is null or v.known_until > span.since)
    group by all
)
select
    series_id,
    month_no,
    counting,
    case when row.nature <> 'withdrawn' then row.value end,
    row.yoy,
    case row.confidence when 'low' then 1 when 'medium' then 2 else 3 end,
    since,
    until
from winner
order by series_id, month_no, counting, since
