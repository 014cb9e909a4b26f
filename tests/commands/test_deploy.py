"""The files for systemd and Docker say what this version understands, and give the bot no more than it needs."""

import json
import re
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path

from bot.commands.run import UNUSABLE
from bot.config import load_config
from bot.features import FEATURES

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = ROOT / ".deploy" / "Dockerfile"
UNIT = ROOT / ".deploy" / "weilu.service"
TOKEN = {"WEILU_TELEGRAM__TOKEN": "1:x"}
STOPS_WITHIN_S = 10


def unit() -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNIT.read_text("utf-8"))
    return parser


def instructions() -> Iterator[tuple[str, str]]:
    """Every instruction of the Dockerfile with its arguments, continued lines joined."""
    lines = [line for line in DOCKERFILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if line.strip():
            name, _, rest = line.partition(" ")
            yield name, rest.strip()


def environment(words: list[str]) -> dict[str, str]:
    """The variables of the configuration among assignments."""
    pairs = (word.partition("=") for word in words)
    return {name: value for name, _, value in pairs if name.startswith("WEILU_")}


def test_the_container_runs_as_nobody_in_particular_and_keeps_its_data_apart() -> None:
    said = list(instructions())
    last_stage = said[max(at for at, (name, _) in enumerate(said) if name == "FROM") :]
    about = dict(last_stage)
    assert about["USER"] not in ("root", "0")
    assert about["VOLUME"] == about["WORKDIR"] == "/data"
    assert json.loads(about["ENTRYPOINT"]) == ["weilu"] and json.loads(about["CMD"]) == ["run"]
    for name, rest in said:
        if name == "COPY" and "--from" not in rest:
            assert all((ROOT / source).exists() for source in rest.split()[:-1]), rest
    config = load_config(None, {**environment(about["ENV"].split()), **TOKEN}, FEATURES)
    assert config.database.url.endswith("////data/weilu.db")
    assert f"127.0.0.1:{config.monitor.port}/healthz" in about["HEALTHCHECK"]
    advice = DOCKERFILE.read_text("utf-8")
    assert "--read-only" in advice and "--tmpfs /tmp" in advice


def test_the_unit_protects_the_machine_and_stops_in_good_order() -> None:
    service = unit()["Service"]
    assert service["DynamicUser"] == "yes" and service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes" and service["CapabilityBoundingSet"] == ""
    assert service["KillSignal"] == "SIGTERM" and int(service["TimeoutStopSec"]) > STOPS_WITHIN_S
    assert int(service["RestartPreventExitStatus"]) == UNUSABLE
    assert service["ExecStart"].split()[1] == "run"
    variables = [line.partition("=")[2] for line in UNIT.read_text().splitlines() if line.startswith("Environment=")]
    config = load_config(None, {**environment(variables), **TOKEN}, FEATURES)
    assert config.database.url.endswith("////var/lib/weilu/weilu.db")
    assert service["StateDirectory"] == "weilu"
