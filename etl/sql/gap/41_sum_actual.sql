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
    select d.target_id, d.due_month, y.figure
    from sum_duty d
    join ytd y on y.series_id = d.series_id and y.month_no = d.start_month - 1
    where not d.from_january and y.figure.available <= d.evaluated_month
),
-- Whole years since the first one; a run of them counts only where none is missing.
-- A year beyond 10²⁶ is left out: the sum of several could not be held exactly.
whole_years as (
    select
        d.target_id,
        d.due_month,
        y.month_no // 12 as next_year,
        sum(y.figure.value) over run as value,
        min(y.figure.confidence) over run as confidence,
        max(y.figure.available) over run as available,
        count(*) over run = y.month_no // 12 - d.first_year as unbroken
    from sum_duty d
    join ytd y
        on y.series_id = d.series_id
        and y.month_no % 12 = 0
        and y.month_no >= d.start_month
        and y.figure.available <= d.evaluated_month
        and abs(y.figure.value) < 100000000000000000000000000
    window run as (partition by d.target_id, d.due_month order by y.month_no)
),
from_totals as (
    select
        d.target_id,
        d.due_month,
        y.month_no,
        case
            when (y.month_no - 1) // 12 = d.first_year then y.figure
            else plus(y.figure, figure_of(whole.value, whole.confidence, whole.available))
        end as whole_sum,
        case when d.from_january then whole_sum else minus(whole_sum, before.figure) end as figure
    from sum_duty d
    join ytd y
        on y.series_id = d.series_id
        and y.month_no >= d.start_month
        and y.month_no <= d.evaluated_month
        and y.figure.available <= d.evaluated_month
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
        r.month_no,
        figure_of(
            sum(r.figure.value) over run, min(r.figure.confidence) over run, r.month_no
        ) as figure,
        count(*) over run = (r.month_no - d.start_month + 1) // 3 as unbroken
    from sum_duty d
    join reported r
        on r.series_id = d.series_id
        and r.counting = 'quarter'
        and r.month_no between d.start_month and least(d.evaluated_month, d.first_year * 12 + 12)
        and abs(r.figure.value) < 100000000000000000000000000
    where not d.from_january
    window run as (partition by d.target_id, d.due_month order by r.month_no)
),
known as (
    select target_id, due_month, month_no, figure from from_totals where figure is not null
    union all
    select s.target_id, s.due_month, s.month_no, s.figure
    from from_singles s
    anti join from_totals t
        on t.target_id = s.target_id
        and t.due_month = s.due_month
        and t.month_no = s.month_no
        and t.figure is not null
    where s.unbroken
)
select target_id, due_month, max(month_no) as actual_month, arg_max(figure, month_no) as figure
from known
group by all
