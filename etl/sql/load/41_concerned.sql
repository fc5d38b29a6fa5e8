-- All versions of the touched figures.
create temp view concerned as
from actual_row
where (series_id, month_no, counting) in (from touched)
