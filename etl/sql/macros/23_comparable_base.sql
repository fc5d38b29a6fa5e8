-- Comparable base: value ÷ (1 + yoy/100) to 6 decimals, halves away from zero, in whole
-- numbers; only where those overflow (beyond 10¹⁹) does a double have to serve.
create macro comparable_base(value, yoy) as
    coalesce(
        try(
            from_millionths(
                sign(value)::hugeint
                * (
                    (2 * abs(unscaled(value)) * 100000000 + unscaled(100 + yoy))
                    // (2 * unscaled(100 + yoy))
                )
            )
        ),
        rounded_double(value::double / (1 + yoy::double / 100))
    );
