-- The plans of the register in force at a time.
select
    document_id,
    coalesce(nullif(title, ''), document_id) as title,
    coalesce(number, '') as number,
    coalesce(issuer, '') as issuer,
    issued,
    effective,
    expires,
    coalesce(status, 'in_force') as status,
    coalesce(url, '') as url,
    coalesce(note, '') as note
from document
where edition_id = (
    select max(edition_id) from edition where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
)
order by document_id
