"""A draw: fair, the same for everybody who works it out, and every lie about it is found."""

import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.activities.draw import Record, commitment, drawn

SEEDS = st.text("0123456789abcdef-", min_size=8, max_size=40)
ENTRANTS = st.lists(st.integers(1, 2**52), unique=True, max_size=40)


@given(SEEDS, ENTRANTS, st.integers(1, 50))
def test_the_order_of_who_joined_does_not_matter(seed: str, entrants: list[int], prizes: int) -> None:
    winners = drawn(seed, entrants, prizes)
    assert winners == drawn(seed, reversed(entrants), prizes)
    assert len(winners) == min(prizes, len(entrants)) == len(set(winners))
    assert set(winners) <= set(entrants)


@given(SEEDS, ENTRANTS.filter(bool), st.integers(1, 50))
def test_a_record_is_read_as_it_was_written(seed: str, entrants: list[int], prizes: int) -> None:
    record = Record("茶 “新”\n品", prizes, commitment(seed), seed, drawn(seed, entrants, prizes), entrants)
    read = Record.read(record.written())
    assert replace(read, title="") == replace(record, title="")
    assert read.faults() == []


def test_every_lie_is_found() -> None:
    entrants = list(range(1, 21))
    record = Record("茶", 3, commitment("abc"), "abc", drawn("abc", entrants, 3), entrants)
    assert record.faults() == []
    assert replace(record, seed="abd").faults()
    assert replace(record, winners=record.winners[::-1]).faults()
    assert replace(record, entrants=[*entrants, 1]).faults()
    assert replace(record, prizes=2).faults()


def test_everybody_has_the_same_chance() -> None:
    won = Counter(drawn(f"seed {number}", range(10), 1)[0] for number in range(5_000))
    assert all(400 < count < 600 for count in won.values()) and len(won) == 10


@pytest.mark.parametrize(
    "text", ["", "x", "Weilu draw, version 1\ntitle: x", "Weilu draw, version 1\na\nb\nc\nd\ne\nf"]
)
def test_what_is_no_record(text: str) -> None:
    with pytest.raises(ValueError, match=r"record|expected"):
        Record.read(text)


def test_the_published_recipe_draws_the_same(tmp_path: Path) -> None:
    """The line under the file, in an ordinary shell."""
    entrants = list(range(100, 130))
    record = Record("茶", 3, commitment("abc"), "abc", drawn("abc", entrants, 3), entrants)
    (tmp_path / "draw-1.txt").write_text(record.written())
    recipe = (
        'S=abc; tail -n +7 draw-1.txt | while read i; do printf %s "$S:$i" | sha256sum | cut -c1-64 '
        '| sed "s/$/ $i/"; done | sort | head'
    )
    shown = subprocess.run(["sh", "-c", recipe], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [int(line.split()[1]) for line in shown.splitlines()[:3]] == list(record.winners)
