"""A signal is a file, a line in the list, a test, and its sentences in every language."""

import pkgutil
from pathlib import Path

import pytest

import tests.features.moderation as moderation_tests
from bot.features.moderation import signals
from bot.features.moderation.signals import SIGNALS, Signal
from bot.texts import Texts

TEXTS = Texts.load(strict=True)
TESTS = Path(moderation_tests.__file__).parent


def test_every_file_is_in_the_list_and_named_like_its_signal() -> None:
    files = {module.name for module in pkgutil.iter_modules(signals.__path__)}
    assert {signal.NAME for signal in SIGNALS} == files
    assert len(SIGNALS) == len(files)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.NAME)
def test_every_signal_has_a_test(signal: Signal) -> None:
    module = TESTS / f"test_{signal.NAME}.py"
    assert module.exists() and "def test_" in module.read_text(encoding="utf-8")


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.NAME)
def test_every_finding_has_its_sentence_in_every_language(signal: Signal) -> None:
    assert signal.KEYS
    for key in signal.KEYS:
        assert key.startswith(f"finding-{signal.NAME}-")
        for language in TEXTS.languages:
            assert key in TEXTS.keys(language), f"{language} lacks {key}"


def test_every_sentence_belongs_to_a_signal() -> None:
    known = {key for signal in SIGNALS for key in signal.KEYS}
    assert {key for key in TEXTS.keys(TEXTS.default) if key.startswith("finding-")} == known


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.NAME)
def test_every_signal_has_a_name_for_people(signal: Signal) -> None:
    assert all(f"signal-{signal.NAME}" in TEXTS.keys(language) for language in TEXTS.languages)
