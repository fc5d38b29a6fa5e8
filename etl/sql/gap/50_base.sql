-- Where the path of level, multiple and cagr starts: the figure at base_month; for a level,
-- failing that, the earliest known figure between it and the actual. The base of a multiple
-- or cagr must be positive.
with at_base as (
    select d.target_id, d.due_month, m.month_no as base_month, m.value, m.confidence
    from duty d
    join measure m on m.series_id = d.series_id and m.month_no = d.base_month
    where
        d.basis in ('level', 'multiple', 'cagr')
        and m.available <= d.evaluated_month
        and (d.basis = 'level' or m.value > 0)
),
without_base as (
    select d.target_id, d.due_month, d.series_id, d.base_month, d.evaluated_month, a.actual_month
    from duty d
    join level_actual a on a.target_id = d.target_id and a.due_month = d.due_month
    anti join at_base on at_base.target_id = d.target_id and at_base.due_month = d.due_month
    where d.basis = 'level'
)
from at_base
union all
select
    d.target_id,
    d.due_month,
    min(m.month_no),
    arg_min(m.value, m.month_no),
    arg_min(m.confidence, m.month_no)
from without_base d
join measure m
    on m.series_id = d.series_id
    and m.month_no > d.base_month
    and m.month_no < d.actual_month
    and m.available <= d.evaluated_month
group by d.target_id, d.due_month
