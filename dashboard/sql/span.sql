-- The months between which a quarter can be chosen, and the last one with a figure.
with edition_then as (
    select max(edition_id) as edition_id
    from edition
    where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
)
select
    (select min(start_month) from target where edition_id = (from edition_then)) as first_month,
    (select max(due_month) from target where edition_id = (from edition_then)) as last_month,
    (
        select max(month_no)
        from actual_row
        where nature <> 'forecast' and known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
    ) as figures_month
