-- The figure of each lower region at the month at which the region above is compared.
select region_code, metric, scope, period_text(month_no) as period, child_code, child_value
from actual_child_as_of($as_of, $known_at)
order by region_code, metric, scope, child_code
