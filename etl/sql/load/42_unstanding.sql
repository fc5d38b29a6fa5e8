-- What stood for the touched figures is worked out anew.
delete from standing
where (series_id, month_no, counting) in (from touched)
