"""Training the English mood on a handful of texts: the same numbers every time, and what was shown is known."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from bot.language.training.mood_english import ENGLISH, UNLABELLED, English
from bot.language.training.mood_heads import evened
from bot.language.training.word_vectors import word_vectors

TEAS = ("green tea", "black tea", "mint", "white tea")
PRAISE = [f"what a lovely cup of {tea}, thank you" for tea in TEAS]
BLAME = [f"an awful cup of {tea}, never again" for tea in TEAS]
FACTS = [f"the shop opens at {hour} on monday" for hour in range(8)]
LABELLED = [(text, label) for label, texts in (("pos", PRAISE), ("neg", BLAME), ("neu", FACTS)) for text in texts]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the same few texts as each of the English sets; films know no neutral ones."""
    for name, file in [*ENGLISH.items(), ("unlabelled", UNLABELLED)]:
        with gzip.open(tmp_path / f"{file}.jsonl.gz", "wt", encoding="utf-8") as lines:
            for text, label in LABELLED:
                if name != "sst2" or label != "neu":
                    lines.write(json.dumps({"text": text, "label": label}) + "\n")
    return tmp_path


def test_the_english_heads_know_what_they_were_shown_and_are_the_same_every_time(data: Path) -> None:
    trainer = English(data)
    everything = np.ones(len(trainer.corpus.values), np.bool_)
    first, again = trainer.train(everything), trainer.train(everything)
    for head, same in zip(first, again, strict=True):
        assert np.array_equal(head.table, same.table)
        assert np.array_equal(head.shapes, same.shapes)
    good, neutral = (trainer.table @ head.table + trainer.shapes @ head.shapes for head in first)
    values = trainer.corpus.values
    assert good[values > 0].min() > good[values < 0].max()
    assert neutral[values == 0].min() > neutral[values != 0].max()


def test_both_answers_of_a_set_count_the_same_and_a_set_with_one_answer_says_nothing() -> None:
    is_so = np.array([True, False, False, False, True, True])
    sets = np.array(["a"] * 4 + ["b"] * 2)
    weights = evened(is_so, sets, np.ones(6), "en")
    assert weights[:4] == pytest.approx([2, 2 / 3, 2 / 3, 2 / 3])
    assert weights[4:] == pytest.approx([0, 0])


def test_words_that_keep_the_same_company_have_like_vectors() -> None:
    company = [["we", "drink", tea, "in", "the", "morning"] for tea in ("mint", "oolong") for _ in range(6)]
    others = [["a", "train", "leaves", name, "at", "nine"] for name in ("kyoto", "lyon") for _ in range(6)]
    words, vectors = word_vectors(company + others)
    mint, oolong, kyoto = (vectors[words.index(word)] for word in ("mint", "oolong", "kyoto"))
    assert mint @ oolong > mint @ kyoto
