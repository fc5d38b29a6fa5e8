-- Figures of which some version belongs to a withdrawn submission.
create temp table interrupted as
select distinct series_id, month_no, counting
from concerned
where known_until is not null
