"""What is configured, without secrets; and what is wrong with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import TOKEN, Weilu

ROOT = Path(__file__).parents[2]


def test_what_is_in_effect_is_printed_without_secrets(
    weilu: Weilu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEILU_DATABASE__URL", "postgresql+asyncpg://tea:hunter2@db/weilu")
    file = tmp_path / "my.toml"
    file.write_text(
        '[telegram]\nmode = "webhook"\n[telegram.webhook]\nurl = "https://x.example/t"\nsecret = "hush"\n'
        "[settings.privacy]\nmessage_days = 3\n"
    )
    code, out, _ = weilu("check-config", "--config", file)
    shown = out.splitlines()
    assert code == 0 and shown[0] == "ok"
    assert "settings.privacy.message_days = 3" in shown
    assert "telegram.token = (set, not shown)" in shown
    assert 'database.url = "postgresql+asyncpg://tea:***@db/weilu"' in shown
    assert "hush" not in out and "hunter2" not in out


def test_problems_are_one_line_each_and_two(weilu: Weilu, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text('ownerz = [1]\n[log]\nlevel = "LOUD"\n')
    code, out, err = weilu("check-config", "--config", file)
    assert (code, out) == (2, "")
    assert 'did you mean "owners"' in err and "log.level" in err and "Traceback" not in err


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("WEILU_")}
    command = [sys.executable, "-m", "bot", "check-config"]
    for token, code in ((TOKEN, 0), ("", 2)):
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={**environ, "PYTHONPATH": str(ROOT), "WEILU_TELEGRAM__TOKEN": token},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert TOKEN not in done.stdout + done.stderr and "Traceback" not in done.stderr
