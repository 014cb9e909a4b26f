"""What the README says of settings and commands is generated from the code."""

from tests.readme import README, regenerated


def test_the_generated_parts_are_up_to_date() -> None:
    readme = README.read_text("utf-8")
    assert readme == regenerated(readme), "run: make docs"
