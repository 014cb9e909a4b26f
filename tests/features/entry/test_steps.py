"""What administrators type becomes steps, and steps are stored and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.features.entry.settings import EntrySettings
from bot.features.entry.steps import STEPS, read_gate, stored, written
from bot.features.entry.steps.passphrase import Passphrase
from bot.features.entry.steps.review import Review
from bot.texts import Texts


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("open", ()),
        ("开放", ()),
        ("review", (Review(),)),
        ("审核", (Review(),)),
        ("passphrase 芝麻开门", (Passphrase("芝麻开门"),)),
        ("暗号  open sesame ", (Passphrase("open sesame"),)),
        ("Passphrase 芝麻开门 + Review", (Passphrase("芝麻开门"), Review())),
        ("暗号 芝麻开门＋审核", (Passphrase("芝麻开门"), Review())),
    ],
)
def test_gates(typed: str, steps: tuple[object, ...]) -> None:
    assert read_gate(typed) == steps


@pytest.mark.parametrize(
    "typed", ["", "captcha", "quiz + review", "open + review", "review now", "暗号 甲 + 暗号 乙", "暗号 甲 + 乙", "+"]
)
def test_what_is_no_gate(typed: str) -> None:
    with pytest.raises(ValueError):
        read_gate(typed)


@pytest.mark.parametrize("typed", ["暗号", "暗号 ！！", "暗号 🔥", f"暗号 {'长' * 65}", "review + passphrase x"])
def test_gates_that_would_not_work(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_gate(typed)
    assert Texts.load(strict=True).say("en", refused.value.key, **refused.value.values)


@pytest.mark.parametrize(
    ("answer", "passes"),
    [
        ("芝麻开门", True),
        ("芝麻開門", True),
        (" 芝麻，开门！", True),
        ("芝 麻 开 门", True),
        ("芝麻开", False),
        ("芝麻开门吧", False),
        ("", False),
    ],
)
def test_the_passphrase_is_compared_folded(answer: str, passes: bool) -> None:
    assert Passphrase.read("芝麻开门").passes(answer) is passes


@pytest.mark.parametrize("answer", ["Open Sesame", "ＯＰＥＮ　ＳＥＳＡＭＥ", "open-sesame."])
def test_case_width_and_signs_do_not_count(answer: str) -> None:
    assert Passphrase.read("open sesame").passes(answer)


@given(st.text(alphabet=st.characters(exclude_characters="+＋", exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_a_passphrase_lets_itself_in_and_survives_storage(phrase: str) -> None:
    try:
        steps = read_gate(f"passphrase {phrase}")
    except Refused:
        return
    assert steps[0].passes(phrase)
    assert stored(written(steps)) == steps


def test_a_step_that_cannot_be_read_any_more_is_left_to_a_person() -> None:
    assert stored(["telepathy deep", "passphrase 芝麻"]) == (Review(), Passphrase("芝麻"))


def test_a_broken_gate_is_no_setting() -> None:
    with pytest.raises(ValueError):
        EntrySettings(steps=("passphrase",))


@pytest.mark.parametrize("kind", STEPS)
def test_every_step_has_its_sentences(kind: type[Passphrase]) -> None:
    texts = Texts.load(strict=True)
    for language in texts.languages:
        assert f"gate-step-{kind.kind}" in texts.keys(language)
        assert not kind.asks or f"entry-ask-{kind.kind}" in texts.keys(language)
