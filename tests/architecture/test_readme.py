"""What the README says of settings and commands, and the chats it shows, are generated from the code."""

from pathlib import Path

import pytest

from tests.documents.scenes import LANGUAGES, SCENES, drawn
from tests.readme import README, picture_file, regenerated


def test_the_generated_parts_are_up_to_date() -> None:
    readme = README.read_text("utf-8")
    assert readme == regenerated(readme), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
async def test_the_pictures_are_up_to_date_and_shown(scene: str, language: str, tmp_path: Path) -> None:
    file = picture_file(scene, language)
    assert file.read_text("utf-8") == await drawn(scene, language, tmp_path), "run: make docs"
    assert f"{file.parent.parent.name}/{file.parent.name}/{file.name}" in README.read_text("utf-8")
