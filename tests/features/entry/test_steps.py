"""What administrators type becomes steps, and steps are stored and read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.features.entry.settings import EntrySettings
from bot.features.entry.steps import STEPS, Step, read_gate, stored, written
from bot.features.entry.steps.captcha import Captcha
from bot.features.entry.steps.invite import Invite
from bot.features.entry.steps.passphrase import Passphrase, Phrase
from bot.features.entry.steps.question import BankQuestion, Turn, Who
from bot.features.entry.steps.quiz import Quiz
from bot.features.entry.steps.review import Review
from bot.texts import Texts

TEXTS = Texts.load(strict=True)
BANK = (BankQuestion(1, 1, "我们卖什么？", ("茶", "酒", "房")), BankQuestion(2, 2, "店在哪？", ("杭州", "北京")))
TODAY = date(2026, 12, 1)


def phrase(words: str) -> Passphrase:
    return Passphrase((Phrase(words),))


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("open", ()),
        ("开放", ()),
        ("review", (Review(),)),
        ("审核", (Review(),)),
        ("passphrase 芝麻开门", (phrase("芝麻开门"),)),
        ("暗号  open sesame ", (phrase("open sesame"),)),
        ("Passphrase 芝麻开门 + Review", (phrase("芝麻开门"), Review())),
        ("暗号 芝麻开门＋审核", (phrase("芝麻开门"), Review())),
        ("quiz", (Quiz(1),)),
        ("问答 3", (Quiz(3),)),
        ("captcha + 审核", (Captcha(2), Review())),
        ("验证 1", (Captcha(1),)),
        ("邀请 + 暗号 甲", (Invite(), phrase("甲"))),
        (
            "passphrase 芝麻开门=海报A | 春风 = 公众号 until 2026-12-31",
            (Passphrase((Phrase("芝麻开门", "海报A"), Phrase("春风", "公众号")), date(2026, 12, 31)),),
        ),
        (
            "暗号 芝麻＝海报｜春风 截至 2026年12月31日",
            (Passphrase((Phrase("芝麻", "海报"), Phrase("春风")), date(2026, 12, 31)),),
        ),
    ],
)
def test_gates(typed: str, steps: tuple[object, ...]) -> None:
    assert read_gate(typed) == steps


@pytest.mark.parametrize(
    "typed",
    ["", "telepathy", "quiz x", "quiz 0", "captcha 9", "open + review", "review now", "invite me", "暗号 甲 + 暗号 乙", "暗号 甲 + 乙", "+"],
)  # fmt: skip
def test_what_is_no_gate(typed: str) -> None:
    with pytest.raises(ValueError):
        read_gate(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "暗号", "暗号 ！！", "暗号 🔥", f"暗号 {'长' * 65}", "review + passphrase x", "暗号 甲 | ！", "暗号 芝麻 | 芝 麻！",
        f"暗号 甲={'长' * 33}", "暗号 甲 until 2026-13-01", f"暗号 {' | '.join('甲乙丙丁戊己庚辛壬癸子丑寅')}",
    ],
)  # fmt: skip
def test_gates_that_would_not_work(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_gate(typed)
    assert TEXTS.say("en", refused.value.key, **refused.value.values)


SIGNS = "+＋|｜=＝"


@given(
    st.text(alphabet=st.characters(exclude_characters=SIGNS, exclude_categories=["Cs", "Nd"]), min_size=1, max_size=40)
)
def test_every_gate_survives_storage(words: str) -> None:
    try:
        steps = read_gate(f"passphrase {words}=海报 | 甲乙丙丁 until 2026-12-31 + quiz 2 + captcha + review")
    except Refused:
        return
    assert stored(written(steps)) == steps


def test_a_step_that_cannot_be_read_any_more_is_left_to_a_person() -> None:
    assert stored(["telepathy deep", "passphrase 芝麻"]) == (Review(), phrase("芝麻"))


@pytest.mark.parametrize("broken", [{"steps": ("passphrase",)}, {"by_step": {"telepathy": {"attempts": 1}}}])
def test_a_broken_gate_is_no_setting(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        EntrySettings.model_validate(broken)


SAMPLES: tuple[Step, ...] = (Invite(), phrase("芝麻"), Quiz(2), Captcha(1), Review())


def test_there_is_a_sample_of_every_kind() -> None:
    assert [type(step) for step in SAMPLES] == list(STEPS)


@pytest.mark.parametrize("step", SAMPLES, ids=lambda step: step.kind)
def test_every_step_has_its_sentences(step: Step) -> None:
    for language in TEXTS.languages:
        assert TEXTS.say(language, f"gate-step-{step.kind}", arguments=step.arguments)
        assert TEXTS.say(language, f"gate-name-{step.kind}")
        question = step.question(Turn(7, TODAY, bank=BANK))
        assert (question is not None) is (step.who is Who.APPLICANT)
        if question is not None:
            words = {name: TEXTS.say(language, key) for name, key in question.words.items()}
            assert TEXTS.say(
                language, question.key, group="", time="", attempts=1, door="request", **question.values, **words
            )


def test_what_holds_for_a_step_alone_comes_before_what_holds_for_all() -> None:
    settings = EntrySettings.model_validate(
        {"attempts": 3, "on_wrong": "ban", "by_step": {"captcha": {"timeout_s": 60, "on_wrong": "kick"}}}
    )
    captcha, other = settings.limits(Captcha()), settings.limits(phrase("甲"))
    assert (captcha.timeout.seconds, captcha.attempts, captcha.on_wrong) == (60, 3, "kick")
    assert (other.timeout.seconds, other.attempts, other.on_wrong) == (180, 3, "ban")
