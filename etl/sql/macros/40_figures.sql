-- A figure with what it rests on: value, lowest confidence, and the month at which the last
-- of its rows exists (a comparable base exists only once the year after it is reported).
create macro figure_of(v, c, m) as {value: v, confidence: c, available: m};
