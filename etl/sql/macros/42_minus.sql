-- Difference of two figures; null unless both are known and the difference can be held.
create macro minus(a, b) as
    case
        when try(a.value - b.value) is not null then
            figure_of(
                a.value - b.value, least(a.confidence, b.confidence), greatest(a.available, b.available)
            )
    end;
