"""What became of the rules of a workspace, `settings.toml` and `checks.csv`, in words.

An auditor reads which rule stood from when; the names and values of a file are for whoever
writes it.
"""

from collections.abc import Iterator
from dataclasses import fields

from dashboard import formats
from dashboard.wording import Words
from etl.checks.tiers import TIERS_FILE, Tier, tiers_of
from etl.collection.audit import RuleChange
from etl.problems import Refused, wording
from etl.settings import SETTINGS_FILE, BulletinNames, Settings, settings_of


def told(name: str, change: RuleChange, words: Words) -> list[str]:
    """How the rules in the file `name` changed; where it cannot be read, what it holds."""
    differences = {SETTINGS_FILE: _settings, TIERS_FILE: _tiers}[name]
    try:
        found = list(differences(change, words))
    except Refused:
        content = (change.after or b"").decode("utf-8", "replace")
        return [words("rule.unreadable"), words("act_detail.content", value=content)]
    kind = "rule.new" if change.before is None else "rule.gone" if change.after is None else ""
    return ([words(kind)] if kind else []) + (found or [words("rule.same")])


def _settings(change: RuleChange, words: Words) -> Iterator[str]:
    """Settings that are other ones; those of no file are the defaults."""
    before, after = (Settings() if one is None else settings_of(one) for one in (change.before, change.after))
    for name in (one.name for one in fields(Settings)):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            values = {"before": _value(name, old, words), "after": _value(name, new, words)}
            yield words("rule.changed", what=words(f"setting.{name}"), **values)


def _value(name: str, value: object, words: Words) -> str:
    if not value and not isinstance(value, int):
        return words("setting_value.none")
    if name == "bulletin":
        return words("report.semicolon").join(_names(one, words) for one in value)
    if name == "first_quarter":
        return formats.period(str(value), words.lang)
    if name in ("heads_folder", "issuer", "addressee"):
        return str(value)
    if name in ("sign_offs", "is_public", "palette"):
        return words(f"setting_value.{name}_{value}".lower())
    return words(f"setting_value.{name}", value=value)


def _names(one: BulletinNames, words: Words) -> str:
    """Whose bulletin it is, who issues it and to whom it goes."""
    issuer, addressee = (_value(name, getattr(one, name), words) for name in ("issuer", "addressee"))
    return words("setting_value.bulletin", region=one.region_code, issuer=issuer, addressee=addressee)


def _tiers(change: RuleChange, words: Words) -> Iterator[str]:
    """Checks whose tier, or its reason, is another one."""
    before, after = ({} if one is None else tiers_of(one) for one in (change.before, change.after))
    for check in sorted(before.keys() | after.keys()):
        old, new = before.get(check), after.get(check)
        if old != new:
            said = words("rule.changed", what=_check(check, words), before=_tier(old, words), after=_tier(new, words))
            yield said + words("rule.because", reason=new.reason) if new else said


def _check(check: str, words: Words) -> str:
    return wording(words.lang)[f"check.{check}"]


def _tier(tier: Tier | None, words: Words) -> str:
    return words(f"rule.{tier.severity}" if tier else "rule.default")
