-- Every reported row in every version; nothing is overwritten.
-- A higher version replaces a lower one of the same series, month and counting.
-- It counts from known_from until its submission was withdrawn (known_until). The acts of the
-- ledger that did both are accepted_by and withdrawn_by; published figures have neither.
create table actual_row (
    series_id integer not null,
    month_no integer not null,
    counting enum ('ytd', 'quarter', 'point') not null,
    value decimal(38, 10),
    yoy decimal(38, 10),
    nature enum ('final', 'preliminary', 'forecast', 'withdrawn') not null,
    confidence enum ('low', 'medium', 'high') not null,
    known_from timestamp not null,
    known_until timestamp,
    version bigint not null,
    accepted_by bigint,
    withdrawn_by bigint,
    submission_id varchar,
    file varchar,
    row_no integer,
    published_on date,
    source varchar,
    note varchar
);
