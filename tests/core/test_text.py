"""Markup stays safe, and what Telegram counts, clips and splits stays whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.text import Markup, clip, faults, harmless, is_blank, split, utf16_length

ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("<>&\"' \n\t茶❤️🧧🇨🇳👨‍👩‍👧é\u0301\u0301\u202e\u2066\x00\ud800。，"),
    )
)
FAMILY = "👨‍👩‍👧"


@st.composite
def markups(draw: st.DrawFn) -> Markup:
    """Nested, complete markup out of everything people and we may write."""
    leaf = ANYTHING.map(Markup.escape)
    nested = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(Markup("").join),
            inner.map(Markup.bold),
            inner.map(Markup.italic),
            inner.map(Markup.quote),
            inner.map(Markup.code),
            inner.map(lambda text: Markup.link(text, 'https://example.org/?a=1&b="2"')),
        ),
        max_leaves=6,
    )
    return draw(nested)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("<b>阿明</b>", "&lt;b&gt;阿明&lt;/b&gt;"),
        ('a & "b"', "a &amp; &quot;b&quot;"),
        ("&amp;", "&amp;amp;"),
        ("evil\u202egnp.exe\u202c", "evilgnp.exe"),
        ("nul\x00 and \ud800lone", "nul and lone"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        (FAMILY + "❤️1️⃣", FAMILY + "❤️1️⃣"),
        (42, "42"),
        (Markup("<b>ours</b>"), "<b>ours</b>"),
    ],
)
def test_escaping(value: object, written: str) -> None:
    assert Markup.escape(value) == written


def test_zalgo_is_cut_down_to_letters_people_write() -> None:
    assert harmless("h" + "\u0301\u0327" * 40 + "i") == "h\u0301\u0327\u0301\u0327i"
    assert harmless("ที่นี่ Việt שָׁלוֹם") == "ที่นี่ Việt שָׁלוֹם"


@given(ANYTHING)
def test_escaped_text_shows_as_its_harmless_part(text: str) -> None:
    escaped = Markup.escape(text)
    assert escaped.plain() == harmless(text) == harmless(harmless(text))
    assert faults(escaped) == []
    escaped.encode()


@given(markups())
def test_whatever_is_built_is_accepted_by_telegram(markup: Markup) -> None:
    assert isinstance(markup, Markup)
    assert faults(markup) == []


def test_joining_keeps_markup_and_escapes_the_rest() -> None:
    joined = "<" + Markup.bold("b") + ">" + Markup(", ").join(["<", Markup.italic("i"), 3])
    assert isinstance(joined, Markup)
    assert joined == "&lt;<b>b</b>&gt;&lt;, <i>i</i>, 3"
    grown = Markup("<b>x</b>")
    grown += " & y"
    assert isinstance(grown, Markup)
    assert grown == "<b>x</b> &amp; y"
    assert isinstance(Markup("-") * 3, Markup)


def test_pieces_of_markup() -> None:
    assert Markup.code(Markup("<b>a&amp;b</b>")) == "<code>a&amp;b</code>"
    assert Markup.link("茶", 'https://x.cn/?a=1&b="') == '<a href="https://x.cn/?a=1&amp;b=&quot;">茶</a>'
    assert Markup.mention(7, "<阿明>") == '<a href="tg://user?id=7">&lt;阿明&gt;</a>'
    assert Markup.quote("x", expandable=True) == "<blockquote expandable>x</blockquote>"
    assert Markup.quote(Markup.quote("in") + "out") == "<blockquote>inout</blockquote>"


@pytest.mark.parametrize("name", ["", "  ", "\u3164", "\u202e", "\u200d\u2800"])
def test_a_name_that_draws_nothing_is_shown_as_the_id(name: str) -> None:
    assert Markup.mention(7, name) == '<a href="tg://user?id=7">7</a>'


def test_blank() -> None:
    assert is_blank(" \u3164\u200b")
    assert not is_blank(" 茶 ")


@pytest.mark.parametrize(
    ("broken", "count"),
    [("<b>x", 1), ("x</b>", 1), ("<b><i>x</b></i>", 2), ("<br>", 2), ("a < b", 1), ("a & b", 1), ("<b>a&amp;b</b>", 0)],
)
def test_faults_are_found(broken: str, count: int) -> None:
    assert len(faults(broken)) == count


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("茶", 1), ("🧧", 2), (FAMILY, 8)])
def test_utf16_length(text: str, units: int) -> None:
    assert utf16_length(text) == units


def test_length_of_markup_is_what_is_shown() -> None:
    assert utf16_length(Markup("<b>a&amp;b</b>")) == 3


@pytest.mark.parametrize(
    ("text", "units", "clipped"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("🧧🧧", 3, "🧧…"),
        ("🧧🧧", 2, "…"),
        ("茶" + FAMILY + "水", 9, "茶…"),
        ("🇨🇳🇭🇰🇨🇳", 7, "🇨🇳…"),
        ("e\u0301e\u0301", 3, "e\u0301…"),
        ("👍🏽👍🏽", 6, "👍🏽…"),
        ("\u1112\u1161\u11ab\u1112\u1161\u11ab", 5, "\u1112\u1161\u11ab…"),
    ],
)
def test_clip(text: str, units: int, clipped: str) -> None:
    assert clip(text, units) == clipped


def test_clipped_markup_closes_its_tags() -> None:
    clipped = clip(Markup("<b>tea &amp; <i>water</i></b> and more"), 9)
    assert isinstance(clipped, Markup)
    assert clipped == "<b>tea &amp; <i>wa…</i></b>"
    assert clip(Markup("<b>x</b>"), 1) == "<b>x</b>"


@given(st.one_of(ANYTHING, markups()), st.integers(1, 30))
def test_clip_fits_and_begins_the_same(text: str, units: int) -> None:
    clipped = clip(text, units)
    assert utf16_length(clipped) <= units
    shown, short = (each.plain() if isinstance(each, Markup) else each for each in (text, clipped))
    assert short == shown or (short.endswith("…") and shown.startswith(short[:-1]))
    if isinstance(clipped, Markup):
        assert faults(clipped) == []


@given(markups(), st.integers(2, 40))
@example(Markup("<b></b><i>aaa</i>"), 2)
@example(Markup("a<b> </b> b"), 2)
def test_splitting_loses_nothing(markup: Markup, limit: int) -> None:
    pieces = split(markup, limit)
    for piece in pieces:
        assert isinstance(piece, Markup)
        assert faults(piece) == []
        assert utf16_length(piece) <= limit
        assert piece.plain().strip()
    assert _solid("".join(piece.plain() for piece in pieces)) == _solid(markup.plain())
    if markup.plain().strip() and utf16_length(markup) <= limit:
        assert [piece.plain() for piece in pieces] == [markup.plain()]


@given(st.text(st.sampled_from("ab茶🧧"), min_size=1), st.integers(2, 20))
def test_splitting_text_without_spaces_is_exact(text: str, limit: int) -> None:
    assert "".join(piece.plain() for piece in split(Markup.escape(text), limit)) == text


@given(markups(), st.integers(2, 40))
def test_every_character_keeps_its_tags(markup: Markup, limit: int) -> None:
    def dressed(text: Markup) -> list[tuple[str, tuple[str, ...]]]:
        found: list[tuple[str, tuple[str, ...]]] = []
        for index, character in enumerate(text.plain()):
            if not character.isspace():
                found.append((character, _open_tags_at(text, index)))
        return found

    assert [each for piece in split(markup, limit) for each in dressed(piece)] == dressed(markup)


def test_splitting_prefers_paragraphs_then_lines_then_sentences_then_spaces() -> None:
    def shown(text: str, limit: int) -> list[str]:
        return [piece.plain() for piece in split(Markup.escape(text), limit)]

    assert shown("aaaa\n\nbb\nbb", 9) == ["aaaa\n\n", "bb\nbb"]
    assert shown("aaaa\nbb bb", 8) == ["aaaa\n", "bb bb"]
    assert shown("今天喝茶。明天也喝，好", 9) == ["今天喝茶。", "明天也喝，好"]
    assert shown("aaaa bbbb", 7) == ["aaaa ", "bbbb"]
    assert shown("茶" + FAMILY + FAMILY, 10) == ["茶" + FAMILY, FAMILY]


def test_split_reopens_tags() -> None:
    pieces = split(Markup('<a href="https://x.cn"><b>aaaa bbbb</b></a>'), 5)
    assert pieces == ['<a href="https://x.cn"><b>aaaa </b></a>', '<a href="https://x.cn"><b>bbbb</b></a>']
    assert split(Markup("<b>aaaa</b> <i>bbbb</i>"), 5) == ["<b>aaaa</b> ", "<i>bbbb</i>"]
    assert split(Markup(" \n "), 5) == []


@pytest.mark.parametrize("room", [0, -1])
def test_no_room(room: int) -> None:
    with pytest.raises(ValueError, match="room"):
        clip("abc", room)
    with pytest.raises(ValueError, match="room"):
        split(Markup("abc"), room)


def _solid(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


def _open_tags_at(markup: Markup, index: int) -> tuple[str, ...]:
    """The tags around the shown character ``index``, found the slow way: by reading the source from the start."""
    open_tags: list[str] = []
    position = shown = 0
    while True:
        if markup[position] == "<":
            end = markup.index(">", position)
            tag = markup[position + 1 : end]
            if tag.startswith("/"):
                open_tags.pop()
            else:
                open_tags.append(tag)
            position = end + 1
            continue
        if shown == index:
            return tuple(open_tags)
        shown += 1
        position = markup.index(";", position) + 1 if markup[position] == "&" else position + 1
