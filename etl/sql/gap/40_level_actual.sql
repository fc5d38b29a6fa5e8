-- level, multiple, cagr: the latest figure known at evaluation.
select
    d.target_id,
    d.due_month,
    max(m.month_no) as actual_month,
    arg_max(m.figure, m.month_no) as figure
from duty d
join measure m on m.series_id = d.series_id and m.figure.available <= d.evaluated_month
where d.basis in ('level', 'multiple', 'cagr')
group by all
