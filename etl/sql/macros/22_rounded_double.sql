-- A double as a figure of 6 decimals, halves away from zero; null where no figure can hold it.
create macro rounded_double(x) as
    case
        when isfinite(x) then try_cast(round(try_cast(x as decimal(38, 9)), 6) as decimal(38, 10))
    end;
