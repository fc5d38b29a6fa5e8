"""Collecting figures: the only thing pages and web routes call to write.

Every function takes the workspace and the NAME of the account, which the connection gives and
no widget; an empty name is the public. Rights are read anew at every call, for a write in its
own transaction. What may not be done raises `Refused` with a problem `rights.*`, what cannot be
done one `collection.*` or a LedgerError; nothing is written then.

    filing      examine(workspace, data, name, terms) -> Examined         reads and checks, stores nothing
                difference.difference(examined) -> [Difference]           new, changed, unchanged, withdrawn …
                gaps_after(workspace, entries, as_of) -> [gap row]
                submit(workspace, account, examined, terms, resend_reason="") -> Receipt
                keep_refused(workspace, account, examined, terms) -> Kept   a refused file goes on record
                open_regions(workspace, account) -> [code]                for whom the account may file
    review      waiting(workspace, account) -> Inbox                      to sign, sent, returned
                inspect(workspace, account, submission_id) -> Inspection  what the reviewer looks at
                sign(workspace, account, submission_id, basis) -> Receipt
                send_back(workspace, account, submission_id, reason) -> int
                withdraw(workspace, account, submission_id, reason) -> int
    submissions visible(workspace, account) -> [Submission]               own, and of one's regions
    quarters    progress(workspace, account, quarter) -> [Duty]           expected × received × on time
                locks(workspace, account) -> [Lock]
                reopen(workspace, account, region_code, quarter, reason, until) -> int
    reminders   reminder(duties, lang) -> str                             copyable
    deadlines   calendar(workspace, year, lang) -> bytes                  .ics of the deadlines
    release     preview(workspace, account, province, quarter) -> ReleasePreview
                release(workspace, account, province, quarter, basis) -> int
                unrelease(workspace, account, province, quarter, reason) -> int
                released(workspace, account) -> [Released]
    history     versions(workspace, account, key) -> [Version]            of one figure, newest first
                locate(workspace, account, submission_id, row) -> Cell    its cell in the original file
                original(workspace, account, submission_id) -> Original   the bytes, to be downloaded
    accounts    listing(workspace, account) -> [Account]
                put_account(workspace, account, new) -> int               create, change, disable
                put_stand_in(workspace, account, stand_in) -> int         until = yesterday ends it
                stand_ins(workspace, account) -> [StandIn]
                install_account(workspace, new) -> int                    the operator's, for `etl user`
    plan_reading
                examine(workspace, account, data, name) -> PlanFile       text and candidates, stores nothing
                intakes(workspace, account, document_id=None) -> [PlanIntake]
                stored(workspace, account, plan_sha256) -> PlanFile       a plan taken in, read again
                editions(workspace, account, document_id) -> [Edition]    what each changed, latest first
                plan_file(workspace, account, plan_sha256) -> bytes       to be downloaded
                consistency(workspace, account, document_id, as_of) -> Inconsistencies
    plan_intake preview(workspace, account, plan, choices) -> IntakePreview
                confirm(workspace, account, plan, choices, basis) -> IntakeReceipt
                install_plan(workspace, name, plan, choices) -> IntakeReceipt      the operator's, for `etl targets`
    register_export
                export(workspace, keep=None) -> [file]                    registers of the ledger, the operator's
    purging     ask(workspace, account, sha256, reason) -> int
                agree(workspace, account, sha256) -> int
                asked(workspace, account) -> [PurgeRequest]
    audit       listing(workspace, account, filters, page) -> AuditPage
                head(workspace, account) -> Head                          the last act of the chain
                daily_heads(workspace, account) -> [DailyHead]            noted outside, compared
                verify(workspace, account) -> [Problem]                   every hash computed anew
                write_head(workspace) -> Path | None                      once a day
    form        form(workspace, account, submission_id) -> Form           to print, sign and stamp
    scans       attach(workspace, account, submission_id, data, name) -> int
                scans(workspace, account, submission_id) -> [Scan]
                scan(workspace, account, submission_id, sha256) -> bytes
"""
