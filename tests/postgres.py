"""A PostgreSQL of the test run's own: made by ``initdb`` in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses=")
PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")

EMPTY = """
    DO $$ DECLARE found record; BEGIN
        FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP EXECUTE format('DELETE FROM %I', found.tablename); END LOOP;
    END $$
"""


class PostgresMissing(Exception):
    """The programs are not on this machine, or will not run here."""


def programs() -> Path:
    """The folder with ``initdb``, ``pg_ctl`` and ``psql``.

    Raises:
        PostgresMissing: there is none.
    """
    for place in PLACES:
        for found in sorted(Path(place).glob("*/bin/initdb"), reverse=True):
            return found.parent
    found_on_path = shutil.which("initdb")
    if found_on_path is None:
        raise PostgresMissing("initdb is not installed")
    return Path(found_on_path).resolve().parent


class Postgres:
    """A running server that listens on a socket in its folder."""

    def __init__(self, folder: Path, binaries: Path, account: str | None) -> None:
        self.folder = folder
        self._binaries = binaries
        self._account = account

    def run(self, program: str, *arguments: str) -> str:
        """What a program of PostgreSQL prints.

        Raises:
            PostgresMissing: it failed.
        """
        # The server's own output goes to its log; a pipe that it inherits would never be closed.
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            user=self._account,
            group=pwd.getpwnam(self._account).pw_gid if self._account else None,
            extra_groups=[] if self._account else None,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGHOST": str(self.folder), "PGUSER": "weilu"},
            stdout=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise PostgresMissing(f"{program} failed: {(done.stderr or '')[-500:]}")
        return done.stdout or ""

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://weilu@/{database}?host={self.folder}"

    def sql(self, *statements: str) -> str:
        """Run statements outside any test's database."""
        commands = [word for statement in statements for word in ("-c", statement)]
        return self.run("psql", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1", *commands)

    def new_database(self, template: str = "template1") -> str:
        """A database with a name of its own; returns the name."""
        return self.new_database_named(f"weilu_{uuid.uuid4().hex[:12]}", template)

    def new_database_named(self, name: str, template: str = "template1") -> str:
        """A database; returns the name."""
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def empty(self, name: str) -> None:
        """Delete every row of a database's own tables, but not its schema's revision."""
        self.run("psql", "-d", name, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", EMPTY)

    def drop(self, name: str) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server for the run of a test process. It refuses to run as root, so root lends it another account.

    Raises:
        PostgresMissing: no server can be had here.
    """
    binaries = programs()
    account = next((a for a in ("postgres", "nobody") if _exists(a)), None) if os.geteuid() == 0 else None
    # A short path: the name of a socket may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="weilu-pg-", dir="/tmp"))
    try:
        if account is not None:
            shutil.chown(folder, account)
        server = Postgres(folder, binaries, account)
        data = folder / "data"
        server.run("initdb", "-D", str(data), "-U", "weilu", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = " ".join([f"-k {folder}", *(f"-c {setting}" for setting in SETTINGS)])
        server.run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exists(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True
