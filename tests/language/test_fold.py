import unicodedata

import pytest
from hypothesis import given

from bot.language.fold import fold, fold_characters, squeeze
from tests.language.strategies import texts


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("", ""),
        ("加 ❤ 薇 丨 信", "加薇信"),
        ("加。微！信～", "加微信"),
        ("加_微_信", "加微信"),
        ("加\n微\n信", "加微信"),
        ("微\u200b信\u202e号\ufe0f", "微信号"),
        ("ＶＸ：①②③", "vx:123"),
        ("１３８ ⓪❶➋⑴⒈⓿", "138 012110"),
        ("1️⃣2️⃣3️⃣", "123"),
        ("🅰🅱 🄲🅓🄔⒡", "ab cdef"),
        ("加🇻🇽", "加vx"),
        ("🇨🇳中国🇨🇳", "中国"),
        ("𝐕𝓧 ℡", "vx tel"),
        ("㈠㈡㊀", "一二一"),
        ("繁體中文 髮發 裡裏", "繁体中文发发里里"),
        ("аррӏе раураl", "apple paypal"),
        ("ВХ вх ΒΧ", "bx bx bx"),
        ("Z̴̙a̷͑l̶̂g̸o", "zalgo"),
        ("ꜰʀᴇᴇ", "free"),
        ("加νx ᏙX ꓪꓫ ⲟⲭ ᗪ ƒ", "加vx vx wx ox df"),
        ("50μm без зла", "50μm бeз злa"),
        ("➕V", "+v"),
        ("加 v x : a b c", "加vx : abc"),
        ("v❤x", "vx"),
        ("f r e e money", "free money"),
        ("Hello,   World", "hello, world"),
        ("hello❤world", "hello world"),
        ("don't a b", "don't ab"),
        ("用 USB 设备", "用usb设备"),
        ("哈哈哈哈哈哈", "哈哈哈"),
        ("soooooo gooood", "sooo goood"),
        ("100000元 13800001111", "100000元13800001111"),
        ("？？？？？", "???"),
        ("😂😂", ""),
        ("+1", "+1"),
        ("https://t.me/abc", "https://t.me/abc"),
        ("3.14 a@b.com", "3.14 a@b.com"),
        ("한국어 ภาษาไทย हिन्दी", "한국어 ภาษาไทย हिन्दी"),
        ("ガギグ ｶﾞ", "ガギグガ"),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert fold(written) == unicodedata.normalize("NFKC", folded)


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folded_text_is_lower_case_normal_and_without_clutter(text: str) -> None:
    folded = fold(text)
    assert unicodedata.is_normalized("NFKC", folded)
    assert folded.casefold() == folded
    assert folded == folded.strip()
    assert "  " not in folded
    assert not any(unicodedata.category(character) in ("Cf", "Cc", "Me") for character in folded)


@given(texts)
def test_folding_characters_twice_changes_nothing(text: str) -> None:
    assert fold_characters(fold_characters(text)) == fold_characters(text)


@given(texts)
def test_case_and_invisible_characters_do_not_count(text: str) -> None:
    assert fold("\u200b".join(text)) == fold(text.replace("\u200b", "")) or "\U0001f1e6" <= max(text) <= "\U0001f1ff"


def test_every_single_character_folds_to_a_fixed_point() -> None:
    unstable = [code for code in range(0x30000) if fold(fold(chr(code))) != fold(chr(code))]
    assert unstable == []


def test_gaps_between_han_do_not_count() -> None:
    assert {fold(gap.join("加微信")) for gap in ("", " ", "❤", " 丨 ", "。", "-", "_", "\n", "·", "⃠", "\u3000")} == {
        "加微信"
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [("芝 麻-开门！", "芝麻開門"), ("Open Sesame", "open  sesame!"), ("８８８８８８", "888888"), ("茶❤友", "茶友")],
)
def test_squeezed_names_are_equal(left: str, right: str) -> None:
    assert squeeze(left) == squeeze(right) != ""


@given(texts)
def test_squeezing_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(texts)
def test_squeezed_text_has_neither_spaces_nor_signs(text: str) -> None:
    assert not any(unicodedata.category(character)[0] in "PSZC" for character in squeeze(text))
