"""How well adverts are known, and how fast: ``python -m benchmarks.quality [DATA] [--json] [--quick] [--folds N]``.

Cuts the templates into N parts (10) and judges each by a model of the others, then leaves out one Chinese set after
another; both through the judgement of texts that the bot has. The hand-written corpora are judged with the shipped
model. ``--quick`` leaves the trainings out. DATA is the folder of the open sets, or the environment variable WEILU_DATA.
Three quarters of an hour of one core, four minutes for each part. The mood has its own, benchmarks/quality_mood.py;
only how it does on subjects that it has not learned from is printed here too.

What is left out is judged by a cheaper fit: every third text of the sets of mere talk, two folds, two networks.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table
from threadpoolctl import threadpool_limits

from benchmarks.quality_mood import left_out as mood_left_out
from bot.features.moderation import judgement
from bot.features.moderation.judgement import Text, TextJudge
from bot.features.moderation.model import Action
from bot.features.moderation.signals import classifier as signal
from bot.language import models
from bot.language.classifier import MODEL, Classifier, Model, shipped
from bot.language.fold import fold
from bot.language.keywords import Keywords
from bot.language.training.advert import SEED, Trainer
from bot.language.training.adverts import CHINESE, INNOCENT, Corpus, gather
from tests.corpora import rows, verdict_on_evasion, verdict_on_lookalike

DATA: Final = "../shared/data"
DISJOINT: Final = ("zh_spam_tg_mark", "zh_ad_gamechat", "zh_ad_qqgroup", "en_spam_sms_uci", "ru_spam_telegram")
TALK: Final[Mapping[str, Sequence[str]]] = {
    "lccc_tencent": ("zh_ham_lccc_toy", "zh_ham_chat_tencent"),
    "weibo_usual": ("zh_emotion_smp2020_usual",),
    "irc_discord": ("en_chat_ubuntu_irc", "en_chat_discord_disco"),
}
FLAGGED: Final = {"flagged": False, "flagged_of_newcomers": True}
"""What is counted of mere talk, and whether a newcomer is taken to say it."""
HAM_OF: Final = {"zh_spam_fbs": "zh_ham_sms_nus"}
"""A set without innocent texts is measured against those of another."""
MOST_OF_A_SET: Final = 2_000
"""Texts of a set that are judged when it is left out."""
LESS_TALK: Final = 3
"""When a set is left out, one of so many texts of mere talk is trained on."""
TOGETHER: Final = 256
TIMED: Final = 6_000
ROUNDS: Final = 5
LIKELY: Final = 0.5

Bools = NDArray[np.bool_]


# --- trained parts -----------------------------------------------------------------------------------------------


def disjoint(trainer: Trainer, parts: int) -> Mapping[str, object]:
    """F1 and recall at 1 % false positives by set, and what is flagged of mere talk, by models of other templates."""
    corpus = trainer.corpus
    part_of = _parts(corpus, parts)
    advert = np.zeros(len(part_of))
    flagged = {name: np.zeros(len(part_of), np.bool_) for name in FLAGGED}
    for part in track(range(parts), "parts of the templates", console=Console(stderr=True)):
        held = part_of == part
        model = trainer.fit(~held)
        advert[held] = trainer.probabilities(model, held)
        with _judging_with(model):
            chosen = held & np.isin(corpus.sets, [name for sets in TALK.values() for name in sets])
            for name, from_newcomer in FLAGGED.items():
                flagged[name][chosen] = _flagged(_texts(corpus, chosen), from_newcomer=from_newcomer)
    figures: dict[str, object] = {"parts": parts}
    for name in DISJOINT:
        chosen = corpus.sets == name
        figures[f"{name}_f1"] = _f1(corpus.labels[chosen], advert[chosen] >= LIKELY)
        figures[f"{name}_recall_at_1"] = _recall_at(corpus.labels[chosen], advert[chosen], 0.01)
        figures[f"{name}_calibration_error"] = _calibration_error(corpus.labels[chosen], advert[chosen])
    for talk, sets in TALK.items():
        chosen = np.isin(corpus.sets, sets)
        figures[f"{talk}_likely"] = round(float((advert[chosen] >= LIKELY).mean()), 5)
        for name in FLAGGED:
            figures[f"{talk}_{name}"] = round(float(flagged[name][chosen].mean()), 5)
    return figures


def left_out(trainer: Trainer) -> Mapping[str, object]:
    """F1 of the whole judgement on each Chinese set of adverts by a model that has seen nothing of it."""
    corpus = trainer.corpus
    figures: dict[str, object] = {}
    talk = np.isin(corpus.sets, list(INNOCENT))
    fewer = ~talk | _thinned(talk, int(talk.sum()) // LESS_TALK)
    for name in CHINESE:
        mine = corpus.sets == name
        if name in HAM_OF:
            mine |= corpus.sets == HAM_OF[name]
        model = trainer.fit(fewer & ~mine, folds=2, networks=2)
        chosen = _thinned(mine, MOST_OF_A_SET)
        with _judging_with(model):
            flagged = _flagged(_texts(corpus, chosen), from_newcomer=True)
        figures[f"left_out_{name}_f1"] = _f1(corpus.labels[chosen], flagged)
        figures[f"left_out_{name}_classifier_f1"] = _f1(
            corpus.labels[mine], trainer.probabilities(model, mine) >= LIKELY
        )
    for kind in ("f1", "classifier_f1"):
        values = [figures[f"left_out_{name}_{kind}"] for name in CHINESE]
        figures[f"left_out_mean_{kind}"] = round(float(np.mean(np.array(values, float))), 4)
    return figures


def _parts(corpus: Corpus, parts: int) -> NDArray[np.int64]:
    """The number of the part that each text's template is in, always the same."""
    _, numbers = np.unique(corpus.templates, return_inverse=True)
    part_of: NDArray[np.int64] = np.random.default_rng(SEED).integers(0, parts, numbers.max() + 1)[numbers]
    return part_of


