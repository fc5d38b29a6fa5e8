"""A ledger that cannot be used says why, and stays as it is."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event, insert, text

from etl.ledger import Ledger, schema
from etl.ledger import connection as connections
from etl.ledger.connection import address, open_engine, refuse_network_share
from etl.ledger.errors import (
    LedgerAddressInvalid,
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerLocked,
    LedgerMissing,
    LedgerOnNetworkShare,
    LedgerTooNew,
    LedgerUnreachable,
    LedgerUnwritable,
    NotErased,
)
from etl.ledger.tables import schema_version
from tests.ledger_engines import entry, tampering

#: The schema after this program's.
NEWER = len(schema.MIGRATIONS) + 1


@pytest.fixture
def path(sqlite_url):
    return Path(sqlite_url.removeprefix("sqlite:///"))


def messages(refusal):
    return [problem.message(lang) for problem in refusal.value.problems for lang in ("zh", "en")]


def test_a_missing_ledger_is_created_only_when_asked(ledger_url):
    assert not Ledger.exists(ledger_url)
    with pytest.raises(LedgerMissing) as refusal:
        Ledger.open(ledger_url, create=False)
    assert messages(refusal)
    assert not Ledger.exists(ledger_url)
    Ledger.open(ledger_url).close()
    assert Ledger.exists(ledger_url)
    Ledger.open(ledger_url, create=False).close()


def test_asking_for_a_ledger_creates_no_folder(path, sqlite_url):
    assert not Ledger.exists(sqlite_url)
    with pytest.raises(LedgerMissing):
        Ledger.open(sqlite_url, create=False)
    assert not path.parent.exists()


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"garbage", b"SQLite format 3\0" + b"\x07" * 4080])
def test_an_empty_or_garbage_file_is_left_as_it_is(path, sqlite_url, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged) as refusal:
        Ledger.open(sqlite_url)
    assert messages(refusal)
    assert path.read_bytes() == content


def test_a_truncated_file_is_damaged(path, sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        for number in range(30):
            ledger.submit(bytes([number]) * 5000, "a.csv", [entry()], [], "huzhou")
    os.truncate(path, path.stat().st_size // 2)
    assert told_by_verify(sqlite_url) == ["ledger.damaged"]


def test_a_flipped_byte_is_told(path, sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        ledger.submit(b"needle in the file" * 500, "a.csv", [entry()], [], "huzhou")
    content = bytearray(path.read_bytes())
    content[content.rindex(b"needle")] ^= 1
    path.write_bytes(content)
    assert told_by_verify(sqlite_url) == ["ledger.original_changed"]


def told_by_verify(url):
    """Codes of what is wrong, be it found on opening or by verifying."""
    try:
        with Ledger.open(url) as ledger:
            return [problem.code for problem in ledger.verify()]
    except LedgerDamaged as refusal:
        return [problem.code for problem in refusal.problems]


def test_a_log_without_its_ledger_is_a_loss_and_no_new_start(path, sqlite_url):
    path.parent.mkdir()
    path.with_name("ledger.db-wal").write_bytes(b"log")
    assert Ledger.exists(sqlite_url)
    with pytest.raises(LedgerDamaged):
        Ledger.open(sqlite_url)
    assert not path.exists()


def test_a_ledger_deleted_under_an_open_one_is_not_made_anew(path, sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        path.unlink()
        with pytest.raises(LedgerUnwritable):
            ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    assert not path.exists()


def test_another_database_is_no_ledger(path, sqlite_url):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE act (x)")
    with pytest.raises(LedgerDamaged):
        Ledger.open(sqlite_url)


def test_a_crash_while_creating_leaves_no_half_made_ledger(path, sqlite_url, monkeypatch):
    def crash(connection):
        raise KeyboardInterrupt

    monkeypatch.setattr(connections, "migrate", crash)
    with pytest.raises(KeyboardInterrupt):
        Ledger.open(sqlite_url)
    assert list(path.parent.iterdir()) == []


def test_an_older_program_refuses_a_newer_schema(ledger_url):
    Ledger.open(ledger_url).close()
    engine = open_engine(address(ledger_url), create=False)
    with engine.begin() as connection:
        connection.execute(insert(schema_version).values(version=NEWER, applied_at=""))
    engine.dispose()
    with pytest.raises(LedgerTooNew) as refusal:
        Ledger.open(ledger_url)
    assert f"{NEWER} > " in messages(refusal)[0]


def test_a_newer_program_upgrades_an_older_schema(ledger_url, monkeypatch):
    with Ledger.open(ledger_url) as ledger:
        ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _add_table))
    monkeypatch.setattr(connections, "MIGRATIONS", schema.MIGRATIONS)
    with Ledger.open(ledger_url) as ledger:
        assert ledger.head() == 2
    engine = open_engine(address(ledger_url), create=False)
    with engine.connect() as connection:
        assert schema.version(connection) == NEWER
        assert connection.scalar(text("SELECT count(*) FROM later")) == 0
    engine.dispose()


def test_an_interrupted_upgrade_leaves_the_old_schema(ledger_url, monkeypatch):
    Ledger.open(ledger_url).close()

    def interrupted(connection):
        _add_table(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, interrupted))
        newer.setattr(connections, "MIGRATIONS", schema.MIGRATIONS)
        with pytest.raises(KeyboardInterrupt):
            Ledger.open(ledger_url)
    engine = open_engine(address(ledger_url), create=False)
    with engine.connect() as connection:
        assert schema.version(connection) == NEWER - 1
        with pytest.raises(Exception, match="later"):
            connection.execute(text("SELECT * FROM later"))
    engine.dispose()


def _add_table(connection):
    connection.execute(text("CREATE TABLE later (x INTEGER)"))


def test_a_full_disk_changes_nothing(sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
        event.listen(ledger._writer, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 1"))
        with pytest.raises(LedgerFull) as refusal:
            ledger.submit(b"y" * 100_000, "b.csv", [entry()], [], "huzhou")
        assert messages(refusal)
        assert ledger.head() == 2
        assert ledger.verify() == []


def test_a_locked_ledger_says_so_and_nothing_is_written(ledger_url, monkeypatch):
    monkeypatch.setattr(connections, "LOCK_TIMEOUT_SECONDS", 1)
    with Ledger.open(ledger_url) as holder, Ledger.open(ledger_url) as waiting:
        with holder._writing() as connection:
            connections.lock(connection)
            with pytest.raises(LedgerLocked) as refusal:
                waiting.submit(b"x", "a.csv", [entry()], [], "huzhou")
        assert messages(refusal)
        assert waiting.head() == 0
        assert waiting.submit(b"x", "a.csv", [entry()], [], "huzhou").accepted


def test_readers_are_not_held_up_by_a_writer(ledger_url):
    with Ledger.open(ledger_url) as ledger:
        ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
        with ledger._writing() as connection:
            connections.lock(connection)
            assert ledger.head() == 2
            assert ledger.verify() == []


def test_a_folder_that_is_a_file_is_unwritable(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(LedgerUnwritable) as refusal:
        Ledger.open(f"sqlite:///{tmp_path}/var/ledger.db")
    assert messages(refusal)


READ_ONLY = """
import os, sys
from etl.ledger import Ledger
from etl.ledger.errors import LedgerUnwritable
if os.getuid() == 0:
    os.setuid(65534)
