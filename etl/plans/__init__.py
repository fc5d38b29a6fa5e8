"""From candidates to registers: what the decisions on a plan make of the register files.

Everything here is a pure function of candidates, decisions and register contents; who may
decide, what is recorded and when files are written is asked in `etl.collection.plan_intake`.
"""
