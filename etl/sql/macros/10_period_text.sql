-- 24312 → '2025Q4', 24308 → '2025-08'.
create macro period_text(month_no) as
    case
        when month_no % 3 = 0 then
            format('{:04d}Q{:d}', (month_no - 1) // 12, ((month_no - 1) % 12 + 1) // 3)
        else format('{:04d}-{:02d}', (month_no - 1) // 12, (month_no - 1) % 12 + 1)
    end;
