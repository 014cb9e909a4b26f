"""What a programme asks for, as administrators write it."""

from datetime import time

import pytest

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId
from bot.core.period import NotUnderstood, Window
from bot.features.checkin.model import Content, Lacking, Programme
from bot.features.checkin.rules import chosen, missing, named_in
from bot.features.checkin.terms import Terms, parse_plan, restored, stored
from tests.features.checkin.test_rules import START


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("note 20 photo", Terms(note=20, photo=True)),
        ("心得20字 照片 链接", Terms(note=20, photo=True, link=True)),
        ("#晨读", Terms(hashtag="晨读")),
        ("word 读书,reading", Terms(words=("读书", "reading"))),
        ("口令 读书、晨读", Terms(words=("读书", "晨读"))),
        ("makeup 3 within 5d cost 10", Terms(makeups=3, makeup_days=5, makeup_cost=10)),
        ("补卡3次 限5天内 扣10分", Terms(makeups=3, makeup_days=5, makeup_cost=10)),
        ("teams 红队,蓝队 deposit 50", Terms(teams=("红队", "蓝队"), deposit=50)),
        ("分队 红队、蓝队 押金50分 追进度", Terms(teams=("红队", "蓝队"), deposit=50, catch_up=3)),
        ("catchup 5d day 4:00", Terms(catch_up=5, day_starts_at="04:00")),
        ("", Terms()),
    ],
)
def test_terms(text: str, terms: Terms) -> None:
    for hours, window in (("", None), ("05:00-09:00", Window(time(5), time(9)))):
        for written in (f"{text} {hours}", f"{hours} {text}"):
            plan = parse_plan(f'"晨读" 21 {written}')
            assert plan is not None and (plan.terms, plan.window) == (terms, window)
    assert restored(stored(terms)) == terms


@pytest.mark.parametrize("text", ["note 0", "note 9999", "makeup 99", "teams 红队", "deposit 0", "cost 99999"])
def test_terms_out_of_bounds(text: str) -> None:
    with pytest.raises(Refused):
        parse_plan(f'"晨读" 21 {text}')


def test_what_is_no_term_is_not_swallowed() -> None:
    with pytest.raises(NotUnderstood):
        parse_plan('"晨读" 21 note 20 随便写写')


@pytest.mark.parametrize(
    ("terms", "content", "lacking"),
    [
        (Terms(), Content(), None),
        (Terms(note=4), Content("三个字"), Lacking.NOTE),
        (Terms(note=4), Content("四个字 了"), None),
        (Terms(note=4, hashtag="晨读"), Content("#晨读 三个字", "#晨读 三个字"), Lacking.NOTE),
        (Terms(photo=True), Content("图呢"), Lacking.PHOTO),
        (Terms(photo=True), Content(has_photo=True), None),
        (Terms(link=True), Content("链接在此"), Lacking.LINK),
        (Terms(link=True), Content(has_link=True), None),
        (Terms(hashtag="晨读"), Content("没有", "打卡 没有"), Lacking.HASHTAG),
        (Terms(hashtag="晨读"), Content("有 #晨读", "打卡 有 #晨读"), None),
    ],
)
def test_what_counts(terms: Terms, content: Content, lacking: Lacking | None) -> None:
    assert missing(terms, content) is lacking


def test_words_and_hashtags_choose_a_programme() -> None:
    reading = Programme(ProgrammeId(2), "21天 读书", START, 21, terms=Terms(words=("读书",)))
    running = Programme(ProgrammeId(3), "晨跑", START, 21, terms=Terms(hashtag="晨跑"))
    both = [reading, running]
    assert chosen(both, "读书") == (reading, "")
    assert chosen(both, "#读书　第三章\n真好") == (reading, "第三章\n真好")
    assert chosen(both, "#晨跑 五公里") == (running, "五公里")
    assert chosen(both, "今天五公里 #晨跑") == (running, "今天五公里 #晨跑")
    assert chosen(both, "读书会几点开始") is None
    assert chosen(both, "#晨跑鞋 谁要") is None
    assert named_in(both, "21天 读书 第三章") == (reading, "第三章")
    assert named_in(both, "晨跑") == (running, "")
    assert named_in(both, "晨跑五公里") is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('"21天共读《红楼梦》"', "21天共读《红楼梦》"),
        ("“共读《红楼梦》”", "共读《红楼梦》"),
        ("《晨读》", "晨读"),
        ("晨读", "晨读"),
    ],
)
def test_a_name_may_hold_the_title_of_a_book(typed: str, name: str) -> None:
    assert parse_plan(f"{typed} 21 心得6字").name == name
