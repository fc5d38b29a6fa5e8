insert into document by name
select 1 as edition_id, * exclude (edition_id)
from internal.document
where edition_id = (select max(edition_id) from internal.edition)
