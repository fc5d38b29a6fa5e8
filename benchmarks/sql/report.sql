-- What the regions of the benchmark report from 2016Q1 to 2025Q4: one row per figure and
-- version, in the submissions in which a region would send them. Reads region, metric and the
-- variable row_count; every choice comes from a hash, so a size always gives the same rows.
create table report as
with series as (
    select
        region.region_no,
        region.region_code,
        metric.*,
        hash(region_code, metric) as h,
        5 + hash(metric, region_code) % 200 as level
    from region
    cross join metric
),
-- How a series reports: three in a hundred not at all, three in another scope only, three in
-- both; flows as 累计, or 累计 and 当季 in turn (a fifth), or every other year with 同比 (a
-- tenth, so that the year between is a comparable base); a twentieth also between quarters.
-- Half of the rates that are a published 同比 have no row of their own.
reporting as (
    select
        *,
        case
            when kind <> 'flow' then 'point'
            when h % 10 < 7 then 'total'
            when h % 10 < 9 then 'in_turn'
            else 'alternate_years'
        end as habit,
        (h >> 8) % 100 as draw,
        kind = 'flow' and (h >> 16) % 20 = 0 as between_quarters
    from series
    where not (yoy_of <> '' and (h >> 24) % 2 = 0)
),
quarter as (select range as month_no from range(2016 * 12 + 3, 2025 * 12 + 13, 3)),
between_quarter as (
    select range as month_no, (month_no + 2) // 3 * 3 as round_month
    from range(2023 * 12 + 1, 2025 * 12 + 13)
    where month_no % 3 <> 0
),
place as (
    select *, month_no as round_month, false as elsewhere
    from reporting cross join quarter
    where draw >= 6 and not (habit = 'alternate_years' and (month_no - 1) // 12 % 2 = 1)
    union all
    select *, month_no, true from reporting cross join quarter where draw between 3 and 8
    union all
    select reporting.*, month_no, round_month, false
    from reporting cross join between_quarter
    where draw >= 6 and between_quarters
),
stated as (
    select
        * exclude (scope),
        case when elsewhere then (case scope when 'retail' then 'commerce' else 'retail' end) else scope end as scope,
        case
            when kind <> 'flow' then 'point'
            when habit = 'in_turn' and month_no % 6 = 3 then 'quarter'
            else 'ytd'
        end as counting,
        hash(h, month_no, elsewhere) as d,
        -- ten per cent growth a year and up to five per cent of noise
        level * power(1.1, (month_no - 24193) / 12.0) * (1 + (d % 50) / 1000.0) as size,
        case counting when 'ytd' then (month_no - 1) % 12 + 1 when 'quarter' then 3 else 12 end / 12.0 as share
    from place
),
first_version as (
    select
        *,
        round(size * share, places)::decimal(18, 4) as value,
        case
            when counting = 'ytd' and (watched or habit = 'alternate_years' or (d >> 8) % 3 = 0)
            then round(5 + (d >> 8) % 120 / 10, 1)::decimal(18, 4)
        end as yoy,
        case when (d >> 16) % 100 = 0 then 'forecast' else 'final' end as nature,
        case (d >> 24) % 50 when 0 then 'low' when 1 then 'medium' when 2 then 'medium' else 'high' end as confidence
    from stated
),
-- As many of them are revised a quarter later as the wanted number of rows leaves room for;
-- one revision in two hundred takes the figure back.
share_revised as (
    select (getvariable('row_count') - count(*)) / count(*) as share from first_version
),
version_row as (
    select round_month, 1 as part, * exclude (round_month) from first_version
    union all
    select
        round_month + 3,
        2,
        * exclude (round_month) replace (
            case when (d >> 40) % 200 = 0 then null else value + 1 end as value,
            case when (d >> 40) % 200 = 0 then 'withdrawn' else 'final' end as nature
        )
    from first_version
    where ((d >> 32) % 1000000) / 1000000 < (select share from share_revised)
),
-- One submission per region and quarter, and one of revisions; each on a day of its own part
-- of the quarter, so that times ascend as numbers do. One in five hundred is withdrawn later.
submission as (
    select
        row_number() over (order by round_month, part, region_no) as submission,
        *,
        make_timestamp(round_month // 12, round_month % 12 + 1, 10 * part, 9, 0, 0)
            + to_seconds(region_no) as accepted_at,
        case
            when hash(round_month, part, region_no) % 500 = 0
            then make_timestamp(round_month // 12, round_month % 12 + 1, 28, 9, 0, 0) + to_seconds(region_no)
        end as withdrawn_at
    from (select distinct round_month, part, region_no from version_row)
)
select
    submission,
    1 + row_number() over (partition by submission order by metric, scope, month_no) as row_no,
    region_code,
    metric,
    scope,
    month_no,
    counting,
    nature,
    confidence,
    rtrim(rtrim(value::varchar, '0'), '.') as value,
    unit,
    rtrim(rtrim(yoy::varchar, '0'), '.') as yoy,
    accepted_at,
    withdrawn_at
from version_row
join submission using (round_month, part, region_no)
order by submission, row_no
