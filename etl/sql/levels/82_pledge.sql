-- What was promised, as figures that add up between regions: one row per target and due period.
-- A sum needs the same thing measured: the figure at the due date, or what is added from the same
-- month on (counted_from) in the same time. Rates never add up; each_subregion promises no figure
-- of the region itself. The strictest of several promises for the same thing counts, so rows of
-- one region are never added.
select
    d.target_id,
    d.due_month,
    d.region_code,
    d.metric,
    d.scope,
    d.document_id,
    d.kind,
    d.sign,
    case when d.basis in ('increment', 'every_year') then d.basis else 'level' end as measured,
    case when d.basis in ('increment', 'every_year') then d.start_month end as counted_from,
    t.target_value as value,
    coalesce(t.provisional, false) as provisional,
    coalesce(d.obligation = 'draft' or document.status = 'draft', false) as is_draft,
    coalesce(m.min_value >= 0, false) as never_negative
from duty d
join metric m on m.edition_id = (select edition_id from moment) and m.metric = d.metric
left join document
    on document.edition_id = (select edition_id from moment) and document.document_id = d.document_id
left join target_value t on t.target_id = d.target_id and t.due_month = d.due_month
where d.kind <> 'rate' and d.basis <> 'each_subregion'
