"""The word lists of `lexicon.toml`, as the rules use them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def lexicon() -> Mapping[str, object]:
    """The whole file."""
    text = files("etl.extract").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def words(name: str, table: str = "") -> tuple[str, ...]:
    """One list, the longest words first, so that an alternation prefers them."""
    source = lexicon()[table] if table else lexicon()
    return longest_first(source[name].split())


def longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts), key=lambda text: (-len(text), text)))


def either(texts: Iterable[str]) -> str:
    """A pattern that matches any of some words, the longest first."""
    return "(?:" + "|".join(map(re.escape, longest_first(texts))) + ")"


@cache
def units() -> Mapping[str, str]:
    """Every unit word with its kind."""
    table = lexicon()["units"]
    return MappingProxyType({unit: kind for kind, listed in table.items() for unit in listed.split()})
