-- Where the path of level, multiple and cagr starts: the figure at base_month; for a level,
-- failing that, the earliest known figure between it and the actual. The base of a multiple
-- or cagr must be positive.
with at_base as (
    select d.target_id, d.due_month, m.month_no as base_month, m.figure
    from duty d
    join measure m on m.series_id = d.series_id and m.month_no = d.base_month
    where
        d.basis in ('level', 'multiple', 'cagr')
        and m.figure.available <= d.evaluated_month
        and (d.basis = 'level' or m.figure.value > 0)
),
earliest as (
    select
        d.target_id,
        d.due_month,
        min(m.month_no) as base_month,
        arg_min(m.figure, m.month_no) as figure
    from duty d
    join level_actual a on a.target_id = d.target_id and a.due_month = d.due_month
    join measure m
        on m.series_id = d.series_id
        and m.month_no > d.base_month
        and m.month_no < a.actual_month
        and m.figure.available <= d.evaluated_month
    anti join at_base on at_base.target_id = d.target_id and at_base.due_month = d.due_month
    where d.basis = 'level'
    group by all
)
from at_base
union all
from earliest
