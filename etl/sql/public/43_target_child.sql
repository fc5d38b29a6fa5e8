insert into target_child by name
select 1 as edition_id, own.* exclude (edition_id, series_id), renumbered.series_id
from internal.target_child own
join renumbered on renumbered.internal_id = own.series_id
where own.edition_id = (select max(edition_id) from internal.edition)
