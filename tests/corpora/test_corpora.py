from collections import Counter

import pytest

from bot.features.moderation.model import Action
from tests.corpora import rows, verdict_on_evasion, verdict_on_lookalike

CAUGHT = 90
LEFT_ALONE = 98


@pytest.mark.parametrize(("name", "other"), [("evasions", "lookalikes"), ("lookalikes", "evasions")])
def test_a_hundred_different_texts(name: str, other: str) -> None:
    assert len(list(rows(name))) == 100
    assert not {row["text"] for row in rows(name) if len(row["text"]) > 8} & {row["text"] for row in rows(other)}


def test_evasions_are_caught() -> None:
    missed = []
    by: Counter[str] = Counter()
    for row in rows("evasions"):
        verdict = verdict_on_evasion(row)
        if verdict.action < Action.ASK:
            missed.append((row["advert"], row["way"], row["text"]))
        elif told := [finding for finding in verdict.reasons if finding.is_evidence]:
            by[told[0].signal] += 1
    assert 100 - len(missed) >= CAUGHT, missed
    assert len(by) >= 4, by


def test_lookalikes_are_left_alone() -> None:
    wronged = []
    for row in rows("lookalikes"):
        verdict = verdict_on_lookalike(row)
        if verdict.action > Action.OBSERVE:
            wronged.append((row["text"], verdict.action.word, [finding.signal for finding in verdict.reasons]))
    assert 100 - len(wronged) >= LEFT_ALONE, wronged
