"""A second, independent implementation of the gap computation, in plain Python.

It exists to be read and to disagree: the product computes gaps in SQL, this package
computes the same rows with dictionaries and loops, and `tests/properties` holds the two
against each other. Nothing outside `tests` may import it.

The line: rows → series → spans → actuals → bases → paths → performance → gaps.
"""
