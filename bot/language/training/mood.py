"""Trains the mood model: ``python -m bot.language.training.mood DATA`` writes bot/language/models/mood.npz.

Two linear models a script: how good or bad a text is, learned from those that are one of both, and whether it is
neutral, learned from the sets that know neutral texts. Each gram is weighted by its log-count ratio before the fit
(Wang and Manning 2012, "Baselines and bigrams", ACL). Five numbers then turn both figures into probabilities; they are
fitted on texts that the first two have not seen.

``--measure`` trains on four fifths and prints what the last fifth says; ``--without shopping10,hotel`` prints how a
model judges sets that it has not seen; ``--cross`` how tweets are judged by cross-validation inside the four fifths.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits

from bot.language import mood_features as features
from bot.language.mood import MEANT
from bot.language.mood_words import after_but
from bot.language.training.mood_english import English
from bot.language.training.mood_heads import FOLDS, Corpus, Floats, Head, Matrix, evened, fit, matrix, read, template

CHINESE: Final[Mapping[str, str]] = {
    "hotel": "zh_senti_hotel",
    "waimai": "zh_senti_waimai",
    "shopping10": "zh_senti_shopping10",
    "weibo100k": "zh_senti_weibo100k_sub",
    "usual": "zh_emotion_smp2020_usual",
    "virus": "zh_emotion_smp2020_virus",
    "nlpcc2013": "zh_emotion_nlpcc2013",
    "covid7": "zh_emotion_covid7",
    "crisis": "zh_crisis_comments_osm",
}
"""The nine polarity sets."""
KNOW_NEUTRAL: Final = ("usual", "virus", "nlpcc2013", "tweeteval", "airline")
CALIBRATES: Final = {"zh": ("usual", "virus"), "en": ("tweeteval",)}
"""Everyday talk, of which about the share is neutral that a chat has."""
TRUST: Final[Mapping[str, float]] = {"nlpcc2013": 0.5}
"""Weight of a text of a Chinese set whose labels are noisy."""
EVENED: Final = 0.5
"""How far small sets are weighed up: 0 not at all, 1 until every set counts the same."""
LEVELS: Final = 40
"""Whole steps up to the weight that one in a thousand exceeds; the few above go on to 127."""
NEUTRAL_COUNTS: Final = 0.85
"""Weight of neutral texts in the calibration: to take trouble for nothing is worse than the reverse."""


def weights_of(corpus: Corpus, chosen: NDArray[np.bool_]) -> Floats:
    """How much each Chinese text counts."""
    weights = np.zeros(len(corpus.texts))
    names, sizes = np.unique(corpus.sets[chosen], return_counts=True)
    for name, size in zip(names, sizes, strict=True):
        weights[corpus.sets == name] = TRUST.get(name, 1.0) * (sizes.mean() / size) ** EVENED
    return weights


def goodness(corpus: Corpus, table: Matrix, shapes: Floats, polar: NDArray[np.bool_], weights: Floats) -> Head:
    """The Chinese head that tells good from bad, learned from some polar texts."""
    good = corpus.values[polar] > 0
    return fit(table[polar], shapes[polar], good, evened(good, corpus.sets[polar], weights[polar], "zh"), "zh")


class Chinese:
    """Trains the two Chinese heads on any part of the texts."""

    def __init__(self, data: Path) -> None:
        self.corpus: Final = read(data, CHINESE)
        self.table, self.shapes = matrix(self.corpus.texts, "zh")

    def train(self, chosen: NDArray[np.bool_]) -> tuple[Head, Head]:
        """The two heads: good against bad, and neutral against the rest."""
        corpus, table, shapes = self.corpus, self.table, self.shapes
        weights = weights_of(corpus, chosen)
        good = goodness(corpus, table, shapes, chosen & (corpus.values != 0), weights)
        known = chosen & np.isin(corpus.sets, KNOW_NEUTRAL)
        return good, fit(table[known], shapes[known], corpus.values[known] == 0, weights[known], "zh")


def calibrate(corpus: Corpus, good: Floats, neutral: Floats, script: str, unseen: NDArray[np.bool_]) -> Floats:
    """What makes probabilities of the two figures, from texts that the heads have not seen.

    The log-odds of neutral are fitted on |good|, neutral, their product and 1; those of good against bad, when it is
    not neutral, on good alone, so that nothing leans to one side. Returns these four weights and that one.
    """
    talk = unseen & np.isin(corpus.sets, CALIBRATES[script])
    is_neutral = LogisticRegression(max_iter=1000, fit_intercept=False)
    is_neutral.fit(
        neutral_evidence(good[talk], neutral[talk]),
        corpus.values[talk] == 0,
        sample_weight=np.where(corpus.values[talk] == 0, NEUTRAL_COUNTS, 1.0),
    )
    polar = unseen & (corpus.values != 0)
    is_good = LogisticRegression(C=10.0, fit_intercept=False).fit(good[polar, None], corpus.values[polar] > 0)
    return np.concatenate([is_neutral.coef_.ravel(), is_good.coef_.ravel()])


def neutral_evidence(good: Floats, neutral: Floats) -> Floats:
    size = np.abs(good)
    return np.stack([size, neutral, neutral * size, np.ones_like(good)], axis=1)


def chances(good: Floats, neutral: Floats, calibration: Floats) -> Floats:
    """A row for each text: the probabilities of bad, neutral and good."""
    is_neutral = 1 / (1 + np.exp(-neutral_evidence(good, neutral) @ calibration[:4]))
    is_good = 1 / (1 + np.exp(-calibration[4] * good))
    return np.stack([(1 - is_neutral) * (1 - is_good), is_neutral, (1 - is_neutral) * is_good], axis=1)


def step_of(head: Head) -> float:
    """The weight of one whole step."""
    sizes = np.abs(head.table[head.table != 0])
    return float(np.quantile(sizes, 0.999)) / LEVELS


def quantised(head: Head, step: float) -> tuple[NDArray[np.int8], Floats]:
    """The table in whole steps, and the features of shape in the same unit."""
    return np.clip(np.rint(head.table / step), -127, 127).astype(np.int8), head.shapes / step


def measure(corpus: Corpus, good: Floats, neutral: Floats, calibration: Floats) -> None:
    """Prints what the kept fifth says: accuracy among good and bad texts, and how well three labels are told apart."""
    leaning = np.argmax(chances(good, neutral, calibration), axis=1) - 1
    right = {}
    for name in dict.fromkeys(corpus.sets.tolist()):
        polar = corpus.kept & (corpus.sets == name) & (corpus.values != 0)
        right[name] = round(float(((good[polar] > 0) == (corpus.values[polar] > 0)).mean()), 4)
    told = {
        name: round(float(f1_score(corpus.values[chosen], leaning[chosen], average="macro")), 4)
        for name in KNOW_NEUTRAL
        if (chosen := corpus.kept & (corpus.sets == name)).any()
    }
    mean = round(sum(right.values()) / len(right), 4)
    print(json.dumps({"accuracy": right, "mean": mean, "macro_f1": told}))  # noqa: T201


def leave_out(data: Path, without: Sequence[str]) -> Mapping[str, float]:
    """How many polar texts of some Chinese sets a model judges rightly that has seen neither them nor their templates."""
    seen = read(data, {name: file for name, file in CHINESE.items() if name not in without})
    unseen = read(data, {name: CHINESE[name] for name in without})
    shared = {template(text) for text in unseen.texts}
    chosen = np.array([template(text) not in shared for text in seen.texts]) & (seen.values != 0)
    table, shapes = matrix(seen.texts, "zh")
    good = goodness(seen, table, shapes, chosen, weights_of(seen, chosen))
    figures = said_of(good, unseen.texts)
    right = {}
    for name in without:
        polar = (unseen.sets == name) & (unseen.values != 0)
        right[name] = round(float(((figures[polar] > 0) == (unseen.values[polar] > 0)).mean()), 4)
    return right


def said_of(good: Head, texts: Sequence[str]) -> Floats:
    """What a Chinese head says, as judging has it: with more weight on what comes after 但是."""
    table, shapes = matrix(texts, "zh")
    figures: Floats = table @ good.table + shapes @ good.shapes
    meant = {at: turn for at, text in enumerate(texts) if (turn := after_but(features.plain(text))) is not None}
    if meant:
        places = list(meant)
        table, shapes = matrix(list(meant.values()), "zh")
        figures[places] = (1 - MEANT) * figures[places] + MEANT * (table @ good.table + shapes @ good.shapes)
    return figures


def of_script(script: str, trainer: Chinese | English, *, measured: bool) -> Mapping[str, NDArray[Any]]:
    """What the file holds of a script: trained on all, or on what is not kept and then measured.

    The calibration is fitted on a fifth that the heads have not seen, and that is not the kept one if that is measured.
    """
    corpus = trainer.corpus
    fold = 1 if measured else 0
    heads = trainer.train(~corpus.kept & (corpus.folds != fold))
    calibration = calibrate(corpus, *figures_of(trainer, heads), script, corpus.folds == fold)
    steps = [step_of(head) for head in heads]
    heads = trainer.train(~corpus.kept | (not measured))
    if measured:
        measure(corpus, *figures_of(trainer, heads), calibration)
    found: dict[str, NDArray[Any]] = {f"{script}_calibration": calibration}
    for name, head, step in zip(("good", "neutral"), heads, steps, strict=True):
        found[f"{script}_{name}"], found[f"{script}_{name}_shapes"] = quantised(head, step)
        found[f"{script}_{name}_step"] = np.array(step)
    return found


def figures_of(trainer: Chinese | English, heads: Sequence[Head]) -> tuple[Floats, Floats]:
    """What both heads say about all texts."""
    good, neutral = (trainer.table @ head.table + trainer.shapes @ head.shapes for head in heads)
    return good, neutral


def cross_validate(trainer: English) -> float:
    """Macro-F1 of tweets inside four fifths, each judged by heads and a calibration from the other three."""
    corpus = trainer.corpus
    good, neutral = np.zeros(len(corpus.texts)), np.zeros(len(corpus.texts))
    folds = range(1, FOLDS)
    for fold in folds:
        judged = corpus.folds == fold
        figures = figures_of(trainer, trainer.train(~corpus.kept & ~judged))
        good[judged], neutral[judged] = (each[judged] for each in figures)
    told = []
    for fold in folds:
        judged = (corpus.folds == fold) & (corpus.sets == "tweeteval")
        calibration = calibrate(corpus, good, neutral, "en", ~corpus.kept & (corpus.folds != fold))
        leaning = np.argmax(chances(good[judged], neutral[judged], calibration), axis=1) - 1
        told.append(float(f1_score(corpus.values[judged], leaning, average="macro")))
    return round(sum(told) / len(told), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder with the *.jsonl.gz sets")
    parser.add_argument("--out", type=Path, default=Path("bot/language/models/mood.npz"))
    parser.add_argument("--measure", action="store_true", help="train on four fifths only and print figures")
    parser.add_argument("--without", help="print how sets are judged that were left out, separated by commas")
    parser.add_argument("--cross", action="store_true", help="print how tweets are judged inside the four fifths")
    options = parser.parse_args()
    if options.cross:
        with threadpool_limits(1):
            figure = cross_validate(English(options.data))
        print(json.dumps({"tweeteval_cross_validated_macro_f1": figure}))  # noqa: T201
        return
    if options.without:
        print(json.dumps({"left_out": leave_out(options.data, options.without.split(","))}))  # noqa: T201
        return
    found: dict[str, NDArray[Any]] = {}
    with threadpool_limits(1):  # sums in another order would be other numbers
        for script, trainer in (("zh", Chinese(options.data)), ("en", English(options.data))):
            found |= of_script(script, trainer, measured=options.measure)
    np.savez_compressed(options.out, **found)  # type: ignore[arg-type]
    print(f"{options.out}: {options.out.stat().st_size} bytes", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
