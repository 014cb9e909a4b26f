"""HTML, detected entities, and the units they are counted in."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.entities import detected, trimmed, utf16_length, utf16_slice
from bot.sandbox.errors import ApiError
from bot.sandbox.markup import parse_html, to_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>粗</b>体", "粗体", [("bold", 0, 1)]),
        ("👍<i>x</i>", "👍x", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#8203;&#x4e2d; &nbsp;", 'a <b> & "c" \u200b中 &nbsp;', []),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd", [
            ("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<a>no link</a>", "no link", []),
    ],
)  # fmt: skip
def test_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def only(source: str) -> dict[str, Any]:
    (entity,) = parse_html(source)[1]
    return entity


def test_html_with_attributes() -> None:
    assert only('<a href="https://a.com/?x=1&amp;y=2">x</a>')["url"] == "https://a.com/?x=1&y=2"
    assert only("<a>example.com</a>")["url"] == "http://example.com/"
    assert only("<a href='tg://user?id=5'>x</a>") == {"type": "text_mention", "offset": 0, "length": 1, "user_id": 5}
    code = only('<pre><code class="language-py">x</code></pre>')
    assert (code["type"], code["language"]) == ("pre", "py")
    assert only('<code class="language-py">x</code>') == {"type": "code", "offset": 0, "length": 1}


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("中</b>", "Unexpected end tag at byte offset 3"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("<小明>", 'Unsupported start tag "小明" at byte offset 0'),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_html(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    "source",
    [
        "<b>粗</b> 👍 <i>x</i> &lt;&amp;",
        "<b>a<i>b</i>c</b>",
        '<a href="https://a.com/?x=1&amp;y=2">x</a>',
        '<pre><code class="language-py">x</code></pre>',
        "<blockquote expandable>x</blockquote>",
    ],
)
def test_writing_html_back(source: str) -> None:
    assert to_html(*parse_html(source)) == source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("加群 https://a.com/x。", [("url", "https://a.com/x")]),
        ("see example.com, ok", [("url", "example.com")]),
        ("a.b c.d 3.14 foo.txt", []),
        ("👍 @mei_tea hi", [("mention", "@mei_tea")]),
        ("me@example.com", [("email", "me@example.com")]),
        ("/checkin 打卡", [("bot_command", "/checkin")]),
        ("/ban@weilu_bot 2h", [("bot_command", "/ban@weilu_bot")]),
        ("打/卡 a/b /", []),
        ("#接龙 #1 $TON", [("hashtag", "#接龙"), ("cashtag", "$TON")]),
        ("call +8613800138000", [("phone_number", "+8613800138000")]),
        ("https://t.me/+AbCd?x=#y @a_b", [("url", "https://t.me/+AbCd?x=#y"), ("mention", "@a_b")]),
        ("大家好", []),
    ],
)
def test_detection(text: str, found: list[tuple[str, str]]) -> None:
    assert [
        (entity["type"], utf16_slice(text, entity["offset"], entity["length"])) for entity in detected(text)
    ] == found


def test_units_and_trimming() -> None:
    assert [utf16_length(text) for text in ("abc", "茶", "👍", "👨‍👩‍👧")] == [3, 1, 2, 8]
    bold = {"type": "bold", "offset": 0, "length": 5}
    assert trimmed("  ab ", [bold]) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])
    assert trimmed(" x  ", [{"type": "bold", "offset": 2, "length": 2}]) == ("x", [])
