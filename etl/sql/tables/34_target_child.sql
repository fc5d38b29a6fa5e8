-- The regions that must each reach the value of an each_subregion target.
create table target_child (
    edition_id integer not null,
    target_id varchar not null,
    region_code varchar not null,
    series_id integer not null
);
