"""What counts as trouble, how bad it is, and when somebody is reminded."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.core.event import Message, Person, Sender, SenderKind
from bot.core.ids import ChatId, CommunityId, IncidentId, MessageId, UserId
from bot.features.crisis.model import Incident, Level, Sighting, Stance, Tier, Watchlist, WatchWord
from bot.features.crisis.rules import counts, find, joined, leading
from bot.language.fold import fold

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
ALARM, QUIET = Stance.ALARM, Stance.QUIET


def watchlist(*words: str, tier: Tier = Tier.URGENT) -> Watchlist:
    return Watchlist.of([WatchWord(n, fold(word), word, tier, NOON) for n, word in enumerate(words)])


WORDS = watchlist("食物中毒", "过敏", "拉肚子", "food poisoning", "refund")


def message(text: str, kind: SenderKind = SenderKind.USER, sender_id: int = 7, forwarded: str | None = None) -> Message:
    person = Person(UserId(sender_id), "小王") if kind is SenderKind.USER else None
    return Message(
        ChatId(-1), MessageId(1), Sender(kind, sender_id, "小王", person), NOON, text, forwarded_from=forwarded
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我食物中毒了", ALARM),
        ("有没有人也拉肚子", ALARM),
        ("有没有人也拉肚子？", ALARM),
        ("是不是过敏了啊", ALARM),
        ("不会是食物中毒吧", ALARM),
        ("会不会是食物中毒", ALARM),
        ("会不会食物中毒了", ALARM),
        ("怎么会过敏？", ALARM),
        ("过敏怎么办", ALARM),
        ("没人管，过敏三天了", ALARM),
        ("没人管我过敏", ALARM),
        ("这里没有问题，食物中毒了", ALARM),
        ("特别过敏", ALARM),
        ("没有一个人不拉肚子", ALARM),
        ("不是没有过敏", ALARM),
        ("过敏没有？", ALARM),
        ("食 物❤中 毒", ALARM),
        ("食。物。中。毒", ALARM),
        ("没有过敏，但是拉肚子了，过敏", ALARM),
        ("预防了还是过敏", ALARM),
        ("担心过敏了", ALARM),
        ("我們食物中毒", ALARM),
        ("I got food poisoning!", ALARM),
        ("did nobody get food poisoning?", ALARM),
        ("not only food poisoning", ALARM),
        ("没有食物中毒", QUIET),
        ("怎么预防过敏", QUIET),
        ("怎么预防过敏？", QUIET),
        ("防过敏的面霜好用", QUIET),
        ("没人拉肚子", QUIET),
        ("从来没有人过敏", QUIET),
        ("不会过敏的，放心", QUIET),
        ("喝了一年没过敏", QUIET),
        ("食物中毒是谣言", QUIET),
        ("会过敏吗？", QUIET),
        ("孕妇喝会不会过敏", QUIET),
        ("过敏体质能喝吗", QUIET),
        ("怕过敏，先试一小杯", QUIET),
        ("无过敏反应", QUIET),
        ("nobody has got food poisoning", QUIET),
        ("we never had any food poisoning here", QUIET),
        ("I didn’t get food poisoning", QUIET),
        ("how to avoid food poisoning", QUIET),
    ],
)
def test_a_denial_or_a_question_about_prevention_is_quiet_and_the_rest_is_not(text: str, expected: Stance) -> None:
    assert set(find(message(text), WORDS).values()) == {expected}


def test_every_word_of_a_message_is_found_with_its_own_stance() -> None:
    assert find(message("没有过敏，就是拉肚子"), WORDS) == {"过敏": QUIET, "拉肚子": ALARM}


@pytest.mark.parametrize("text", ["", "茶很好喝", "> 食物中毒", "> 我拉肚子\n多喝热水", "prefunding"])
def test_quoted_lines_and_other_words_are_no_hit(text: str) -> None:
    assert find(message(text), WORDS) == {}


def test_a_quoted_line_does_not_hide_what_follows() -> None:
    assert find(message("> 我拉肚子\n我也拉肚子"), WORDS) == {"拉肚子": ALARM}


@pytest.mark.parametrize(
    ("kind", "sender", "forwarded", "expected"),
    [
        (SenderKind.USER, 7, None, True),
        (SenderKind.FOREIGN_CHANNEL, -100, None, True),
        (SenderKind.USER, 1, None, False),
        (SenderKind.USER, 7, "健康频道", False),
        (SenderKind.BOT, 9, None, False),
        (SenderKind.ANONYMOUS_ADMIN, -1, None, False),
        (SenderKind.LINKED_CHANNEL, -2, None, False),
        (SenderKind.SERVICE, 0, None, False),
    ],
)
def test_only_a_members_own_words_count(kind: SenderKind, sender: int, forwarded: str | None, expected: bool) -> None:
    assert counts(message("拉肚子", kind, sender, forwarded), by_staff=sender == 1) is expected


def test_levels_are_in_order() -> None:
    assert [a.is_above(b) for a, b in zip(list(Level)[1:], Level, strict=False)] == [True] * 3


def sighting(words: Mapping[str, Stance]) -> Sighting:
    return Sighting(ChatId(-1), MessageId(1), None, 7, "小王", NOON, "…", words)


def incident(folded: str) -> Incident:
    return Incident(
        IncidentId(1), CommunityId(1), 1, folded, folded, Tier.URGENT, Level.YELLOW, 1, NOON, NOON
    )  # fmt: skip


def test_a_message_joins_what_is_open_about_its_words() -> None:
    opened = [incident("过敏"), incident("退款")]
    assert joined(sighting({"过敏": ALARM, "拉肚子": ALARM}), WORDS, opened) == (opened[0],)
    assert joined(sighting({"退款": ALARM}), WORDS, opened) == (), "the word is not watched any more"


def test_a_message_with_several_words_opens_one_incident_for_the_word_it_means() -> None:
    assert leading(sighting({"过敏": QUIET, "拉肚子": ALARM}), WORDS) == "拉肚子"
    assert leading(sighting({"过敏": QUIET}), WORDS) == "过敏"
    assert leading(sighting({"没有的词": ALARM}), WORDS) is None
    assert leading(sighting({"退款": ALARM}), watchlist("退款", tier=Tier.RATE)) is None
