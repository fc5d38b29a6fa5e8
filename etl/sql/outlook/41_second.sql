-- The class each of these methods would give, by the same boundaries, while the target runs:
-- once it is due the figure decides, and the first tenth of the time is too early.
select
    r.target_id,
    r.due_month,
    r.time_elapsed,
    r.time_ratio,
    r.growth_ratio,
    r.projected_attainment,
    case
        when round(r.growth_ratio, 9) >= c.on_track then 'significant'
        when round(r.growth_ratio, 9) >= c.at_risk then 'moderate'
        when r.growth_ratio >= 0 then 'insufficient'
        when r.growth_ratio < 0 then 'moving_away'
    end as growth_category,
    not c.not_started and not c.due_now and c.children_missing = 0 as runs,
    case when runs and r.time_elapsed >= 0.10 then pace_class(r.time_ratio, c.on_track, c.at_risk) end as time_class,
    case when runs and r.path_elapsed >= 0.10 then pace_class(r.growth_ratio, c.on_track, c.at_risk) end as growth_class,
    case
        when runs and r.path_elapsed >= 0.10 then pace_class(r.projected_attainment, c.on_track, c.at_risk)
    end as projected_class,
    case
        when not runs then null
        when c.class.performance in ('achieved', 'met_so_far', 'on_track') then true
        when c.class.performance in ('at_risk', 'off_track') then false
    end as is_ahead,
    case
        when is_ahead is not null and coalesce(time_class, growth_class, projected_class) is not null then
            coalesce(is_ahead <> (time_class = 'on_track'), false)
            or coalesce(is_ahead <> (growth_class = 'on_track'), false)
            or coalesce(is_ahead <> (projected_class = 'on_track'), false)
    end as methods_disagree
from ratio r
join classed c on c.target_id = r.target_id and c.due_month = r.due_month
