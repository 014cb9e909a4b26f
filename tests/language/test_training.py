"""Training the advert model on a handful of texts: the same numbers every time, and they know what they were shown."""

import io

import numpy as np
import pytest

from bot.language.classifier import Classifier, Model
from bot.language.reading import Reader
from bot.language.training.advert import Trainer
from bot.language.training.adverts import Corpus, templates

READER = Reader()
ADVERTS = [f"兼职日结{number}元，手机就能做，加薇信 tea{number}888" for number in range(40)]
TALK = [f"今天泡了{number}克老茶，水温{number + 60}度，香气不错" for number in range(60)]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    readings = [READER.read(text) for text in ADVERTS + TALK]
    labels = np.arange(len(readings)) < len(ADVERTS)
    own_templates = np.arange(len(readings), dtype=np.intp)
    return Corpus(readings, labels, np.full(len(readings), "zh_spam_tg_mark"), own_templates)


def trained(corpus: Corpus) -> tuple[Model, bytes]:
    model = Trainer(corpus).fit(np.ones(len(corpus.labels), np.bool_))
    file = io.BytesIO()
    model.save(file)
    return model, file.getvalue()


def test_the_same_texts_make_the_same_file(corpus: Corpus) -> None:
    _, first = trained(corpus)
    _, second = trained(corpus)
    assert first == second
    again = io.BytesIO()
    Model.load(io.BytesIO(first)).save(again)
    assert again.getvalue() == first


def test_it_knows_what_it_was_shown_and_the_shipped_form_says_the_same(corpus: Corpus) -> None:
    trainer = Trainer(corpus)
    everything = np.ones(len(corpus.labels), np.bool_)
    model = trainer.fit(everything)
    said = trainer.probabilities(model, everything)
    assert said[corpus.labels].min() > 0.5 > said[~corpus.labels].max()
    assert Classifier(model).probabilities(corpus.readings) == pytest.approx(said.tolist(), abs=1e-3)
    assert Classifier(model).probabilities([corpus.readings[0]]) == pytest.approx([said[0]], abs=1e-3)


def test_texts_that_differ_in_numbers_or_share_a_run_are_of_one_template() -> None:
    texts = ["兼职日结300元加我", "兼职日结500元加我", "今天的茶真好喝", "低价出售游戏金币银子元宝需要的老板联系"]
    longer = texts[3] + "先货后款"
    numbers = templates([*texts, longer])
    assert numbers[0] == numbers[1] != numbers[2]
    assert len(set(numbers.tolist())) <= 4
