from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.event import Media, MediaKind
from bot.features.moderation.model import Action
from bot.features.moderation.rules import judge
from bot.features.moderation.settings import ModerationSettings, Strictness
from bot.features.moderation.signals.classifier import check
from bot.language.fold import fold
from bot.language.lessons import Lesson, Taught
from tests.features.moderation.talk import NEWCOMER, NOON, REGULAR, SETTINGS, facts, heard, message

ADVERT = "招收兼职打字员，日结300元，手机就能做，有意加薇信 tea88888"


@pytest.mark.parametrize(
    "text",
    [
        ADVERT,
        "诚招日结兼职，手机操作一天200-500，想做的私聊我",
        "出售银子1000万，低价，需要的滴滴",
        "看片加q 123456789 会员群",
        "百家乐首存送彩金，注册就送58元，联系飞机 @teabet88",
        "代开发票，增值税普票专票，税点低，电话13800138000",
        "earn $500 daily from home, no experience needed, dm me on telegram now",
    ],
)
def test_adverts_weigh(text: str) -> None:
    said = message(text)
    [finding] = check(said, facts(said), SETTINGS)
    assert finding.weight >= 0.6
    assert int(finding.values["percent"]) >= 50


def test_adverts_in_other_places_weigh_the_same() -> None:
    plain = message(ADVERT)
    [expected] = check(plain, facts(plain), SETTINGS)
    for said in (message("", extra_text=(ADVERT,)), message("看", extra_text=(ADVERT, "好"))):
        [finding] = check(said, facts(said), SETTINGS)
        assert (finding.key, finding.weight) == (expected.key, expected.weight)


@pytest.mark.parametrize(
    "media",
    [
        (Media(MediaKind.CONTACT), "王经理 绿地中介 13800138000"),
        (Media(MediaKind.POLL), "拼单买茶叶，要几份？\n1份 88元\n不要"),
    ],
)
def test_cards_and_polls_of_talk_weigh_nothing(media: tuple[Media, str]) -> None:
    said = message("", media=media[0], extra_text=(media[1],))
    assert check(said, facts(said), SETTINGS)[0].weight == 0


@pytest.mark.parametrize(
    "text",
    [
        "今天的茶真好喝",
        "收到",
        "",
        "❤❤❤",
        "大家周末去爬山吗？",
        "Anybody up for a walk?",
        "我加了微信群，没人说话",
        "USB设备坏了",
        "看这里 https://example.com/tea 第三页",
        "有人私聊我说“加薇信领红包”，千万别点",
        "管理员永远不会主动加您微信，也不会要您垫付",
        "谨防冒充客服的人，说兼职日结要先垫付的都不要理",
        "陌生人说加微信领红包，请勿轻信，更不要转账",
        "The admins will never ask you to join a crypto wallet giveaway, so never send money",
    ],
)
def test_talk_weighs_nothing_and_has_a_reason(text: str) -> None:
    said = message(text)
    [finding] = check(said, facts(said), SETTINGS)
    assert finding.weight == 0
    assert finding.key.removeprefix("finding-classifier-") in ("none", "warning", "plain")


@pytest.mark.parametrize(
    "text", ["稳赚不赔的兼职，绝不收押金，想做的加微信 tea88888", "出售银子，1比500，骗子勿扰，需要的密我"]
)
def test_an_advert_that_swears_to_be_honest_is_one(text: str) -> None:
    said = message(text)
    [finding] = check(said, facts(said), SETTINGS)
    assert finding.weight >= 0.6


def test_a_reason_names_the_words() -> None:
    said = message(ADVERT)
    [finding] = check(said, facts(said), SETTINGS)
    assert finding.key == "finding-classifier-words"
    assert "兼职" in str(finding.values["words"])


def test_an_advert_split_over_messages_of_a_newcomer_is_read_as_one() -> None:
    parts = ("低价出售游戏", "金币银子元宝", "需要的加微信", "tea88888")
    said = message(parts[-1])
    before = [heard(part, 10 * (3 - number)) for number, part in enumerate(parts[:-1])]
    [finding] = check(said, facts(said, member=NEWCOMER, own=before), SETTINGS)
    assert finding.key == "finding-classifier-joined"
    [finding] = check(said, facts(said, member=REGULAR, own=before), SETTINGS)
    assert finding.weight == 0


def test_what_the_community_teaches_tips_and_saves() -> None:
    said = message("山下新开茶楼，会员卡八折转让，先到先得")
    known = facts(said)
    [untaught] = check(said, known, SETTINGS)

    def taught(is_advert: bool) -> Taught:
        at = NOON - timedelta(hours=1)
        return Taught([Lesson(n, fold(said.text), is_advert, n, at) for n in range(3)], NOON)

    [finding] = check(said, replace(known, taught=taught(is_advert=True)), SETTINGS)
    assert finding.key == "finding-classifier-taught"
    [finding] = check(said, replace(known, taught=taught(is_advert=False)), SETTINGS)
    assert int(finding.values["percent"]) < max(int(untaught.values["percent"]), 5)


@pytest.mark.parametrize("strictness", list(Strictness))
def test_words_alone_never_remove_anybody(strictness: Strictness) -> None:
    said = message(ADVERT)
    verdict = judge(said, facts(said, member=NEWCOMER), ModerationSettings(strictness=strictness))
    assert verdict.action >= Action.DELETE
    assert judge(said, facts(said), SETTINGS).action is Action.DELETE
    alone = message("诚招日结兼职，手机操作一天200-500，想做的私聊我")
    assert not judge(alone, facts(alone), ModerationSettings(strictness=strictness)).action.removes


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("call me when you get here, 07700 900123", Action.ASK),
        ("text me on 07700 900456 and I'll open the gate", Action.ASK),
        ("代开发票，电话 13800138000", Action.DELETE),
    ],
)
def test_a_number_alone_is_no_offer(text: str, action: Action) -> None:
    said = message(text)
    assert judge(said, facts(said, member=NEWCOMER), SETTINGS).action is action


def test_members_pass_on_numbers() -> None:
    said = message("can anyone recommend a plumber? call me 020 7946 0958")
    assert judge(said, facts(said), SETTINGS).action is Action.OBSERVE