try:
    Ledger.open(sys.argv[1])
except LedgerUnwritable:
    print("unwritable")
"""


def test_a_folder_without_permission_is_unwritable():
    # the tests may run as root, whom no permission stops: a child without its rights asks
    with TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "var"
        folder.mkdir(mode=0o555)
        command = [sys.executable, "-c", READ_ONLY, f"sqlite:///{folder}/ledger.db"]
        answer = subprocess.run(command, capture_output=True, text=True)
    assert (answer.stdout.strip(), answer.stderr) == ("unwritable", "")


MOUNTS = """\
22 1 0:21 / / rw shared:1 - ext4 /dev/vda rw
30 22 0:40 / /srv/share rw shared:2 - nfs4 server:/x rw
31 22 0:41 / /srv/my\\040disk rw - cifs //server/x rw
32 30 0:42 / /srv/share/local rw - ext4 /dev/vdb rw
"""


@pytest.mark.parametrize(
    ("path", "is_network"),
    [
        ("/srv/share/ledger.db", True),
        ("/srv/my disk/ledger.db", True),
        ("/srv/share/local/ledger.db", False),
        ("/srv/shared/ledger.db", False),
        ("/home/x/ledger.db", False),
    ],
)
def test_a_network_share_is_refused(tmp_path, path, is_network):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    if is_network:
        with pytest.raises(LedgerOnNetworkShare):
            refuse_network_share(Path(path), mounts)
    else:
        refuse_network_share(Path(path), mounts)


@pytest.mark.parametrize(
    "url", ["", "ledger.db", "sqlite://", "sqlite:///:memory:", "mysql://root@localhost/x", "nonsense://x/y"]
)
def test_an_address_that_is_no_ledger(url):
    with pytest.raises(LedgerAddressInvalid) as refusal:
        Ledger.open(url)
    assert messages(refusal)


def test_a_server_that_does_not_answer_and_a_password_that_is_not_told(tmp_path):
    url = f"postgresql://huzhou:secret@/ledger?host={tmp_path}"
    for ask in (Ledger.open, Ledger.exists):
        with pytest.raises(LedgerUnreachable) as refusal:
            ask(url)
        assert not any("secret" in message for message in messages(refusal))


def test_a_ledger_whose_tables_were_dropped_is_damaged(ledger_url):
    Ledger.open(ledger_url).close()
    with tampering(ledger_url) as sql:
        sql("DROP TABLE schema_version")
    with pytest.raises(LedgerDamaged):
        Ledger.open(ledger_url)


def test_a_sweep_over_a_lost_table_ends_in_words(ledger_url):
    with Ledger.open(ledger_url) as ledger:
        ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
        with tampering(ledger_url) as sql:
            sql("DROP TABLE figure")
        with pytest.raises(LedgerError):
            list(ledger.figure_batches())


# A disk that is really full, in a process of its own

FILL = """
import resource, sys
from etl.ledger import Ledger
from etl.ledger.errors import LedgerError
from tests.ledger_engines import entry

