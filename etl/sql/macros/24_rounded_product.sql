-- Base × factor to 6 decimals, halves up, for a positive base and a factor of 18 decimals.
-- The factor is split in two so that the product stays within 38 digits.
create macro rounded_product(base, factor) as
    coalesce(
        try(
            from_millionths(
                (
                    unscaled(base) * (replace(factor::varchar, '.', '')::hugeint // 1000000000)
                    + unscaled(base) * (replace(factor::varchar, '.', '')::hugeint % 1000000000) // 1000000000
                    + 5000000000000
                )
                // 10000000000000
            )
        ),
        rounded_double(base::double * factor::double)
    );
