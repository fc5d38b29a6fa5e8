-- One row per target and due period, beside those of gap.
select
    d.target_id,
    period_text(d.due_month) as due_period,
    n.best_value as best_quarter_value,
    period_text(n.best_month) as best_quarter,
    coalesce(n.quarters_known, 0)::integer as quarters_known,
    r.state as reach,
    r.reason as reach_reason,
    period_text(r.last_month) as last_reachable_period,
    s.time_elapsed,
    s.time_ratio,
    s.time_class,
    s.growth_ratio,
    s.growth_category,
    s.growth_class,
    s.projected_attainment,
    s.projected_class,
    s.methods_disagree
from duty d
join needed n on n.target_id = d.target_id and n.due_month = d.due_month
join reach r on r.target_id = d.target_id and r.due_month = d.due_month
left join second s on s.target_id = d.target_id and s.due_month = d.due_month
order by d.target_id, due_period
