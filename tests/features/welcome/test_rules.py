"""Templates: what is typed is kept, what is filled in can never become markup or a placeholder."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.effect import Button
from bot.core.errors import Refused
from bot.core.event import Media, MediaKind
from bot.core.text import Markup, faults, harmless
from bot.features.welcome.rules import PLACEHOLDERS, read_template, render
from bot.features.welcome.settings import WelcomeSettings

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


def filled(typed: str, **values: str) -> Markup:
    """A template as typed, without formatting, with plain values."""
    return render(
        read_template(Markup.escape(typed)), {name: Markup.escape(values.get(name, name)) for name in PLACEHOLDERS}
    )


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
    template = read_template(Markup.escape(f"来 {typed}"))
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
        read_template(Markup.escape(typed))
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<b>欢迎 {name}</b>！<i>{group}</i>", "<b>欢迎 小红</b>！<i>group</i>"),
        ('<a href="https://a.cn/{name}">茶单</a> {name}', '<a href="https://a.cn/{name}">茶单</a> 小红'),
        ("来 <b>[茶](https://a.cn)</b> {name}", "来  小红"),
        ("<b>来 [茶</b>](https://a.cn) {name}", "<b>来 </b> 小红"),
        ("&lt;{name}&gt; &amp;", "&lt;小红&gt; &amp;"),
    ],
)
def test_formatting_stays(typed: str, said: str) -> None:
    template = read_template(Markup(typed))
    assert render(template, {name: Markup.escape("小红" if name == "name" else name) for name in PLACEHOLDERS}) == said


@pytest.mark.parametrize("text", ["<b>来", "来 & 坐", "<br>来"])
def test_a_configured_greeting_is_telegram_html(text: str) -> None:
    with pytest.raises(ValueError):
        WelcomeSettings(text=text)


def test_what_stands_above_and_how_long() -> None:
    settings = WelcomeSettings(media="photo AgAC", delete_after_s=600)
    assert settings.shown == Media(MediaKind.PHOTO, "AgAC")
    assert settings.stays == timedelta(minutes=10)
    assert WelcomeSettings().shown is None
    with pytest.raises(ValueError):
        WelcomeSettings(media="sticker X")
