"""The rooms behind `etl.decode` (bytes → Sheet) and `etl.parse` (Sheet → Filing)."""
