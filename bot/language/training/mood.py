"""Trains the mood model: ``python -m bot.language.training.mood DATA`` writes bot/language/models/mood.npz.

Two linear models a script: how good or bad a text is, learned from those that are one of both, and whether it is
neutral, learned from the sets that know neutral texts. Each gram is weighted by its log-count ratio before the fit
(Wang and Manning 2012, "Baselines and bigrams", ACL). Five numbers then turn both figures into probabilities; they are
fitted on texts that the first two have not seen.

``--measure`` trains on four fifths and prints what the last fifth says; ``--without shopping10,hotel`` prints how a
model judges sets that it has not seen.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits

from bot.language import mood_features as features
from bot.language.mood import MEANT
from bot.language.mood_words import after_but, moody_words, softened
from bot.language.ngrams import grams_of

Floats = NDArray[np.floating[Any]]
Matrix = Any

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
ENGLISH: Final[Mapping[str, str]] = {
    "tweeteval": "en_senti_tweeteval",
    "airline": "en_senti_airline",
    "sst2": "en_senti_sst2",
}
KNOW_NEUTRAL: Final = ("usual", "virus", "nlpcc2013", "tweeteval", "airline")
CALIBRATES: Final = {"zh": ("usual", "virus"), "en": ("tweeteval",)}
"""Everyday talk, of which about the share is neutral that a chat has."""
TRUST: Final[Mapping[str, float]] = {"nlpcc2013": 0.5}
"""Weight of a text of a Chinese set whose labels are noisy."""
COUNTS: Final[Mapping[str, float]] = {"tweeteval": 1.0, "airline": 0.15, "sst2": 0.15}
"""Weight of a text of each English set: everyday talk first."""
EVENED: Final = 0.5
"""How far small sets are weighed up: 0 not at all, 1 until every set counts the same."""
ANSWERS_EVENED: Final = {"zh": 0.4, "en": 1.0}
"""The same between the two answers of a set: what a text is about shall not say which of both it is."""
LEAST_TEXTS: Final = {"zh": 1, "en": 2}
"""Texts in which a gram occurs that has a weight."""
SHAPES_COUNT: Final = 0.3
"""Scale of the features of shape in the fit: they are few and always there, and would push the grams aside."""
STRENGTH: Final = 1.0
"""C of the fits: how far weights may go to please single texts."""
ROUNDS: Final = 80
LEVELS: Final = 40
"""Whole steps up to the weight that one in a thousand exceeds; the few above go on to 127."""
NEUTRAL_COUNTS: Final = {"zh": 0.85, "en": 0.8}
"""Weight of neutral texts in the calibration: to take trouble for nothing is worse than the reverse."""
_VALUE: Final = {"neg": -1, "neu": 0, "pos": 1}
_TAG: Final = re.compile(r"\[[^\[\]\s]{1,8}\]")
_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class Corpus:
    """Texts of one script with −1, 0 or 1, the set each is from, and the fifth of the templates it belongs to."""

    texts: Sequence[str]
    values: NDArray[np.int64]
    sets: NDArray[np.str_]
    folds: NDArray[np.int64]

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Whether each is kept for measuring: a fifth."""
        kept: NDArray[np.bool_] = self.folds == 0
        return kept


@dataclass(frozen=True)
class Head:
    """One linear model: a weight a gram and a weight for each feature of shape."""

    table: Floats
    shapes: Floats


def read(data: Path, sources: Mapping[str, str]) -> Corpus:
    """The labelled texts. A template (the first 24 letters) is in one fifth, in every set alike."""
    texts, values, sets, folds = [], [], [], []
    for name, file in sources.items():
        for text, value in _rows(data / f"{file}.jsonl.gz", name):
            texts.append(text)
            values.append(value)
            sets.append(name)
            folds.append(_fold_of(text))
    return Corpus(texts, np.array(values), np.array(sets), np.array(folds))


