"""Bytes of a plan file → its text; read in a process of its own (`etl.extract.worker`)."""
