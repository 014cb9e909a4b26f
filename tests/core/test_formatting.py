"""Formatting from Telegram's entities: kept as it was, whatever the offsets say, and always complete markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import Message, Sender, SenderKind
from bot.core.formatting import Span, formatted
from bot.core.ids import ChatId, MessageId
from bot.core.text import Markup, faults, harmless, without
from bot.sandbox.markup import parse_html
from tests.stage import MORNING

KINDS = (
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "blockquote", "expandable_blockquote", "url", "nonsense",
)  # fmt: skip
TEXT = st.text(alphabet='ab <&"\n茶😀👨‍👩‍👧é', max_size=30)
SPANS = st.lists(
    st.builds(
        Span,
        start=st.integers(-5, 40),
        length=st.integers(-5, 60),
        kind=st.sampled_from(KINDS),
        value=st.sampled_from(["", "7", 'https://a.cn/?x=1&y="2"', "python", "<b>"]),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("text", "spans", "written"),
    [
        ("欢迎 & 喝茶", [Span(0, 2, "bold")], "<b>欢迎</b> &amp; 喝茶"),
        ("😀茶", [Span(2, 1, "italic")], "😀<i>茶</i>"),
        ("😀茶", [Span(1, 2, "italic")], "😀<i>茶</i>"),
        ("一二三四", [Span(0, 4, "bold"), Span(1, 2, "italic")], "<b>一<i>二三</i>四</b>"),
        ("一二三四", [Span(0, 2, "bold"), Span(1, 3, "italic")], "<b>一<i>二</i></b><i>三四</i>"),
        ("茶单", [Span(0, 2, "text_link", "https://a.cn/?a=1&b")], '<a href="https://a.cn/?a=1&amp;b">茶单</a>'),
        ("阿明", [Span(0, 2, "text_mention", "7")], '<a href="tg://user?id=7">阿明</a>'),
        ("🍵", [Span(0, 2, "custom_emoji", "5368")], '<tg-emoji emoji-id="5368">🍵</tg-emoji>'),
        ("🍵", [Span(0, 2, "custom_emoji", '5"><b>')], "🍵"),
        ("x", [Span(0, 1, "pre", "python")], '<pre><code class="language-python">x</code></pre>'),
        ("abc", [Span(0, 3, "bold"), Span(1, 1, "code")], "<b>a</b><code>b</code><b>c</b>"),
        (
            "abcd",
            [Span(0, 2, "bold"), Span(1, 3, "blockquote")],
            "<b>a</b><blockquote><b>b</b>cd</blockquote>",
        ),
        ("ab", [Span(0, 2, "blockquote"), Span(0, 1, "expandable_blockquote")], "<blockquote>ab</blockquote>"),
        ("ab", [Span(1, 99, "bold")], "a<b>b</b>"),
        ("ab", [Span(5, 9, "bold"), Span(0, 0, "bold"), Span(1, -1, "bold")], "ab"),
    ],
)
def test_formatting(text: str, spans: list[Span], written: str) -> None:
    assert formatted(text, spans) == written


@given(TEXT, SPANS)
def test_whatever_is_said_of_a_text_it_stays_itself_and_telegram_takes_it(text: str, spans: list[Span]) -> None:
    markup = formatted(text, spans)
    assert isinstance(markup, Markup)
    assert faults(markup) == []
    assert markup.plain() == harmless(text)
    assert parse_html(markup)[0] == harmless(text)
    assert markup.count("<blockquote") <= sum(span.kind.endswith("blockquote") for span in spans)


def said(text: str, *spans: Span) -> Message:
    return Message(
        ChatId(-1), MessageId(1), Sender(SenderKind.USER, 7, "阿明"), MORNING, text=text, formatting=tuple(spans)
    )


def test_the_arguments_of_a_command_keep_their_formatting() -> None:
    message = said("/welcome 😀 欢迎 {name}  ", Span(0, 8, "bold"), Span(12, 2, "italic"), Span(9, 3, "underline"))
    assert message.formatted_end("😀 欢迎 {name}") == "<u>😀 </u><i>欢迎</i> {name}"
    assert message.formatted_end("else <") == "else &lt;"


@pytest.mark.parametrize(
    ("markup", "parts", "left"),
    [
        ("<b>a[x]b</b>", [(1, 4)], "<b>a</b><b>b</b>"),
        ("<b>[x</b>]b", [(0, 3)], "b"),
        ("a&amp;b", [(1, 2)], "ab"),
        ("abc", [], "abc"),
        ("abc", [(0, 3)], ""),
    ],
)
def test_parts_are_taken_out(markup: str, parts: list[tuple[int, int]], left: str) -> None:
    assert without(Markup(markup), parts) == left
