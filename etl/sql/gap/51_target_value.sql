-- What must be reached (high is the upper end of a range) and the base it is reckoned from.
-- Where the base of a multiple is unknown, the value of the earlier target it doubles stands
-- in, marked provisional, with the confidence of the row behind that value; chained doublings
-- are followed by recursion.
with recursive settled as (
    select
        d.target_id,
        d.due_month,
        case
            when d.basis in ('multiple', 'cagr') then rounded_product(b.value, d.factor)
            when d.basis = 'each_subregion' then c.children::decimal(38, 10)
            else d.value
        end as target_value,
        case
            when d.basis in ('multiple', 'cagr') then rounded_product(b.value, d.factor_high)
            else d.value_high
        end as high,
        case when d.basis in ('increment', 'every_year') then 0 else b.value end as baseline_value,
        case
            when d.basis in ('increment', 'every_year') then d.start_month - 1
            else b.base_month
        end as baseline_month,
        b.confidence as baseline_confidence,
        case when d.basis in ('multiple', 'cagr') then b.confidence end as target_confidence,
        false as provisional
    from duty d
    left join base b on b.target_id = d.target_id and b.due_month = d.due_month
    left join children c on c.target_id = d.target_id and c.due_month = d.due_month
    where d.basis not in ('multiple', 'cagr') or b.value is not null
    union all
    select
        d.target_id,
        d.due_month,
        rounded_product(parent_value.target_value, d.factor),
        rounded_product(parent_value.target_value, d.factor_high),
        parent_value.target_value,
        d.base_month,
        parent_value.target_confidence,
        parent_value.target_confidence,
        true
    from settled parent_value
    join duty parent on parent.target_id = parent_value.target_id
    join duty d
        on d.parent_id = parent.target_id
        and d.basis = 'multiple'
        and parent.basis in ('level', 'multiple', 'cagr')
        and d.series_id = parent.series_id
        and d.base_month = parent.due_month
    anti join base b on b.target_id = d.target_id and b.due_month = d.due_month
    where parent_value.target_value > 0
)
from settled
