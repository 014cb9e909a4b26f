"""How well and how fast the shipped mood model reads: ``python -m benchmarks.quality_mood DATA [--model FILE]``.

The shipped model has seen these texts; give ``--model`` one that was trained with ``--measure`` and judge it by the
fifth that was kept. ``--left-out`` also trains without everyday Weibo, and without shops and hotels (nine of ten texts
of hotels are among those of shops), and judges these: a minute of CPU time. Prints one line of JSON.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from sklearn.metrics import f1_score

from bot.language import mood
from bot.language.training.mood import CHINESE, KNOW_NEUTRAL, leave_out
from bot.language.training.mood_english import ENGLISH
from bot.language.training.mood_heads import read

T = TypeVar("T")
SURELY_BAD = -0.8
TIMED = 1_000
TIMED_SLOWLY = 100
ROUNDS = 7


def quality(data: Path, reader: mood.Reader) -> Mapping[str, object]:
    """Accuracy among good and bad texts, macro-F1 of three labels, and how often a surely bad text is one."""
    figures: dict[str, object] = {}
    for script, sources in (("zh", CHINESE), ("en", ENGLISH)):
        corpus = read(data, sources)
        kept = np.flatnonzero(corpus.kept)
        values, sets = corpus.values[kept], corpus.sets[kept]
        moods = [reader.read(corpus.texts[index]) for index in kept.tolist()]
        scores = np.array([each.score for each in moods])
        leanings = np.array([mood.LABELS.index(each.lean) - 1 for each in moods])
        accuracy = {}
        for name in sources:
            polar = (sets == name) & (values != 0)
            accuracy[name] = round(float(((scores[polar] > 0) == (values[polar] > 0)).mean()), 4)
        bad = scores <= SURELY_BAD
        figures |= {
            f"{script}_accuracy": accuracy,
            f"{script}_mean_accuracy": round(sum(accuracy.values()) / len(accuracy), 4),
            f"{script}_macro_f1": {
                name: round(float(f1_score(values[sets == name], leanings[sets == name], average="macro")), 4)
                for name in sources
                if name in KNOW_NEUTRAL
            },
            f"{script}_precision_surely_bad": round(float((values[bad] == -1).mean()), 4),
            f"{script}_unsure": round(float(np.mean([each.label is mood.Label.UNSURE for each in moods])), 4),
        }
    return figures


def speed(data: Path, reader: mood.Reader) -> Mapping[str, object]:
    """Short texts a second of CPU time, and how many times SnowNLP's figure that is, if it is installed."""
    corpus = read(data, {"waimai": CHINESE["waimai"]})
    texts = [text for text in corpus.texts if text.strip()]
    ours = _rate(reader.read, texts[:TIMED])
    many = TIMED * _rate(reader.read_all, [texts[:TIMED]])
    figures: dict[str, object] = {"texts_a_second": round(ours), "texts_a_second_together": round(many)}
    try:
        from snownlp import SnowNLP
    except ImportError:
        return figures
    theirs = _rate(lambda text: SnowNLP(text).sentiments, texts[:TIMED_SLOWLY])
    return figures | {"snownlp_texts_a_second": round(theirs), "times_snownlp": round(ours / theirs)}


def left_out(data: Path) -> Mapping[str, float]:
    """Accuracy among good and bad texts of a subject of which nothing was learned."""
    return {
        "mood_left_out_usual_accuracy": leave_out(data, ("usual",))["usual"],
        "mood_left_out_shopping10_accuracy": leave_out(data, ("shopping10", "hotel"))["shopping10"],
    }


def _rate(judge: Callable[[T], object], texts: Sequence[T]) -> float:
    """The best of several rounds: what else the machine does must not count."""
    judge(texts[0])
    best = float("inf")
    for _ in range(ROUNDS):
        since = time.process_time()
        for text in texts:
            judge(text)
        best = min(best, time.process_time() - since)
    return len(texts) / best


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, help="a model trained on four fifths; else the shipped one")
    parser.add_argument("--left-out", action="store_true", help="train without two subjects and judge those")
    options = parser.parse_args()
    reader = mood.Reader.load(options.model)
    figures = {**quality(options.data, reader), **speed(options.data, reader)}
    if options.left_out:
        figures |= left_out(options.data)
    print(json.dumps({"benchmark": "mood", **figures}))


if __name__ == "__main__":
    main()