def _rows(path: Path, name: str) -> Iterator[tuple[str, int]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            value = _VALUE.get(row.get("polarity") or row["label"])
            text = row["text"]
            if name == "weibo100k":  # labelled by the very tags in the text
                text = _TAG.sub("", text)
            if name == "tweeteval":
                text = text.replace('\\""', '"')
            if value is not None:
                yield text, value


def template(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())[:24]


def _fold_of(text: str) -> int:
    return int(hashlib.md5(template(text).encode(), usedforsecurity=False).hexdigest()[:8], 16) % 5


def matrix(texts: Sequence[str], script: str) -> tuple[Matrix, Floats]:
    """The grams of the texts, scaled as in judging, and their shapes."""
    chinese = script == "zh"
    plain = [features.plain(text) for text in texts]
    words = [moody_words(text, chinese) for text in plain]
    if chinese:
        denied = [softened(text, found) for text, found in zip(plain, words, strict=True)]
        rows, hashes = grams_of(denied, features.CHINESE_GRAM)
        columns = features.places(hashes)
    else:
        each = [features.indices(text, chinese=False) for text in plain]
        rows = np.repeat(np.arange(len(each)), [len(indices) for indices in each])
        columns = np.concatenate(each)
    counts = np.maximum(np.bincount(rows, minlength=len(texts)), 1)
    cells = (counts**-features.DAMPING)[rows].astype(np.float32)
    shapes = np.zeros((len(texts), features.SHAPES), np.float32)
    for row, (text, raw, found) in enumerate(zip(plain, texts, words, strict=True)):
        for number, value in features.shape(text, raw, found, chinese):
            shapes[row, number] = value
    table = sparse.csr_matrix((cells, (rows, columns.astype(np.int64))), shape=(len(texts), 1 << features.BITS))
    return table, shapes


def fit(table: Matrix, shapes: Floats, is_so: NDArray[np.bool_], weights: Floats, script: str) -> Head:
    """A logistic model of ``is_so`` on log-count ratios and shapes."""
    known = np.flatnonzero(np.bincount(table.indices, minlength=table.shape[1]) >= LEAST_TEXTS[script])
    grams = table[:, known]
    weighted = sparse.diags(weights.astype(np.float32)) @ grams
    so, other = (1 + np.asarray(weighted[chosen].sum(0)).ravel() for chosen in (is_so, ~is_so))
    ratio = np.log((so / so.sum()) / (other / other.sum())).astype(np.float32)
    seen = sparse.hstack([grams @ sparse.diags(ratio), sparse.csr_matrix(shapes * SHAPES_COUNT)]).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-4, fit_intercept=False)
    model.fit(seen, is_so, sample_weight=weights)
    found = model.coef_.ravel()
    weights_of_grams = np.zeros(table.shape[1])
    weights_of_grams[known] = found[: len(known)] * ratio
    return Head(weights_of_grams, found[len(known) :] * SHAPES_COUNT)


def evened(is_so: NDArray[np.bool_], sets: NDArray[np.str_], weights: Floats, script: str) -> Floats:
    """The weights, with both answers counting more alike within each set; a set with one answer says nothing."""
    found = weights.copy()
    for name in np.unique(sets):
        mine = sets == name
        for these in (mine & is_so, mine & ~is_so):
            share = these.sum() / mine.sum()
            found[these] *= (0.5 / share) ** ANSWERS_EVENED[script] if 0 < share < 1 else 0
    return found


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


class English:
    """Trains the two English heads on any part of the texts."""

    def __init__(self, data: Path) -> None:
        self.corpus: Final = read(data, ENGLISH)
        self.table, self.shapes = matrix(self.corpus.texts, "en")

    def train(self, chosen: NDArray[np.bool_]) -> tuple[Head, Head]:
        """The two heads: good less bad, and neutral; each of the three is told from the rest."""
        counts = np.array([COUNTS[name] for name in self.corpus.sets])
        heads = []
        for value in (-1, 0, 1):
            is_so = self.corpus.values == value
            weights = np.zeros(len(is_so))
            weights[chosen] = evened(is_so[chosen], self.corpus.sets[chosen], counts[chosen], "en")
            said = weights > 0
            heads.append(fit(self.table[said], self.shapes[said], is_so[said], weights[said], "en"))
        bad, neutral, good = heads
        return Head(good.table - bad.table, good.shapes - bad.shapes), neutral


def calibrate(corpus: Corpus, good: Floats, neutral: Floats, script: str, fold: int) -> Floats:
    """What makes probabilities of the two figures, from a fifth of the texts that the heads have not seen.

    The log-odds of neutral are fitted on |good|, neutral, their product and 1; those of good against bad, when it is
    not neutral, on good alone, so that nothing leans to one side. Returns these four weights and that one.
    """
    talk = (corpus.folds == fold) & np.isin(corpus.sets, CALIBRATES[script])
    is_neutral = LogisticRegression(max_iter=1000, fit_intercept=False)
    is_neutral.fit(
        neutral_evidence(good[talk], neutral[talk]),
        corpus.values[talk] == 0,
        sample_weight=np.where(corpus.values[talk] == 0, NEUTRAL_COUNTS[script], 1.0),
    )
    polar = (corpus.folds == fold) & (corpus.values != 0)
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
    calibration = calibrate(corpus, *figures_of(trainer, heads), script, fold)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder with the *.jsonl.gz sets")
    parser.add_argument("--out", type=Path, default=Path("bot/language/models/mood.npz"))
    parser.add_argument("--measure", action="store_true", help="train on four fifths only and print figures")
    parser.add_argument("--without", help="print how sets are judged that were left out, separated by commas")
    options = parser.parse_args()
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
