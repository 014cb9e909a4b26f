"""Templates: what is typed is kept, what is filled in can never become markup or a placeholder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.effect import Button
from bot.core.errors import Refused
from bot.core.text import Markup, faults, harmless
from bot.features.welcome.rules import PLACEHOLDERS, read_template, render
from bot.features.welcome.settings import WelcomeSettings

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


def filled(typed: str, **values: str) -> Markup:
    """A template with plain values."""
    return render(read_template(typed), {name: Markup.escape(values.get(name, name)) for name in PLACEHOLDERS})


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("欢迎 {name}！", "欢迎 <小>！"),
        ("<b>{name}</b> & {group}", "<b><小></b> & group"),
        ("{0} {name!r} {unknown} %s { $name }", "{0} {name!r} {unknown} %s { $name }"),
        ("一\n\n[茶](https://a.cn)\n{count} {rules}", "一\n\n\ncount rules"),
    ],
)
def test_words(typed: str, shown: str) -> None:
    assert filled(typed, name="<小>").plain() == shown


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("[茶](https://a.cn/x?y=1)", "https://a.cn/x?y=1"),
        ("[茶]( t.me/tea )", "https://t.me/tea"),
        ("[茶](tg://resolve?domain=tea)", "tg://resolve?domain=tea"),
    ],
)
def test_buttons(typed: str, url: str) -> None:
    template = read_template(f"来 {typed}")
    assert template.buttons == (Button("茶", url=url),)
    assert template.words == "来"


@pytest.mark.parametrize(
    "typed",
    [
        "[茶](https://a.cn)",
        "来 [茶](javascript:x)",
        "来 [茶](https://localhost)",
        "来 [茶](ftp://a.cn)",
        "来 [\u3164](https://a.cn)",
        "茶" * 2001,
        "来" + "[茶](https://a.cn)" * 9,
    ],
)
def test_what_cannot_work_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_template(typed)
    with pytest.raises(ValueError):
        WelcomeSettings(text=typed)


def test_off_and_own_words_are_settings() -> None:
    assert WelcomeSettings(text=None).text is None
    assert WelcomeSettings().text == ""


@given(TEXT, TEXT, TEXT)
def test_nothing_that_is_filled_in_breaks_the_markup(before: str, name: str, after: str) -> None:
    try:
        said = filled(f"{before}{{name}}{after}", name=name)
    except Refused:
        return
    assert faults(said) == []
    assert harmless(name) in said.plain()
