-- Every row that may be seen: published figures in all versions, and of what cities reported
-- the one version per figure that stood when its quarter was released. `incoming` holds the
-- releases that stand: province, quarter (its last month), sequence and time of the act.
--
-- A row of a submission loses everything that tells of the submission. A figure taken back
-- (撤回) is shown only where a published figure is to be taken back by it, and as nothing else.
create temp table public_row as
with released as (
    select a.*, incoming.released_at
    from internal.actual_row a
    join internal.series s using (series_id)
    join province p using (region_code)
    join incoming
        on incoming.province_code = p.province_code
        and incoming.quarter_month = (a.month_no + 2) // 3 * 3
    where
        a.accepted_by <= incoming.sequence
        and (a.withdrawn_by is null or a.withdrawn_by > incoming.sequence)
        and (a.value is not null or a.nature = 'withdrawn')
),
newest as (
    select
        *,
        max(version) filter (where nature <> 'forecast') over (
            partition by series_id, month_no, counting
        ) as counted_version
    from released
    qualify version = max(version) over (partition by series_id, month_no, counting, nature = 'forecast')
),
standing_then as (
    from newest
    where nature <> 'forecast' or counted_version is null or version > counted_version
),
published as (
    from internal.actual_row where submission_id is null
)
select
    series_id,
    month_no,
    counting,
    value,
    yoy,
    nature,
    confidence,
    known_from,
    version,
    file,
    row_no,
    published_on,
    source,
    note
from published
union all
select
    series_id,
    month_no,
    counting,
    case when nature <> 'withdrawn' then value end,
    case when nature <> 'withdrawn' then yoy end,
    nature,
    confidence,
    released_at,
    row_number() over (order by version),
    null,
    null,
    published_on,
    source,
    null
from standing_then
where
    nature <> 'withdrawn'
    or (series_id, month_no, counting) in (select (series_id, month_no, counting) from published)
