-- The months between which a quarter can be chosen, and the last one with a figure.
select
    (select min(start_month) from target where edition_id = (select max(edition_id) from edition)) as first_month,
    (select max(due_month) from target where edition_id = (select max(edition_id) from edition)) as last_month,
    (select max(month_no) from actual_row where nature <> 'forecast') as figures_month
