-- each_subregion: the latest figure of every child, empty where it has none, and whether it
-- reaches the value.
with latest as (
    select
        d.target_id,
        d.due_month,
        child.region_code,
        max(m.month_no) as month_no,
        arg_max(m.value, m.month_no) as child_value,
        arg_max(m.confidence, m.month_no) as confidence
    from duty d
    join target_child child
        on child.target_id = d.target_id and child.edition_id = (select edition_id from moment)
    left join measure m on m.series_id = child.series_id and m.available <= d.evaluated_month
    where d.basis = 'each_subregion'
    group by all
)
select
    latest.*,
    coalesce(
        satisfies(d.comparator, d.sign, child_value, d.value, d.value_high, cuts.about_tolerance), false
    ) as reached
from latest
join duty d on d.target_id = latest.target_id and d.due_month = latest.due_month
cross join cuts
