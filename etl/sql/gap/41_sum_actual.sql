-- every_year, and increment on a flow: what was added since the start, latest known.
-- The ytd of each year up to the month, less the ytd before the start in the first year.
-- Where the first year's part is unknown and the sum ends in that year: its 当季 since the start.
with sum_duty as (
    select
        target_id,
        due_month,
        series_id,
        start_month,
        evaluated_month,
        (start_month - 1) // 12 as first_year,
        (start_month - 1) % 12 = 0 as from_january
    from duty
    where kind = 'flow' and basis in ('every_year', 'increment')
),
before_start as (
    select d.target_id, d.due_month, y.value, y.confidence
    from sum_duty d
    join ytd y on y.series_id = d.series_id and y.month_no = d.start_month - 1
    where not d.from_january and y.available <= d.evaluated_month
),
-- Whole years since the first one; a run of them counts only where none is missing.
-- A year beyond 10²⁶ is left out: the sum of several could not be held exactly.
whole_years as (
    select
        d.target_id,
        d.due_month,
        y.month_no // 12 as next_year,
        sum(y.value) over run as value,
        min(y.confidence) over run as confidence,
        count(*) over run = y.month_no // 12 - d.first_year as unbroken
    from sum_duty d
    join ytd y
        on y.series_id = d.series_id
        and y.month_no % 12 = 0
        and y.month_no >= d.start_month
        and y.available <= d.evaluated_month
        and abs(y.value) < 100000000000000000000000000
    window run as (partition by d.target_id, d.due_month order by y.month_no)
),
from_totals as (
    select
        d.target_id,
        d.due_month,
        y.month_no,
        case
            when (y.month_no - 1) // 12 = d.first_year then y.value
            else try(y.value + whole.value)
        end as whole_sum,
        case when d.from_january then whole_sum else try(whole_sum - before.value) end as value,
        least(y.confidence, whole.confidence, before.confidence) as confidence
    from sum_duty d
    join ytd y
        on y.series_id = d.series_id
        and y.month_no >= d.start_month
        and y.month_no <= d.evaluated_month
        and y.available <= d.evaluated_month
    left join whole_years whole
        on whole.target_id = d.target_id
        and whole.due_month = d.due_month
        and whole.next_year = (y.month_no - 1) // 12
        and whole.unbroken
    left join before_start before on before.target_id = d.target_id and before.due_month = d.due_month
),
from_singles as (
    select
        d.target_id,
        d.due_month,
        f.month_no,
        sum(f.value) over run as value,
        min(f.confidence) over run as confidence,
        count(*) over run = (f.month_no - d.start_month + 1) // 3 as unbroken
    from sum_duty d
    join figure f
        on f.series_id = d.series_id
        and f.counting = 'quarter'
        and f.month_no between d.start_month and least(d.evaluated_month, d.first_year * 12 + 12)
        and abs(f.value) < 100000000000000000000000000
    where not d.from_january
    window run as (partition by d.target_id, d.due_month order by f.month_no)
),
known as (
    select target_id, due_month, month_no, value, confidence from from_totals where value is not null
    union all
    select s.target_id, s.due_month, s.month_no, s.value, s.confidence
    from from_singles s
    anti join from_totals t
        on t.target_id = s.target_id
        and t.due_month = s.due_month
        and t.month_no = s.month_no
        and t.value is not null
    where s.unbroken
)
select
    target_id,
    due_month,
    max(month_no) as actual_month,
    arg_max(value, month_no) as value,
    arg_max(confidence, month_no) as confidence
from known
group by all