def _thinned(chosen: Bools, most: int) -> Bools:
    at = np.flatnonzero(chosen)
    thin = np.zeros_like(chosen)
    thin[at[:: max(1, -(-len(at) // most))]] = True
    return thin


def _texts(corpus: Corpus, chosen: Bools) -> Sequence[str]:
    return [corpus.readings[at].text for at in np.flatnonzero(chosen)]


@contextmanager
def _judging_with(model: Model) -> Iterator[None]:
    """Have the judgement use another model than the shipped one."""
    other = Classifier(model)
    with patch.object(judgement, "shipped", lambda: other), patch.object(signal, "shipped", lambda: other):
        yield


def _flagged(texts: Sequence[str], *, from_newcomer: bool = False) -> Bools:
    """Whether the bot would do anything about each text."""
    judge = TextJudge(from_newcomer=from_newcomer)
    actions: list[bool] = []
    for start in range(0, len(texts), TOGETHER):
        batch = [Text(text) for text in texts[start : start + TOGETHER]]
        actions += [judged.action > Action.OBSERVE for judged in judge.judge(batch)]
    return np.array(actions, np.bool_)


def _f1(answers: Bools, said: Bools) -> float:
    return round(float(2 * (answers & said).sum() / max(answers.sum() + said.sum(), 1)), 4)


def _calibration_error(answers: Bools, advert: NDArray[np.float64]) -> float:
    """How far probabilities are from shares, on average: the expected calibration error over ten equal bins."""
    bins = np.minimum((advert * 10).astype(int), 9)
    off = [abs(float((advert[bins == one] - answers[bins == one]).sum())) for one in range(10)]
    return round(sum(off) / len(advert), 4)


def _recall_at(answers: Bools, advert: NDArray[np.float64], share: float) -> float:
    threshold = np.quantile(advert[~answers], 1 - share)
    return round(float((advert[answers] > threshold).mean()), 4)


# --- the shipped model -------------------------------------------------------------------------------------------


def corpora() -> Mapping[str, object]:
    """What is caught of a hundred evasions, by which signal, and left alone of a hundred look-alikes."""
    by: Counter[str] = Counter()
    missed = []
    for row in rows("evasions"):
        verdict = verdict_on_evasion(row)
        told = [finding.signal for finding in verdict.reasons if finding.is_evidence]
        if verdict.action is Action.OBSERVE or not told:
            missed.append(row["text"])
        else:
            by[told[0]] += 1
    wronged = [row["text"] for row in rows("lookalikes") if verdict_on_lookalike(row).action > Action.OBSERVE]
    return {
        "evasions_caught": by.total(),
        "evasions_by_signal": dict(by.most_common()),
        "evasions_missed": missed,
        "lookalikes_left_alone": 100 - len(wronged),
        "lookalikes_wronged": wronged,
    }


def speed(data: Path) -> Mapping[str, object]:
    """Short texts a second of CPU time through the whole judgement with mood, together and one by one; through folding
    alone; and the time that 10,000 forbidden words take, as a share of that of ten. On one core."""
    texts = [Text(text) for text in _short_talk(data)]
    judge = TextJudge()
    few = texts[:: TIMED // 500]
    gc.freeze()  # as the bot does when it has started
    with threadpool_limits(1):
        together = _best(lambda: [list(judge.judge(texts[at : at + TOGETHER])) for at in range(0, TIMED, TOGETHER)])
        singly = _best(lambda: [list(judge.judge([text])) for text in few])
    folded = [fold(text.text) for text in texts]
    folding = _best(lambda: [fold(text.text) for text in texts])
    ten, many = (
        _best(lambda words=words: [words.find(text) for text in folded])
        for words in (Keywords(_words(count)) for count in (10, 10_000))
    )
    return {
        "texts_a_second": round(TIMED / together),
        "texts_a_second_one_by_one": round(len(few) / singly),
        "folds_a_second": round(TIMED / folding),
        "ten_thousand_words_to_ten": round(many / ten, 2),
        "ten_thousand_words_us": round(many / TIMED * 1e6, 1),
    }


def _words(count: int) -> Sequence[str]:
    """Different words of three Han characters."""
    chosen = np.random.default_rng(SEED).choice(20_000**2, count, replace=False).tolist()
    return [f"{chr(0x4E00 + number % 20_000)}{chr(0x4E00 + number // 20_000)}茶" for number in chosen]


def _short_talk(data: Path) -> Sequence[str]:
    corpus = gather(data, ("zh_ham_lccc_toy",))
    return [reading.text for reading in corpus.readings[:TIMED]]


def _best(run: object) -> float:
    assert callable(run)
    best = float("inf")
    for _ in range(ROUNDS):
        since = time.process_time()
        run()
        best = min(best, time.process_time() - since)
    return best


def size() -> Mapping[str, object]:
    """Bytes of the model files, and what the judgement of texts adds to a process in MB."""
    folder = Path(models.__path__[0])
    code = (
        "import resource, numpy, pydantic, ahocorasick\n"
        "def resident(): return int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize()\n"
        "before = resident()\n"
        "from bot.features.moderation.judgement import Text, TextJudge\n"
        "list(TextJudge().judge([Text('收到')] * 256))\n"
        "print(resident() - before)"
    )
    added = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    return {
        "advert_model_bytes": (folder / MODEL).stat().st_size,
        "model_bytes": sum(file.stat().st_size for file in folder.glob("*.npz")),
        "added_memory_mb": round(added / 1e6, 1),
    }


# --- printing ----------------------------------------------------------------------------------------------------

AT_LEAST: Final[Mapping[str, float]] = {
    "zh_spam_tg_mark_f1": 0.94,
    "zh_spam_tg_mark_recall_at_1": 0.85,
    "zh_ad_gamechat_f1": 0.95,
    "en_spam_sms_uci_f1": 0.94,
    "ru_spam_telegram_f1": 0.96,
    "left_out_mean_f1": 0.50,
    "mood_left_out_usual_accuracy": 0.86,
    "mood_left_out_shopping10_accuracy": 0.88,
    "evasions_caught": 90,
    "lookalikes_left_alone": 98,
    "texts_a_second": 12_000,
    "folds_a_second": 100_000,
}
AT_MOST: Final[Mapping[str, float]] = {
    "lccc_tencent_flagged": 0.001,
    "weibo_usual_flagged": 0.005,
    "irc_discord_flagged": 0.001,
    "model_bytes": 2_000_000,
    "added_memory_mb": 60,
}


def _bar(name: str, value: object) -> tuple[str, str]:
    """What a figure shall be, and whether it is; nothing for one without a bar."""
    if not isinstance(value, int | float) or name not in AT_LEAST | AT_MOST:
        return "", ""
    if name in AT_LEAST:
        return f"≥ {AT_LEAST[name]:g}", "yes" if value >= AT_LEAST[name] else "no"
    return f"≤ {AT_MOST[name]:g}", "yes" if value <= AT_MOST[name] else "no"


def _show(figures: Mapping[str, object]) -> None:
    table = Table("figure", "value", "bar", "met")
    for name, value in figures.items():
        table.add_row(name, str(value), *_bar(name, value))
    Console(width=140).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path(os.environ.get("WEILU_DATA", DATA)))
    parser.add_argument("--json", action="store_true", help="print one line of JSON and no table")
    parser.add_argument("--quick", action="store_true", help="without the trainings: the shipped model only")
    parser.add_argument("--folds", type=int, default=10, metavar="N", help="parts of the templates, at least 2")
    options = parser.parse_args()
    if options.folds < 2:
        parser.error("--folds has to be at least 2: each part is judged by a model of the others")
    shipped()
    figures: dict[str, object] = {"benchmark": "adverts", **corpora(), **size(), **speed(options.data)}
    if not options.quick:
        trainer = Trainer(gather(options.data))
        figures |= {**disjoint(trainer, options.folds), **left_out(trainer)}
        del trainer
        figures.update(mood_left_out(options.data))
    figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if not options.json:
        _show(figures)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
