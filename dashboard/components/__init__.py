"""Pieces of pages. Whatever comes from registers or uploads is escaped here."""
