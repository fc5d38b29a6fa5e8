"""`Transaction`: everything that may be read and written under one lock, at one time."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from etl.checks.upload import acceptable
from etl.ledger import chain, history, people, plans, purge, quarters, register_versions, replay, workflow
from etl.ledger.errors import OldFile
from etl.ledger.journal import Journal
from etl.ledger.locks import Locks
from etl.ledger.plan_records import PlanDecision
from etl.ledger.records import ActKind, Dossier, FigureId, PurgeRequest, Receipt, RegisterVersion
from etl.ledger.submissions import Terms, Upload, entries, record_upload
from etl.problems import Problem
from etl.rights import Account, Situation, StandIn

if TYPE_CHECKING:
    from etl.parse import Entry


class Transaction:
    """One write transaction of one account; made by `Ledger.transaction`.

    It holds the ledger's lock, so what is read here cannot change before it commits; all
    acts carry one time. Whoever calls asks `etl.rights` with `situation` first: the ledger
    records who acted and refuses what cannot follow, it does not judge who may. Each act
    returns its sequence number. `principal` is the account on whose behalf a stand-in acts;
    both names are recorded. An error raised inside the `with` block undoes everything.
    """

    def __init__(self, connection: Connection, journal: Journal, place: str):
        self._connection = connection
        self._journal = journal
        self._place = place
        #: Whether bytes were emptied, so that the engine must give them up after the commit.
        self.has_purged = False

    @property
    def account(self) -> str:
        """Who acts."""
        return self._journal.account

    @property
    def head(self) -> int:
        """The last sequence number given, those of this transaction included."""
        return self._journal.sequence

    @property
    def today(self) -> date:
        """The day of this transaction's acts in Shanghai."""
        return self._journal.today

    # What is read under the lock

    def situation(
        self, parents: Mapping[str, str], counties: Collection[str], today: date
    ) -> Situation:
        """Accounts, stand-ins and locks for `etl.rights`; the region tree is the caller's.

        `locked` is looked up pair by pair and ends with the transaction.
        """
        known = people.people(self._connection)
        return Situation(
            accounts=known.accounts,
            parents=parents,
            counties=counties,
            locked=Locks(lambda: nullcontext(self._connection), today),
            stand_ins=known.stand_ins,
            today=today,
        )

    def submission(self, submission_id: str) -> Dossier:
        """State, signatures, regions and quarters of a submission; else SubmissionUnknown."""
        return history.dossier(self._connection, submission_id, self._place)

    def entries(self, submission_id: str) -> list["Entry"]:
        """The figures of a submission, by row."""
        found = history.find(self._connection, submission_id, self._place)
        return entries(self._connection, found.submission_no)

    def figures_changed_since(self, sequence: int, keys: Collection[tuple]) -> frozenset[FigureId]:
        """Which of these figures were accepted or withdrawn by an act after `sequence`.

        A key is (region_code, metric, scope, counting, month_no).
        """
        return replay.changed_since(self._connection, sequence, keys)

    def replaced_by(self, data: bytes, figures: Sequence["Entry"]) -> str | None:
        """The submission in force that replaced figures of this very file, sent before; None
        where it is no old file. Submitting it again takes a reason."""
        return replay.replaced_by(self._connection, chain.sha256(data), figures)

    def purge_requests(self) -> list[PurgeRequest]:
        """What was asked for and not yet agreed to."""
        return purge.open_requests(self._connection)

    # Acts on submissions

    def record_registers(self, contents: Mapping[str, bytes], written: Collection[str] = ()) -> list[RegisterVersion]:
        """Record the registers a submission is judged by, where they changed; call it first.
        `written` as in `Ledger.record_registers`."""
        return register_versions.record(self._connection, self._journal, contents, written=written)

    def submit(
        self,
        data: bytes,
        name: str,
        figures: Sequence["Entry"],
        problems: Sequence[Problem],
        *,
        encoding: str = "",
        region_code: str = "",
        quarter: str = "",
        key: str = "",
        reason: str = "",
        principal: str = "",
    ) -> Receipt:
        """Store a file and its figures; they wait and count for nothing until `accept`.

        `region_code` and `quarter` are those chosen by the sender, "" for a backfill over
        many quarters. The same `key`, or the same bytes under the same terms while they wait
        or count, is the same submission: a receipt with `replay`. Bytes whose figures were
        replaced meanwhile raise OldFile, unless there is a `reason`. A file whose problems
        keep it out is a ValueError: it goes to `refuse`.
        """
        if not acceptable(problems):
            raise ValueError("a file with errors is refused, not submitted")
        terms = Terms(region_code, quarter, key)
        upload = Upload(data, name, encoding, figures, problems, terms)
        return self._confirmed(upload) or self._standing(upload, reason) or self._record(
            upload, ActKind.SUBMITTED, self._detail(principal, reason=reason)
        )

    def refuse(
        self,
        data: bytes,
        name: str,
        problems: Sequence[Problem],
        *,
        encoding: str = "",
        region_code: str = "",
        quarter: str = "",
        key: str = "",
        principal: str = "",
    ) -> Receipt:
        """Keep a file that was turned away, without figures."""
        terms = Terms(region_code, quarter, key)
        upload = Upload(data, name, encoding, (), problems, terms)
        return self._confirmed(upload) or self._record(
            upload, ActKind.REFUSED, self._detail(principal)
        )

    def review(self, submission_id: str, *, note: str = "", principal: str = "") -> int:
        """Sign as 审核人, where another signature follows."""
        detail = self._detail(principal, reason=note)
        return workflow.review(self._connection, self._journal, submission_id, detail, self._place)

    def accept(self, submission_id: str, *, note: str = "", principal: str = "") -> int:
        """Sign last: the figures count from this act on, and their quarters are locked."""
        detail = self._detail(principal, reason=note)
        return workflow.accept(self._connection, self._journal, submission_id, detail, self._place)

    def send_back(self, submission_id: str, reason: str, *, principal: str = "") -> int:
        """Return a submission that waits for a signature."""
        detail = self._detail(principal, reason=reason)
        return workflow.send_back(self._connection, self._journal, submission_id, detail, self._place)

    def withdraw(self, submission_id: str, reason: str, *, principal: str = "") -> int:
        """Take back a submission that waits or counts."""
        detail = self._detail(principal, reason=reason)
        return workflow.withdraw(self._connection, self._journal, submission_id, detail, self._place)

    def attach(self, submission_id: str, data: bytes, *, principal: str = "") -> int:
        """Keep the scan of the signed and stamped form."""
        detail = self._detail(principal)
        return workflow.attach(
            self._connection, self._journal, submission_id, data, detail, self._place
        )

    # Acts on quarters

    def reopen(
        self, region_code: str, quarter: str, reason: str, until: date, *, principal: str = ""
    ) -> int:
        """Let a quarter with accepted figures be filed again up to and including `until`."""
        detail = self._detail(principal, reason=reason)
        return quarters.reopen(
            self._connection, self._journal, region_code, quarter, reason, until, detail, self._place
        )

    def release(self, province: str, quarter: str, *, note: str = "", principal: str = "") -> int:
        """Make a quarter of a province public as it stands at this act."""
        return self._set_public(province, quarter, True, note, principal)

    def unrelease(self, province: str, quarter: str, reason: str, *, principal: str = "") -> int:
        """Take a released quarter back at once."""
        return self._set_public(province, quarter, False, reason, principal)

    def _set_public(
        self, province: str, quarter: str, is_public: bool, reason: str, principal: str
    ) -> int:
        detail = self._detail(principal, reason=reason)
        return quarters.set_public(
            self._connection, self._journal, province, quarter, is_public, reason, detail, self._place
        )

    # Acts on people

    def put_account(self, account: Account, *, reason: str = "") -> int:
        """Record what an account is from now on; its first version makes it."""
        detail = self._detail(reason=reason)
        return people.put_account(self._connection, self._journal, account, detail, self._place)

    def put_stand_in(self, stand_in: StandIn) -> int:
        """Record an arrangement, in place of an earlier one of the same two."""
        detail = self._detail(reason=stand_in.reason)
        return people.put_stand_in(self._connection, self._journal, stand_in, detail, self._place)

    def end_stand_in(self, principal: str, stand_in: str, reason: str) -> int:
        """End an arrangement at once."""
        detail = self._detail(reason=reason)
        return people.end_stand_in(
            self._connection, self._journal, principal, stand_in, reason, detail, self._place
        )

    def ask_purge(
        self, submission_id: str, reason: str, *, sha256: str = "", principal: str = ""
    ) -> int:
        """Ask for the removal of a submission's original, or of its scan with `sha256`; the
        submission must have been refused, returned or withdrawn, unless it is a scan."""
        detail = self._detail(principal)
        return purge.ask(
            self._connection, self._journal, submission_id, sha256, reason, detail, self._place
        )

    def agree_purge(self, request: int, *, principal: str = "") -> int:
        """Agree, as another person, to the request with this number: what it names is gone."""
        detail = self._detail(principal)
        self.has_purged = True
        return purge.agree(self._connection, self._journal, request, detail, self._place)

    # Acts on plans

    def take_in_plan(
        self,
        document_id: str,
        data: bytes,
        text_sha256: str,
        decisions: Sequence[PlanDecision],
        registers: Mapping[str, bytes],
        *,
        numbers: bytes | None = None,
        principal: str = "",
    ) -> int:
        """Record decisions on the quantities of a plan (`data`: its bytes), and the new content of
        every register that follows from them. `record_registers` comes first, so that these
        continue what the files hold, like `numbers`, the list of quantities as found."""
        detail = self._detail(principal)
        register_versions.record_numbers(self._connection, self._journal, numbers)
        return plans.take_in(
            self._connection, self._journal, document_id, data, text_sha256, decisions, registers, detail, self._place
        )

    def ask_plan_purge(self, plan_sha256: str, reason: str, *, principal: str = "") -> int:
        """Ask for the removal of the bytes of a plan that was taken in."""
        detail = self._detail(principal)
        return purge.ask_plan(self._connection, self._journal, plan_sha256, reason, detail, self._place)

    def _confirmed(self, upload: Upload) -> Receipt | None:
        sha256 = chain.sha256(upload.data)
        return replay.confirmed_before(self._connection, upload.terms.key, sha256, self._place)

    def _standing(self, upload: Upload, reason: str) -> Receipt | None:
        """The same submission once more; OldFile where its figures were replaced."""
        newer = self.replaced_by(upload.data, upload.entries)
        if newer is None:
            sha256 = chain.sha256(upload.data)
            return replay.standing_replay(self._connection, sha256, self.account, upload.terms)
        if not reason.strip():
            raise OldFile(self._place, newer)
        return None

    def _record(self, upload: Upload, kind: ActKind, detail: Mapping[str, object]) -> Receipt:
        submission_id = record_upload(
            self._connection, self._journal, upload, kind, detail, self._place
        )
        return Receipt(submission_id, self._journal.sequence, False, False, kind)

    def _detail(self, principal: str = "", *, reason: str = "") -> dict[str, str]:
        """What an act says beside its subject: only what there is."""
        said = {"for": principal.strip(), "reason": reason.strip()}
        if said["for"] == self.account:
            said["for"] = ""
        return {name: text for name, text in said.items() if text}
