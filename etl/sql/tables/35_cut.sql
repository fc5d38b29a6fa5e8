-- The one table of class boundaries: on_track, at_risk, about_tolerance.
create table cut (edition_id integer not null, cut varchar not null, value decimal(18, 9) not null);
