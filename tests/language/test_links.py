import time

import pytest
from hypothesis import given

from bot.language.links import Link, find_links
from tests.language.strategies import texts


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.com/a?b=1.", "https://example.com/a?b=1"),
        ("(see https://en.wikipedia.org/wiki/Foo_(bar)).", "https://en.wikipedia.org/wiki/Foo_(bar)"),
        ("hxxp://evil.com/x", "http://evil.com/x"),
        ("hxxps://evil.com", "https://evil.com"),
        ("h**ps://evil.com", "https://evil.com"),
        ("https：//t.me/x", "https://t.me/x"),
        ("hxxps[:]//evil[.]com/x", "https://evil.com/x"),
        ("https://good.com@evil.com/x", "https://evil.com/x"),
        ("http://аррgood.com/x", "http://аррgood.com/x"),
        ("https://中文.com/x", "https://中文.com/x"),
        ("evil點ｃｏｍ", "https://evil.com"),
        ("看 evil.cоm/abc 快来", "https://evil.com/abc"),
        ("t.mе/joinchat", "https://t.me/joinchat"),
        ("evil【点】com", "https://evil.com"),
        ("evil·com", "https://evil.com"),
        ("abc点shop", "https://abc.shop"),
        ("bit点ly/abc", "https://bit.ly/abc"),
        ("t. me/evilchat", "https://t.me/evilchat"),
        ("t me / evilchat", "https://t.me/evilchat"),
        ("t(点)me/abc", "https://t.me/abc"),
        ("e v i l . c o m", "https://evil.com/"),
        ("http://1.2.3.4:8080/x", "http://1.2.3.4:8080/x"),
        ("1.2.3.4:8080", "http://1.2.3.4:8080"),
        ("WWW.Example.CoM:8080/Path", "https://www.example.com:8080/Path"),
        ("看看t.me/+AbC123吧", "https://t.me/+AbC123"),
        ("t.me/joinchat/AAA)", "https://t.me/joinchat/AAA"),
        ("加群 t . me / abcgroup 速来", "https://t.me/abcgroup"),
        ("t\u200b.me/abc", "https://t.me/abc"),
        ("tg://join?invite=abc", "tg://join?invite=abc"),
        ("baidu点com", "https://baidu.com"),
        ("www點baidu點com", "https://www.baidu.com"),
        ("baidu。com", "https://baidu.com"),
        ("baidu . com", "https://baidu.com"),
        ("baidu. com", "https://baidu.com"),
        ("baidu[.]com", "https://baidu.com"),
        ("evil dot com", "https://evil.com"),
        ("官网 Ｂａｉｄｕ．ｃｏｍ", "https://baidu.com"),
        ("𝐛𝐚𝐢𝐝𝐮.𝐜𝐨𝐦", "https://baidu.com"),
        ("点击baidu.com点击", "https://baidu.com"),
        ("宝贝点击abc.shop", "https://abc.shop"),
        ("abc123.top", "https://abc123.top"),
        ("365.vip", "https://365.vip"),
        ("58.com", "https://58.com"),
        ("xn--fiqs8s.cn", "https://xn--fiqs8s.cn"),
        ("例子.中国", "https://例子.中国"),
        ("crypto.io/x", "https://crypto.io/x"),
        ("foo.github.io", "https://foo.github.io"),
        ("github.com/u/r/blob/main/main.py", "https://github.com/u/r/blob/main/main.py"),
        ("bit.ly/3abc", "https://bit.ly/3abc"),
    ],
)
def test_finds(text: str, url: str) -> None:
    assert [link.url for link in find_links(text)] == [url]


@pytest.mark.parametrize(
    "text",
    """main.py|readme.md 看一下|src/main.rs|script.sh|file.zip|index.html|libssl.so.1.1|node.js vue.js asp.net|com.tencent.mm
    v1.2.3|Python 3.11.7|ver 2.0|192.168.1.1|100.000.000|999.1.1.1:80|10:30 开会|早上9点30|我在9点到10点|9点com|8点top会员抢购|今天点赞了
    9.9元|$3.50|1.5kg|a@b.com|a.b@example.com|说好了.明天|done.it works|awesome.fun times|ok...so what|e.g. this i.e. that U.S. p.m.
    the .net framework|the dot com bubble|hello. Net income|done . it is|用的Mac。me too|4.公司有专业人员|@name.com|.com|一点
    аррgood.com|весь.ком|Windows.нет|вернo.Там|微信·QQ·电话|A·B·C|三点·com|先点ios点app|tell me / ask me|t me""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_leaves_alone(text: str) -> None:
    assert find_links(text) == []


def test_several_links_in_order_with_their_places() -> None:
    text = "微\u200b信 https://a.com/x, 和 B．org"
    links = find_links(text)
    assert links == [
        Link("a.com", "https://a.com/x", 4, 19),
        Link("b.org", "https://b.org", 23, 28),
    ]
    assert [text[link.start : link.end] for link in links] == ["https://a.com/x", "B．org"]


def test_a_believed_part_of_what_looks_like_a_longer_host() -> None:
    assert [link.host for link in find_links("see t.me . also")] == ["t.me"]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096,
        "a." * 2048,
        "a-" * 2048,
        "点" * 4096,
        "a " * 2048,
        "https://" + "a@" * 2048,
        "a 点 " * 1024,
        "1.1.1.1:" * 500,
    ],
)
def test_long_nonsense_takes_no_time(text: str) -> None:
    start = time.process_time()
    assert find_links(text) == []
    assert time.process_time() - start < 0.5


@given(texts)
def test_places_are_inside_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for link in find_links(text + " t.me/" + text):
        assert end <= link.start < link.end <= 2 * len(text) + 6
        end = link.end
