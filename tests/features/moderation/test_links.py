"""Links: plain, inviting, hidden, allowed."""

import pytest

from bot.core.event import Link
from bot.features.moderation.signals import links
from tests.features.moderation.talk import SETTINGS, facts, message


@pytest.mark.parametrize(
    ("text", "key", "weight"),
    [
        ("今天天气好", "finding-links-none", 0.0),
        ("邮箱 tea@example.com", "finding-links-none", 0.0),
        ("看 https://example.com/x", "finding-links-plain", links.PLAIN),
        ("看 ｅｘａｍｐｌｅ。ｃｏｍ", "finding-links-plain", links.PLAIN),
        ("hxxps://example.com", "finding-links-plain", links.PLAIN),
        ("看 https://bit.ly/3abcdef", "finding-links-short", links.SHORT),
        ("看 https://b23.tv/abcdef", "finding-links-plain", links.PLAIN),
        ("进群 t.me/+AbCdEf123456", "finding-links-invite", links.INVITE),
        ("进群 https://t.me/joinchat/AbCdEf123456", "finding-links-invite", links.INVITE),
        ("看 https://t.me/somechannel", "finding-links-plain", links.PLAIN),
        ("看 https://t.me/weilucha/12", "finding-links-allowed", 0.0),
        ("好 https://shop.good.example.org/1", "finding-links-allowed", 0.0),
        ("坏 https://notgood.example.org.evil.com/1", "finding-links-plain", links.PLAIN),
    ],
)
def test_by_text(text: str, key: str, weight: float) -> None:
    said = message(text)
    (found,) = links.check(said, facts(said, allowed=["good.example.org"]), SETTINGS)
    assert (found.key, found.weight) == (key, weight)


def test_by_what_is_shown() -> None:
    hidden = message("点我看茶", links=(Link("https://evil.example.com", "点我"),))
    deceptive = message("taobao.com", links=(Link("https://evil.example.com", "taobao.com"),))
    honest = message("example.com", links=(Link("https://example.com/", "example.com"),))
    strange = message("点我", links=(Link("http://evil.zip/x", "点我"),))
    weights = [links.check(said, facts(said), SETTINGS)[0].weight for said in (hidden, deceptive, honest, strange)]
    assert weights == [links.HIDDEN, links.DECEPTIVE, links.PLAIN, links.HIDDEN]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://good.example.org@evil.com/x", "evil.com"),
        ("http://evil.com\\@good.example.org/", "evil.com"),
        ("http://аррgood.example.org/x", "аррgood.example.org"),
        ("https://中文good.example.org", "中文good.example.org"),
        ("https://good.example.org.evil.com/", "good.example.org.evil.com"),
        ("https://ｂit。ly/abc", "bit.ly"),
        ("中文.com", "中文.com"),
        ("https://[evil", "[evil"),
        ("https://t.me/weilucha/../evil", "t.me"),
        ("TG://join?invite=AbCdEf", "t.me"),
    ],
)
def test_what_telegram_marks_leads_where_a_browser_would_go(url: str, host: str) -> None:
    said = message("看", links=(Link(url),))
    (found,) = links.check(said, facts(said, allowed=["good.example.org"]), SETTINGS)
    assert found.weight > 0 and found.values["host"] == host


def test_an_email_entity_is_no_link() -> None:
    said = message("tea@example.com", links=(Link("tea@example.com"),))
    assert links.check(said, facts(said), SETTINGS)[0].weight == 0


def test_links_in_buttons_and_the_settings_list_count() -> None:
    said = message("点按钮", button_texts=("进", "https://evil.example.com"))
    assert links.check(said, facts(said), SETTINGS)[0].weight == links.PLAIN
    relaxed = SETTINGS.model_copy(update={"allowed_domains": ["example.com"]})
    assert links.check(said, facts(said), relaxed)[0].weight == 0


def test_the_worst_of_many_decides() -> None:
    said = message("https://example.com 和 t.me/+AbCdEf123456")
    assert links.check(said, facts(said), SETTINGS)[0].weight == links.INVITE
