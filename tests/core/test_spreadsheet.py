"""A table is a table, and nothing in it runs."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bot.core.spreadsheet import BOM, FORMULA, csv_file


def test_what_looks_like_a_formula_is_words_and_numbers_stay_numbers() -> None:
    cells = ["=1+1", "+8613800000000", "@me", "-2", -1001, "−2", "茶,\"'\n", ""]
    content = csv_file([cells]).decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(content))
    assert row == ["'=1+1", "'+8613800000000", "'@me", "-2", "-1001", "−2", "茶,\"'\n", ""]


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1), max_size=4))
def test_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    content = csv_file(rows)
    assert content.startswith(BOM)
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(FORMULA) and not cell.removeprefix("-").isdigit() for cell in row)
