-- Figures that have a new version or belong to a submission just withdrawn. Two scans: the
-- first reads only the blocks of new versions, the second nothing where none was withdrawn.
create temp table touched as
select series_id, month_no, counting
from actual_row
where version >= $1
union
select series_id, month_no, counting
from actual_row
where submission_id in (select unnest($2::varchar[]))
