-- Reported rows under the names of their series.
create view actual as
select series.* exclude (series_id), actual_row.*
from actual_row
join series using (series_id);
