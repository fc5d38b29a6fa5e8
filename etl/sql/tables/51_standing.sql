-- Which version of a figure stands, and when: from standing_from until standing_until. At any
-- moment at most one row stands for a series, month and counting, so that "as known at" is a
-- filter and not a search through all versions. Derived from actual_row; forecasts and rows
-- that report nothing never stand, a withdrawn figure stands as one without value.
-- confidence is 1 low, 2 medium, 3 high.
create table standing (
    series_id integer not null,
    month_no integer not null,
    counting enum ('ytd', 'quarter', 'point') not null,
    value decimal(38, 10),
    yoy decimal(38, 10),
    confidence tinyint not null,
    standing_from timestamp not null,
    standing_until timestamp
);
