"""`AccessStore`: everything other parts of the program may ask of the access store."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import NoReturn, Self

from sqlalchemy import Connection, Engine, delete, insert, select

from etl.access import attempts, events, passwords, sessions, tokens, visits
from etl.access.connection import access_url, open_engine
from etl.access.errors import AccessError, AccessUnavailable, translated
from etl.access.events import AccessEvent, EventKey, EventKind
from etl.access.sessions import Session
from etl.access.tables import credential
from etl.access.tokens import Token
from etl.ledger import clock
from etl.ledger.connection import for_writing
from etl.workspace import Workspace

_MAX_WRONG_TOKENS = 4_096


class AccessStore:
    """One open store; may be used from several threads, and by several processes at once.

    Methods raise AccessUnavailable where the store cannot be read or written.
    """

    def __init__(self, engine: Engine, place: str, read_clock: clock.Clock = clock.now):
        self._engine = engine
        self._writer = for_writing(engine)
        self._place = place
        self._now = read_clock
        self._counts: Counter[EventKey] = Counter()
        self._counting = Lock()
        #: Keys of tokens lately shown that do not exist: the same one again is no new guess.
        self._wrong_tokens: OrderedDict[str, None] = OrderedDict()

    @classmethod
    def open(cls, workspace: Workspace, read_clock: clock.Clock = clock.now) -> Self:
        """Open the store of a workspace, creating it where there is none."""
        return cls(*open_engine(access_url(workspace)), read_clock)

    def close(self) -> None:
        """Write what was counted and close the connections."""
        try:
            self.write_counts()
        except AccessUnavailable:
            pass  # counts of the last seconds; the store said already that it is not well
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self._place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self._place), self._writer.begin() as connection:
            yield connection

    # Sessions

    def begin_session(self, account: str, source: str = "") -> str:
        """Open a session for an account whose identity was proved; returns the new token."""
        with self._writing() as connection:
            return sessions.begin(connection, account, source, self._now())

    def adopt_session(self, key: str, account: str, source: str, until: datetime) -> None:
        """Open a session that somebody else proved, under a key of theirs, until `until` at
        most. A key that was used before opens nothing: an ended session stays ended."""
        now = self._now()
        with self._writing() as connection:
            if not sessions.is_known(connection, key):
                sessions.put(connection, key, account, source, now, until)

    def session(self, key: str, idle_minutes: int) -> Session | None:
        """The session in force under `key`; using it keeps it from lying idle."""
        now = self._now()
        with self._reading() as connection:
            found = sessions.find(connection, key, timedelta(minutes=idle_minutes), now)
        if found and found.seen_at + sessions.SEEN_STEP < now:
            self._touch(lambda connection: sessions.touch(connection, key, now))
        return found

    def _touch(self, note_use: Callable[[Connection], None]) -> None:
        try:
            with self._writing() as connection:
                note_use(connection)
        except AccessUnavailable:
            pass  # a store that is full or locked ends the session later, not now

    def end_session(self, key: str) -> None:
        """End one session."""
        with self._writing() as connection:
            sessions.end(connection, key, self._now())

    def end_sessions(self, account: str) -> None:
        """End every session of an account."""
        with self._writing() as connection:
            sessions.end_all(connection, account, self._now())

    def session_keys(self, account: str) -> frozenset[str]:
        """The keys of every session of an account that is remembered, ended ones too."""
        with self._reading() as connection:
            return sessions.keys(connection, account)

    def last_visit(self, account: str) -> datetime | None:
        """When an account was last here on an earlier day; None where it was not."""
        with self._reading() as connection:
            return visits.last(connection, account)

    # Passwords

    def set_one_time_password(self, account: str, by: str = "") -> str:
        """Give an account a new first password, which has to be changed at the next
        sign-in; ends its sessions, its tokens and its lock. The password is returned, never kept.
        `by` is who asked for it. For the operator; others go through `reset_password`."""
        password = passwords.one_time()
        with self._writing() as connection:
            self._put_password(connection, account, password, must_change=True)
            tokens.revoke_all(connection, by, self._now(), account)
            attempts.forget(connection, attempts.subject_of_account(account, is_known=True))
        self.count(EventKind.PASSWORD_RESET, by, account)
        return password

    def change_password(self, account: str, old: str, new: str, source: str) -> str:
        """Replace a password by its owner; ends every session and returns the token of a
        new one. Raises AccessError where the old one is wrong or the new one is no good."""
        passwords.require_good(new, account)
        self.check_password(account, old, source)
        if new == old:
            raise AccessError("password_same")
        with self._writing() as connection:
            self._put_password(connection, account, new, must_change=False)
            token = sessions.begin(connection, account, source, self._now())
        self.count(EventKind.PASSWORD_CHANGED, source, account)
        return token

    def _put_password(self, connection: Connection, account: str, password: str, must_change: bool) -> None:
        connection.execute(delete(credential).where(credential.c.account == account))
        connection.execute(
            insert(credential).values(
                account=account,
                password_hash=passwords.hashed(password),
                must_change=int(must_change),
                changed_at=clock.to_text(self._now()),
            )
        )
        sessions.end_all(connection, account, self._now())

    def check_password(self, account: str, password: str, source: str, is_open: bool = True) -> None:
        """Raise AccessError unless the password is the account's and neither the account
        nor the source is locked. `is_open` False: the account may not sign in, whatever
        the password. A wrong password, an unknown name and a closed account are answered
        alike and after the same time."""
        with self._reading() as connection:
            password_hash = connection.scalar(_password_hash(account))
        known = account if password_hash else ""
        subjects = attempts.subjects(account, bool(known), source)
        with self._writing() as connection:  # counted first: guesses sent at once count each
            locked = attempts.is_locked(connection, subjects, self._now())
            if not locked:
                attempts.failed(connection, subjects, self._now())
        if locked:
            self.count(EventKind.SIGN_IN_LOCKED, source, known)
            raise AccessError("locked", minutes=attempts.LOCK_MINUTES)
        if not passwords.matches(password, password_hash) or not is_open:
            self.count(EventKind.SIGN_IN_FAILED, source, known)
            raise AccessError("sign_in")
        with self._writing() as connection:
            attempts.succeeded(connection, subjects)

    def must_change_password(self, account: str) -> bool:
        """Whether the account still has its first password."""
        with self._reading() as connection:
            row = select(credential.c.must_change).where(credential.c.account == account)
            return bool(connection.scalar(row))

    def has_password(self, account: str) -> bool:
        """Whether the account can sign in with a password."""
        with self._reading() as connection:
            return connection.scalar(_password_hash(account)) is not None

    def remove_password(self, account: str) -> None:
        """Take an account's password away and end its sessions."""
        with self._writing() as connection:
            connection.execute(delete(credential).where(credential.c.account == account))
            sessions.end_all(connection, account, self._now())

    # Tokens

    def make_token(self, account: str, name: str, days: int, by: str) -> tuple[str, Token]:
        """A new token of an account, which is returned and never kept, and what is known of it.
        `by` is who asked for it, or from where. AccessError where name or days are no good, or
        the account has as many as it may."""
        with self._writing() as connection:
            text, made = tokens.make(connection, account, name, days, self._now())
        self.count(EventKind.TOKEN_MADE, by, account, made.token_id)
        return text, made

    def check_token(self, text: str, source: str) -> Token:
        """The token in force that a program shows. AccessError, worded alike, where there is none
        such; `access.locked` where too many that do not exist came from this source. A good one is
        let in all the same: an office shares an address, and of 256 bits nobody guesses one."""
        key, subject, now = tokens.token_key(text), attempts.subject_of_tokens(source), self._now()
        with self._reading() as connection:
            found = tokens.find(connection, key) if tokens.is_shaped(text) else None
            is_closed = found is None and attempts.is_locked(connection, [subject], now)
        if is_closed:
            self.count(EventKind.TOKEN_FAILED, source)
            raise AccessError("locked", minutes=attempts.LOCK_MINUTES)
        if found is None or not found.is_in_force(now):
            self._refuse_token(key, subject, source, found)
        if found.used_at is None or found.used_at + tokens.USED_STEP < now:
            self._touch(lambda connection: tokens.touch(connection, key, now))
        return found

    def _refuse_token(self, key: str, subject: str, source: str, found: Token | None) -> NoReturn:
        """One that was good once is no guess; nor is the same wrong one again, which a workbook
        may send every minute."""
        is_guess = found is None and key not in self._wrong_tokens
        if is_guess:
            with self._writing() as connection:
                attempts.failed(connection, [subject], self._now())
            with self._counting:
                self._wrong_tokens[key] = None
                while len(self._wrong_tokens) > _MAX_WRONG_TOKENS:
                    self._wrong_tokens.popitem(last=False)
        self.count(EventKind.TOKEN_FAILED, source, found.account if found else "")
        raise AccessError("token")

    def tokens(self, account: str | None = None) -> list[Token]:
        """The tokens of an account (None: of all), newest first, ended ones too while they are kept."""
        with self._reading() as connection:
            return tokens.listed(connection, account)

    def revoke_token(self, token_id: str, by: str, account: str | None = None) -> Token:
        """End a token at once; with `account` only one of this account. AccessError where there is
        none such in force."""
        with self._writing() as connection:
            found = tokens.revoke(connection, token_id, by, self._now(), account)
        self.count(EventKind.TOKEN_REVOKED, by, found.account, token_id)
        return found

    def revoke_every_token(self, by: str) -> None:
        """End every token of everybody."""
        with self._writing() as connection:
            tokens.revoke_all(connection, by, self._now())

    # Events

    def count(self, kind: EventKind, source: str, account: str = "", subject: str = "") -> None:
        """Count an event; it is written with the next `write_counts`. Never waits or fails."""
        one = events.key(kind, source, account, subject, self._now())
        with self._counting:
            full = len(self._counts) >= events.MAX_ROWS_PER_DAY and kind in events.BY_STRANGERS
            if full and one not in self._counts:
                one = EventKey(one.minute, kind, events.MANY, "")
            self._counts[one] += 1

    def write_counts(self) -> None:
        """Write what was counted since the last time, and drop what is too old."""
        with self._counting:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            with self._writing() as connection:
                events.add(connection, counts)
                events.forget_old(connection, self._now())
        except AccessUnavailable:
            with self._counting:  # bounded by `count`; tried again with the next ones
                self._counts.update(counts)
            raise

    def events(self, since: datetime) -> list[AccessEvent]:
        """What happened at the door since a moment, the latest first."""
        with self._reading() as connection:
            return events.listed(connection, since)

    def sources_of_acts(self, sequences: Iterable[int]) -> dict[int, str]:
        """From which address these acts of the ledger were done, as far as it is noted."""
        with self._reading() as connection:
            return events.sources_of_acts(connection, sequences)


def _password_hash(account: str):
    return select(credential.c.password_hash).where(credential.c.account == account)
