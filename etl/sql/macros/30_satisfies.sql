-- Whether a figure satisfies a comparator. With lower is better ge and eq read at most,
-- about allows the tolerance upwards and between means at most its upper end.
create macro satisfies(comparator, sign, figure, target, high, tolerance) as
    case
        when comparator = 'gt' then figure > target
        when comparator = 'lt' then figure < target
        when comparator = 'le' then figure <= target
        when comparator = 'between' and sign < 0 then figure <= high
        when comparator = 'about' and sign > 0 then
            coalesce(
                try(figure >= target - target * tolerance::decimal(9, 6)),
                figure::double >= target::double * (1 - tolerance::double)
            )
        when comparator = 'about' then
            coalesce(
                try(figure <= target + target * tolerance::decimal(9, 6)),
                figure::double <= target::double * (1 + tolerance::double)
            )
        when sign > 0 then figure >= target
        else figure <= target
    end;
