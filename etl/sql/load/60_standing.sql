-- Where no submission was withdrawn: a version stands from when it is known until the first
-- higher version is known. One that becomes known after a higher one never stands.
insert into standing
with version_row as (
    select
        *,
        min(known_from) over (
            partition by series_id, month_no, counting
            order by version
            rows between 1 following and unbounded following
        ) as superseded_at
    from concerned
    where nature <> 'forecast' and (value is not null or nature = 'withdrawn')
)
select
    series_id,
    month_no,
    counting,
    case when nature <> 'withdrawn' then value end,
    yoy,
    case confidence when 'low' then 1 when 'medium' then 2 else 3 end,
    known_from,
    superseded_at
from version_row
where
    (superseded_at is null or known_from < superseded_at)
    and (series_id, month_no, counting) not in (from interrupted)
order by series_id, month_no, counting, known_from
