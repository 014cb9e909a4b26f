"""Pictures as hard to draw as real groups make them."""

from bot.pictures.spec import Bars, Calendar, DigestPicture, HeatMap, Lines, Month, Number, Numbers, Panel, Series

NAMES = (
    "春风十里不如你",
    "阿明🔥",
    "Christopher Alexander-Montgomery",
    "欧阳娜娜的茶馆（上海分店）",
    "👨‍👩‍👧‍👦",
    "陶喆",
    "ⓋⅠⓅ\n$x$",
)

PANELS: dict[str, Panel] = {
    "numbers": Numbers("今天", (Number("活跃成员", "86", "▲ 12", 1), Number("消息", "12,345,678,901", "▼ 18%", -1))),
    "names": Bars("打卡排行", NAMES, (31, 28, 27, 9, 3, 1, 0), highlight=0, unit="天"),
    "hours": Bars(
        "一天里的消息", tuple(map(str, range(24))), tuple(float(hour % 7) for hour in range(24)), highlight=20
    ),
    "month": Bars(
        "三十一天", tuple(f"11/{day}" for day in range(1, 32)), tuple(float(day * 37 % 900) for day in range(31))
    ),
    "one bar": Bars("一个值", ("今天",), (12.5,), highlight=0),
    "zeros": Bars("全是零", ("周一", "周二"), (0, 0)),
    "negative": Bars("增减", ("进来", "离开"), (5, -8), highlight=7),
    "gaps": Lines(
        "消息", ("1", "2", "3", "4"), (Series("今年", (1, None, 3, float("inf"))), Series("平常", (2, 2, 2, 2)))
    ),
    "one point": Lines("一点", ("周一",), (Series("消息", (5,)),)),
    "flat": Lines("全零", ("周一", "周二"), (Series("消息", (0, 0)),)),
    "small": Lines("情绪", ("周一", "周二"), (Series("情绪", (-0.013, 0.02)),)),
    "uneven": Lines("长短不一", ("周一",), (Series("多", (1, 2, 3)), Series("空", ()))),
    "heat": HeatMap("什么时候热闹", ("周一", "周二"), ("0时", "1时"), ((0, 3), (None, 46))),
    "calendar": Calendar(
        "",
        tuple("一二三四五六日"),
        (Month("2026 年 12 月", 1, (1, 0.4, 0) * 6 + (None,) * 13, marked=(4,), today=17),),
        ("打卡", "补卡", "没打"),
    ),
    "heat zeros": HeatMap("零", ("周一",), ("0时",), ((0,),)),
}

EMPTY_PANELS: dict[str, Panel] = {
    "numbers": Numbers("无", ()),
    "bars": Bars("无", (), ()),
    "gaps": Bars("无", ("a", "b"), (None, float("nan"))),
    "lines": Lines("无", (), ()),
    "heat": HeatMap("无", (), (), ()),
    "calendar": Calendar("无", (), ()),
}


def picture(*panels: Panel) -> DigestPicture:
    return DigestPicture(
        "山间茶语 · 会员三群 日报", panels, subtitle="11月22日 周日", footer="围炉 Weilu", empty="还没有数据"
    )
