-- A year's total carried on: this year so far, plus last year whole, less last year so far.
create macro trailing_sum(this_year, last_year, same_part) as try(this_year + last_year - same_part);
