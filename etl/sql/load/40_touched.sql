-- Figures that have a new version or belong to a submission just withdrawn.
create temp table touched as
select distinct series_id, month_no, counting
from actual_row
where version >= $1 or submission_id in (select unnest($2::varchar[]))
