-- level, multiple, cagr: the latest figure known at evaluation.
select
    d.target_id,
    d.due_month,
    max(m.month_no) as actual_month,
    arg_max(m.value, m.month_no) as value,
    arg_max(m.confidence, m.month_no) as confidence
from duty d
join measure m on m.series_id = d.series_id and m.available <= d.evaluated_month
where d.basis in ('level', 'multiple', 'cagr')
group by all
