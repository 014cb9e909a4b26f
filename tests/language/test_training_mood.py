"""Training the English mood on a handful of texts: the same numbers every time, and words are known by their company."""

import numpy as np
import pytest

from bot.language import mood_features as features
from bot.language.training import mood_english, word_vectors
from bot.language.training.mood import matrix

PRAISE = [f"what a lovely cup of {tea}, thank you" for tea in ("green tea", "black tea", "mint", "white tea")] * 6
BLAME = [f"an awful cup of {tea}, never again" for tea in ("green tea", "black tea", "mint", "white tea")] * 6
FACTS = [f"the shop opens at {hour} on monday" for hour in range(24)]


def known() -> mood_english.Known:
    """The texts as tweets, and again as each of the sets that help."""
    texts = (PRAISE + BLAME + FACTS) * 4
    values = np.array(([1] * len(PRAISE) + [-1] * len(BLAME) + [0] * len(FACTS)) * 4)
    sets = np.repeat(["tweeteval", "airline", "sst2", "offensive"], len(texts) // 4)
    table, shapes = matrix(texts, "en")
    return mood_english.Known([features.plain(text) for text in texts], table, shapes, values, sets)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "SIZE", 8)


def test_the_english_heads_know_what_they_were_shown_and_are_the_same_every_time() -> None:
    texts = known()
    everything = np.ones(len(texts.values), np.bool_)
    first = mood_english.heads(texts, everything, ["the tea is here"])
    again = mood_english.heads(texts, everything, ["the tea is here"])
    for (table, shapes), (table_again, shapes_again) in zip(first, again, strict=True):
        assert np.array_equal(table, table_again)
        assert np.array_equal(shapes, shapes_again)
    good, neutral = (texts.table @ table + texts.shapes @ shapes for table, shapes in first)
    assert good[texts.values > 0].min() > good[texts.values < 0].max()
    assert neutral[texts.values == 0].min() > neutral[texts.values != 0].max()


def test_words_in_the_same_company_are_near_each_other() -> None:
    texts = [f"a {word} cup of tea" for word in ("good", "nice") for _ in range(8)]
    texts += ["the bus stops near our old house"] * 8
    words, vectors = word_vectors.word_vectors(texts)
    of = {word: vector / np.linalg.norm(vector) for word, vector in zip(words, vectors, strict=True)}
    assert of["good"] @ of["nice"] > of["good"] @ of["bus"]
