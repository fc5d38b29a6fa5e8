-- Targets as registered, with the months the computation counts in:
-- start_month and due_month are the first and last month of their quarters,
-- base_month is where the path starts, factor is target value ÷ base of multiple and cagr
-- (factor_high of the upper end of a range).
create table target (
    edition_id integer not null,
    target_id varchar not null,
    region_code varchar not null,
    metric varchar not null,
    scope varchar not null,
    document_id varchar,
    clause varchar,
    basis varchar not null,
    comparator varchar not null,
    value decimal(38, 10) not null,
    value_high decimal(38, 10),
    unit varchar,
    baseline_year integer,
    start_date date not null,
    due_date date not null,
    parent_id varchar,
    obligation varchar,
    responsible varchar[],
    figure varchar,
    note varchar,
    series_id integer not null,
    start_month integer not null,
    due_month integer not null,
    base_month integer,
    factor decimal(38, 18),
    factor_high decimal(38, 18)
);
