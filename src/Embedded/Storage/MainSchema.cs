namespace InboxMind.Embedded.Storage;

/// <summary>The tables of <c>inboxmind.db</c>.</summary>
internal static class MainSchema
{
    public static readonly Schema Value = new(Mail, Sync);

    private const string Mail =
        """
        CREATE TABLE mailbox(
            user TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY(user, id)) WITHOUT ROWID;

        CREATE TABLE thread(
            seq INTEGER PRIMARY KEY, user TEXT NOT NULL, id TEXT NOT NULL, alias_of INTEGER REFERENCES thread(seq),
            UNIQUE(user, id));
        CREATE INDEX thread_alias ON thread(alias_of) WHERE alias_of IS NOT NULL;
        CREATE TABLE thread_reference(
            user TEXT NOT NULL, message_id BLOB NOT NULL, thread INTEGER NOT NULL REFERENCES thread(seq),
            PRIMARY KEY(user, message_id)) WITHOUT ROWID;

        CREATE TABLE message(
            seq INTEGER PRIMARY KEY, user TEXT NOT NULL, id TEXT NOT NULL,
            thread INTEGER NOT NULL REFERENCES thread(seq), date INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1, indexed_version INTEGER NOT NULL DEFAULT 0, stored_at INTEGER NOT NULL,
            message_id TEXT NOT NULL, subject TEXT NOT NULL, size INTEGER NOT NULL, details TEXT NOT NULL,
            text_length INTEGER NOT NULL, text BLOB NOT NULL, raw BLOB NOT NULL,
            UNIQUE(user, id));
        CREATE INDEX message_thread ON message(thread, date);
        CREATE INDEX message_date ON message(user, date, id);
        CREATE INDEX message_unindexed ON message(stored_at) WHERE indexed_version < version;

        CREATE TABLE placement(
            user TEXT NOT NULL, mailbox TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL,
            message INTEGER NOT NULL REFERENCES message(seq), flags INTEGER NOT NULL,
            PRIMARY KEY(user, mailbox, folder, uid_validity, uid)) WITHOUT ROWID;
        CREATE INDEX placement_message ON placement(message, folder);

        CREATE TABLE quarantine(
            seq INTEGER PRIMARY KEY, user TEXT NOT NULL, id TEXT NOT NULL, mailbox TEXT NOT NULL, source TEXT NOT NULL,
            reason TEXT NOT NULL, at INTEGER NOT NULL, raw BLOB NOT NULL,
            UNIQUE(user, id));

        CREATE TABLE work(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, visible_at INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL DEFAULT 0, receipt INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX work_visible ON work(queue, visible_at, seq);
        CREATE TABLE poisoned_work(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, dequeue_count INTEGER NOT NULL, at INTEGER NOT NULL);
        """;

    private const string Sync =
        """
        ALTER TABLE mailbox ADD COLUMN settings TEXT;

        ALTER TABLE placement ADD COLUMN remote_id TEXT;
        ALTER TABLE placement ADD COLUMN labels TEXT NOT NULL DEFAULT '';
        CREATE INDEX placement_remote ON placement(user, mailbox, remote_id) WHERE remote_id IS NOT NULL;

        CREATE TABLE removed(
            user TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(user, id)) WITHOUT ROWID;
        CREATE TABLE tombstone_key(user TEXT NOT NULL PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE tombstone(
            user TEXT NOT NULL, mark BLOB NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(user, mark)) WITHOUT ROWID;

        CREATE TABLE secret(
            user TEXT NOT NULL, mailbox TEXT NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY(user, mailbox, kind)) WITHOUT ROWID;

        CREATE TABLE sync_lease(
            user TEXT NOT NULL, mailbox TEXT NOT NULL, owner TEXT, fence INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            PRIMARY KEY(user, mailbox)) WITHOUT ROWID;
        CREATE TABLE sync_mailbox(
            user TEXT NOT NULL, mailbox TEXT NOT NULL, state TEXT NOT NULL, next_run INTEGER NOT NULL, last_success INTEGER,
            last_error TEXT, retry_at INTEGER, failures INTEGER NOT NULL,
            PRIMARY KEY(user, mailbox)) WITHOUT ROWID;
        CREATE TABLE sync_folder(
            user TEXT NOT NULL, mailbox TEXT NOT NULL, name TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid_next INTEGER NOT NULL,
            highest_mod_seq INTEGER NOT NULL, "exists" INTEGER NOT NULL, pending TEXT NOT NULL, rebuilding INTEGER NOT NULL,
            found INTEGER NOT NULL, fetched INTEGER NOT NULL, quarantined INTEGER NOT NULL,
            PRIMARY KEY(user, mailbox, name)) WITHOUT ROWID;
        """;
}
