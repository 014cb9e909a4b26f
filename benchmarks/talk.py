"""Ordinary talk of ordinary groups, Chinese and English, without end and without an advert in it."""

from random import Random

OPENINGS = (
    "", "", "", "哈哈，", "早上好，", "各位，", "请教一下，", "刚到家，", "对了，", "@所有喝茶的朋友 ", "话说", "晚上好～", "嗯嗯，",
    "btw ", "Honestly, ", "Morning all, ", "Quick question: ", "lol ", "Hmm, ",
)  # fmt: skip
CHINESE = (
    "{tea}第三泡的时候香气最好，大家觉得呢？",
    "今天用{cup}泡的{tea}，比昨天淡一点，可能水温只有{n}度。",
    "有没有人周末一起去{place}走走？我大概{n}点出门。",
    "我妈也说{tea}养胃，晚上喝不会睡不着。",
    "{place}那家店的{cup}卖得有点贵，要{n}块一个。",
    "昨晚看了{n}页书就睡着了，今天继续打卡。",
    "收到了，谢谢店长，{tea}包装得很仔细。",
    "孩子今天第{n}天坚持早起，给自己点个赞！",
    "外面下雨了，适合在家煮{tea}。",
    "请问{tea}开封以后能放多久？我家有点潮。",
    "刚跑完{n}公里，回来先喝一大杯水。",
    "明天{place}有市集，我会带上新买的{cup}。",
    "这个配方我试过，{tea}加一点陈皮，口感圆润很多。",
    "排队排了{n}分钟，终于买到了😂",
    "谢谢分享，照片拍得真好看。",
    "同意楼上，水质比茶叶还重要。",
    "我先去开会，晚点回来爬楼，估计又有{n}条。",
    "{cup}要先温一下，不然香气出不来。",
)
ENGLISH = (
    "I tried the {tea} at {n} degrees today and it was so much smoother.",
    "does anyone know if the {place} shop is open on Sunday?",
    "my {cup} finally arrived, only took {n} days",
    "thanks everyone for the tips yesterday, the second infusion was perfect",
    "I will be about {n} minutes late to the meetup in {place}, start without me",
    "day {n} of reading before bed, still going strong",
    "is {tea} ok in the evening or will it keep me up?",
    "the rain in {place} has not stopped since morning 🌧",
    "anyone up for a walk around {place} at {n}?",
    "that photo is lovely, which {cup} is it?",
)
TEAS = ("凤凰单丛", "老白茶", "大红袍", "龙井", "熟普", "铁观音", "祁门红茶", "oolong", "white peony", "lapsang")
CUPS = ("盖碗", "紫砂壶", "玻璃杯", "公道杯", "teapot", "gaiwan")
PLACES = ("湖边", "老城区", "图书馆", "公园", "the old town", "the riverside")
ENDINGS = ("", "", "", "", "。", "~", "！", " 👍", " 😄", " 🍵")
GIVEN = (
    "小林",
    "阿梅",
    "Mia",
    "老周",
    "晓芸",
    "Tom",
    "静静",
    "大鹏",
    "Lena",
    "叶子",
    "子涵",
    "Ravi",
    "圆圆",
    "陈叔",
    "Ana",
)


def sentence(random: Random) -> str:
    """Something somebody might say."""
    pattern = random.choice(CHINESE if random.random() < 0.7 else ENGLISH)
    said = pattern.format(
        tea=random.choice(TEAS), cup=random.choice(CUPS), place=random.choice(PLACES), n=random.randint(2, 98)
    )
    return f"{random.choice(OPENINGS)}{said}{random.choice(ENDINGS)}"
