-- The question, with registers of one time and figures of another: which quarter is judged,
-- by which targets.
select
    quarter_month(as_of) as as_of_month,
    coalesce(known_at::timestamp, 'infinity'::timestamp) as known_at,
    (
        select max(edition_id)
        from edition
        where valid_from <= coalesce(registers_known_at::timestamp, 'infinity'::timestamp)
    ) as edition_id
