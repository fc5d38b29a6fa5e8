-- How high a path from b to t stands when the share e of its time is gone: growing by an even
-- rate, or by an even amount.
create macro path_height(geometric, b, t, e) as
    case when geometric then b * power(t / b, e) else b + (t - b) * e end;
