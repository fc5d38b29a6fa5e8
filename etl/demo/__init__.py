"""Demonstration data: invented figures for an invented province, or for real registers.

    registers ─paths→ annual ─series→ quarterly figures ─published_row→ rows ─befall→ files

Everything is computed from fixed seeds with whole numbers and decimals, so two runs on
any two machines write the same bytes.
"""
