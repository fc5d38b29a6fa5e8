-- How far one figure is ahead of another in the direction that is better: positive where
-- `further` is the better one. Null where the difference could not be held exactly.
create macro ahead(sign, further, figure) as
    case when sign > 0 then try(further - figure) else try(figure - further) end;
