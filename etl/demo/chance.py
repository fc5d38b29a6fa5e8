"""Chance that falls the same way on every machine."""

from random import Random

#: Changing it changes every demonstration figure.
SEED = "demonstration-1"


def chance(*key: object) -> Random:
    """A generator of its own for `key`, so that adding a series leaves the others as they are.

    Seeding with text goes through SHA-512 and never through `hash()`, which differs
    from process to process.
    """
    return Random("|".join([SEED, *map(str, key)]))