url, limit = sys.argv[1], int(sys.argv[2])
with Ledger.open(url) as ledger:
    if limit:  # no file may grow beyond this
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for number in range(100):
        try:
            with ledger.transaction("zhang") as tx:
                data = bytes([number]) * 50_000
                one = tx.submit(data, "a.csv", [entry()], [], region_code="990100").submission_id
                tx.accept(one)
        except LedgerError as error:
            print(number, ledger.head(), error.problems[0].code)
            break
    print(len(ledger.verify()))
"""


def fill(url, limit=0, prefix=()):
    """Accept files until there is no room: how many, the head, the code, faults of `verify`."""
    command = [*prefix, sys.executable, "-c", FILL, url, str(limit)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_file_that_may_grow_no_further(sqlite_url):
    accepted, head, code, faults = fill(sqlite_url, limit=400_000)
    assert int(accepted) > 0 and int(head) == 2 * int(accepted)
    assert code in ("ledger.full", "ledger.failed") and faults == "0"
    with Ledger.open(sqlite_url) as ledger:  # there is room again
        assert ledger.head() == int(head)
        assert ledger.submit(b"after", "a.csv", [entry()], [], "huzhou").accepted


def test_a_disk_without_room(tmp_path):
    """A file system of 1 MB, mounted where nobody else sees it."""
    inside = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = f"mount -t tmpfs -o size=1m tmpfs {tmp_path} &&"
    if subprocess.run([*inside, f"{mount} true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a file system of their own")
    prefix = [*inside, f'{mount} exec "$@"', "sh"]
    accepted, head, code, faults = fill(f"sqlite:///{tmp_path}/ledger.db", prefix=prefix)
    assert int(accepted) > 0 and int(head) == 2 * int(accepted)
    assert (code, faults) == ("ledger.full", "0")


@pytest.mark.parametrize("verb", ["transaction", "submit"])
def test_who_waits_in_vain_for_the_lock_is_told(ledger_url, monkeypatch, verb):
    monkeypatch.setattr(connections, "LOCK_TIMEOUT_SECONDS", 1)
    with Ledger.open(ledger_url) as holder, Ledger.open(ledger_url) as waiting:
        with holder.transaction("zhang") as tx:
            tx.submit(b"x", "a.csv", [entry()], [])
            with pytest.raises(LedgerLocked):
                if verb == "transaction":
                    with waiting.transaction("li"):
                        pass
                else:
                    waiting.submit(b"y", "a.csv", [entry()], [], "li")
        assert waiting.head() == 1, "the holder was not disturbed"


def test_a_purge_while_somebody_reads_is_recorded_and_says_what_is_left(ledger_url, monkeypatch):
    monkeypatch.setattr(connections, "LOCK_TIMEOUT_SECONDS", 1)
    with Ledger.open(ledger_url) as reader, Ledger.open(ledger_url) as ledger:
        with ledger.transaction("admin") as tx:
            one = tx.refuse(b"secret", "a.csv", []).submission_id
            request = tx.ask_purge(one, "涉密")
        with reader._reading() as connection:
            connection.execute(text("SELECT count(*) FROM original"))
            with pytest.raises(NotErased) as said, ledger.transaction("auditor") as tx:
                tx.agree_purge(request)
        assert messages(said)
        assert ledger.submission(one).is_purged
        assert ledger.verify() == []
