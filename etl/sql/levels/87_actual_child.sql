-- Every region that is made up of others and has a figure, beside each of them at the same month:
-- the latest at which a lower region has one too, else the latest at all.
with asked as (
    select distinct p.region_code, p.metric, p.scope, p.never_negative
    from pledge p
    where p.region_code in (select parent_code from below)
),
beside as (
    select
        asked.region_code,
        asked.metric,
        asked.scope,
        asked.never_negative,
        parent.month_no,
        parent.value as parent_value,
        b.child_code,
        child.value as child_value
    from asked
    join additive_figure parent
        on parent.region_code = asked.region_code
        and parent.metric = asked.metric
        and parent.scope = asked.scope
    join below b on b.parent_code = asked.region_code
    left join additive_figure child
        on child.region_code = b.child_code
        and child.metric = asked.metric
        and child.scope = asked.scope
        and child.month_no = parent.month_no
),
chosen as (
    select
        region_code,
        metric,
        scope,
        coalesce(max(month_no) filter (where child_value is not null), max(month_no)) as month_no
    from beside
    group by all
)
select beside.*
from beside
join chosen using (region_code, metric, scope, month_no)
