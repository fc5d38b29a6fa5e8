-- The question: which quarter is judged, and what was known.
select
    quarter_month(as_of) as as_of_month,
    coalesce(known_at::timestamp, 'infinity'::timestamp) as known_at,
    (
        select max(edition_id)
        from edition
        where valid_from <= coalesce(known_at::timestamp, 'infinity'::timestamp)
    ) as edition_id
