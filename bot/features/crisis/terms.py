"""Terms that suddenly many people use: candidates for watch words. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

SURE: Final = 15.13
"""Least log-likelihood of a term: the chi-square of one degree of freedom at p = .0001 (Rayson and Garside 2000)."""
LEAST_PEOPLE: Final = 3
LEAST_GROWTH: Final = 2.0
LONGEST: Final = 3
"""Words of a phrase."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase with how many people used it now, how many were to be expected, and the evidence."""

    text: str
    people: int
    usual: float
    likelihood: float


def phrases(words: Sequence[str]) -> set[str]:
    """The words of one message and the runs of two and three of them; English ones with a space between."""
    found = set(words)
    for length in range(2, LONGEST + 1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            found.add((" " if all(word.isascii() for word in run) else "").join(run))
    return found


def emerging(
    now: Mapping[str, int],
    speakers: int,
    past: Mapping[str, int],
    past_speakers: int,
    known: Collection[str] = (),
) -> list[Term]:
    """The terms used by more people than the past lets expect, the most surprising first.

    ``now`` and ``past``: by term, how many different people used it a day; of ``speakers`` now, and of
    ``past_speakers`` summed over the days of the past. ``known`` are watched or were refused. A part of a longer term
    with as many people is left out. The evidence is the log-likelihood ratio of Dunning (1993, "Accurate methods for
    the statistics of surprise and coincidence", Computational Linguistics 19).
    """
    if speakers <= 0 or past_speakers <= 0:
        return []
    terms = []
    for text, people in now.items():
        if people < LEAST_PEOPLE or text in known:
            continue
        before = past.get(text, 0)
        usual = before / past_speakers * speakers
        likelihood = log_likelihood(people, speakers, before, past_speakers)
        if people >= LEAST_GROWTH * usual and likelihood >= SURE:
            terms.append(Term(text, people, usual, likelihood))
    terms.sort(key=lambda term: (-term.likelihood, -len(term.text), term.text))
    whole: list[Term] = []
    for term in sorted(terms, key=lambda term: -len(term.text)):
        if not any(term.text in longer.text and term.people <= longer.people for longer in whole):
            whole.append(term)
    return [term for term in terms if term in whole]


def log_likelihood(here: int, of_here: int, there: int, of_there: int) -> float:
    """Dunning's G² of ``here`` in ``of_here`` against ``there`` in ``of_there``; 0 when the shares are equal."""
    share = (here + there) / (of_here + of_there)
    return 2 * sum(
        part
        for seen, of in ((here, of_here), (there, of_there))
        for part in (_part(seen, of * share), _part(of - seen, of * (1 - share)))
    )


def _part(observed: float, wanted: float) -> float:
    return observed * log(observed / wanted) if observed > 0 and wanted > 0 else 0.0
