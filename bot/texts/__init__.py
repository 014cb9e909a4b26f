"""Every sentence Weilu says: Project Fluent, one folder a language, one file a feature noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.core.errors import Bug
from bot.core.period import Days, Rule
from bot.core.text import Markup

DEFAULT_LANGUAGE: Final = "zh-CN"

Value = str | int | float
"""What may fill a variable: text, or a number that Fluent formats for the language (1418 → 1,418)."""

# fluent.runtime replaces a whole message by {???} when one value is longer than 2,500 characters (a case text can be).
_LONGEST_VALUE: Final = 2000
_STAND_IN: Final = "\ufdd0{}\ufdd1"

_UNITS: Final = (
    ("duration-days", 86_400),
    ("duration-hours", 3_600),
    ("duration-minutes", 60),
    ("duration-seconds", 1),
)


class MissingText(Bug):
    """A key or one of its variables is not there; ``key`` and ``language`` say which."""

    def __init__(self, language: str, key: str, reason: str) -> None:
        super().__init__(f"{language} {key}: {reason}")
        self.language = language
        self.key = key


@dataclass(frozen=True, slots=True)
class _Language:
    """One language: what its files say, and the same compiled."""

    entries: Mapping[str, ast.Message | ast.Term]
    bundle: FluentBundle


@dataclass(slots=True)
class Texts:
    """All languages. Build with ``Texts.load()``; one instance serves the whole process.

    ``strict`` raises ``MissingText`` where production would show the key and log it once.
    """

    default: str
    strict: bool
    _folders: Mapping[str, Path]
    _known: dict[str, _Language]
    """Those that have been needed: reading one takes half a second."""
    _reported: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def load(cls, *, strict: bool = False, default: str = DEFAULT_LANGUAGE, folder: Path | None = None) -> Texts:
        """Reads and compiles ``<language>/*.ftl`` under ``folder`` (this package by default): of the default language,
        of the others when they are needed; of all when ``strict``.

        Raises ``Bug`` when a file has a line Fluent cannot read, a key is defined twice, or ``default`` is not there.
        """
        root = folder or Path(__file__).parent
        languages = sorted(path.name for path in root.iterdir() if any(path.glob("*.ftl")))
        if default not in languages:
            raise Bug(f"no texts in the default language {default!r}; there are: {', '.join(languages)}")
        texts = cls(default, strict, {language: root / language for language in languages}, {})
        if strict:
            texts.complete()
        texts._language(default)
        return texts

    def complete(self) -> None:
        """Read the languages that have not been needed yet; may be done on a thread."""
        for language in self._folders:
            self._language(language)

    def _language(self, language: str) -> _Language:
        found = self._known.get(language)
        if found is None:
            entries = _read(self._folders[language])
            found = self._known[language] = _Language(entries, _compile(language, entries))
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are, default first, then by name."""
        return tuple(sorted(self._folders, key=lambda language: (language != self.default, language)))

    def keys(self, language: str) -> frozenset[str]:
        """Returns every message key of a language; KeyError for a language that is not in ``languages``."""
        return frozenset(
            name for name, entry in self._language(language).entries.items() if isinstance(entry, ast.Message)
        )

    def variables(self, language: str, key: str) -> frozenset[str]:
        """Returns the variables a message needs, with those of the messages it refers to."""
        return frozenset(_variables(self._language(language).entries, key))

    def variants(self, language: str, key: str) -> frozenset[str]:
        """Returns the names of the cases a message chooses between, e.g. ``one``, ``other``, ``guard``."""
        return frozenset(
            node.key.name
            for node in _nodes(self._language(language).entries[key])
            if isinstance(node, ast.Variant) and isinstance(node.key, ast.Identifier)
        )

    def match(self, language_code: str | None) -> str:
        """Returns the language for a Telegram ``language_code`` (IETF): exact, else same base, else the default.

        ``zh-hans`` and ``zh-TW`` are ``zh-CN``, ``en-US`` is ``en``, None and ``ru`` the default.
        """
        wanted = (language_code or "").lower().replace("_", "-")
        base = wanted.partition("-")[0]
        for language in self.languages:
            if language.lower() == wanted:
                return language
        return next(
            (language for language in self.languages if language.lower().partition("-")[0] == base), self.default
        )

    def say(self, language: str, key: str, /, **values: Value) -> Markup:
        """Returns a message as markup: plain ``str`` values are escaped, Markup is kept, numbers are formatted.

        Ids are passed as ``str``, else they are printed with thousands separators. A ``bool`` becomes ``true`` or
        ``false``, to choose a variant by. An unknown language is matched as in ``match``. A missing key or variable
        raises ``MissingText`` when strict, else the key itself is returned and logged once.
        """
        spoken = language if language in self._folders else self.match(language)
        bundle = self._language(spoken).bundle
        if not bundle.has_message(key):
            return self._missing(spoken, key, "no such key")
        pattern = bundle.get_message(key).value
        if pattern is None:
            return self._missing(spoken, key, "the message has no value")
        long_values: list[Markup] = []
        arguments = {name: _argument(value, long_values) for name, value in values.items()}
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            return self._missing(spoken, key, "; ".join(str(error) for error in errors))
        said = str(text)
        for number, value in enumerate(long_values):
            said = said.replace(_STAND_IN.format(number), value)
        return Markup(said)

    def duration(self, language: str, length: timedelta) -> Markup:
        """Returns a length in words, its two largest units: ``2 小时 30 分钟``; rounded down to whole seconds.

        A negative length is spoken without its sign; zero is ``0 秒``.
        """
        seconds = int(abs(length).total_seconds())
        parts: list[Markup] = []
        for key, size in _UNITS:
            count, seconds = divmod(seconds, size)
            if parts and not count:
                break
            if count or size == 1:
                parts.append(self.say(language, key, count=count))
            if len(parts) == 2:
                break
        return Markup(" ").join(parts)

    def schedule(self, language: str, rule: Rule) -> Markup:
        """Returns a rule in words: ``每周一、周三 20:00``, ``every Monday, Wednesday at 20:00``."""
        at = f"{rule.at:%H:%M}"
        if rule.days is Days.ONCE:
            return self.say(language, "schedule-once", date=str(rule.on), at=at)
        if rule.days is Days.WEEKDAYS:
            names = [self.say(language, f"weekday-{number}") for number in sorted(rule.weekdays)]
            days = self.say(language, "list-separator").join(names)
            if rule.weeks > 1:
                return self.say(language, "schedule-every-weeks", weeks=rule.weeks, days=days, at=at)
            return self.say(language, "schedule-weekdays", days=days, at=at)
        if rule.lunar is not None:
            spoken = rule.lunar.in_chinese if self.match(language).startswith("zh") else rule.lunar.in_numbers
            return self.say(language, "schedule-lunar", date=spoken, at=at)
        if rule.cron is not None and rule.cron.monthly:
            numbers = [Markup(str(day)) for day in rule.cron.monthly]
            days = self.say(language, "list-separator").join(numbers)
            return self.say(language, "schedule-monthly", days=days, at=at)
        if rule.cron is not None:
            return self.say(language, "schedule-cron", cron=Markup.code(rule.cron.text))
        return self.say(language, f"schedule-{rule.days}", at=at)

    def _missing(self, language: str, key: str, reason: str) -> Markup:
        if self.strict:
            raise MissingText(language, key, reason)
        if (language, key) not in self._reported:
            self._reported.add((language, key))
            structlog.get_logger(__name__).error("text missing", language=language, key=key, reason=reason)
        return Markup.escape(key)


def _argument(value: object, long_values: list[Markup]) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        raise TypeError(f"a text is filled with str, Markup or numbers, not {type(value).__name__}")
    escaped = Markup.escape(value)
    if len(escaped) <= _LONGEST_VALUE:
        return escaped
    long_values.append(escaped)
    return _STAND_IN.format(len(long_values) - 1)


def _read(folder: Path) -> dict[str, ast.Message | ast.Term]:
    """Returns the messages by key and the terms by ``-key`` of one language; raises ``Bug`` naming file and line."""
    entries: dict[str, ast.Message | ast.Term] = {}
    for path in sorted(folder.glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        for entry in FluentResource(source).body:
            where = f"{path.parent.name}/{path.name}"
            if isinstance(entry, ast.Junk):
                line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
                raise Bug(f"{where}:{line}: {entry.annotations[0].message if entry.annotations else 'unreadable'}")
            if not isinstance(entry, ast.Message | ast.Term):
                continue
            name = entry.id.name if isinstance(entry, ast.Message) else f"-{entry.id.name}"
            if name in entries:
                raise Bug(f"{where}: {name} is defined a second time")
            entries[name] = entry
    return entries


def _compile(language: str, entries: Mapping[str, ast.Message | ast.Term]) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(ast.Resource(list(entries.values())))
    for name in entries:
        if not name.startswith("-"):
            bundle.get_message(name)
    return bundle


def _nodes(node: object) -> Iterator[ast.BaseNode]:
    if isinstance(node, ast.BaseNode):
        yield node
        for child in vars(node).values():
            yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)


def _variables(
    entries: Mapping[str, ast.Message | ast.Term], name: str, seen: frozenset[str] = frozenset()
) -> set[str]:
    if name in seen or name not in entries:
        return set()
    found: set[str] = set()
    for node in _nodes(entries[name]):
        if isinstance(node, ast.VariableReference):
            found.add(node.id.name)
        elif isinstance(node, ast.MessageReference):
            found |= _variables(entries, node.id.name, seen | {name})
    return found
