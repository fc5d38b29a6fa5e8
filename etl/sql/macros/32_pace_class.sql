-- The class of a ratio of done to due: 1 is exactly what the time gone asks for. Rounding to 9
-- decimals keeps a double's last digits from deciding.
create macro pace_class(ratio, on_track, at_risk) as
    case
        when round(ratio, 9) >= on_track then 'on_track'
        when round(ratio, 9) >= at_risk then 'at_risk'
        when ratio is not null then 'off_track'
    end;
