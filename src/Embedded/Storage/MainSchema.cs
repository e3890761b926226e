namespace InboxMind.Embedded.Storage;

/// <summary>The tables of <c>inboxmind.db</c>.</summary>
internal static class MainSchema
{
    public static readonly Schema Value = new(
        Mail, Sync, Accounts, SyncStatus, AuditEnds, Listing, Questions, Privacy, RawMail, Redaction, QuestionCounts, SetAside, SyncSince,
        SetAsidePlace, SyncTrouble, SyncServer, IndexFile, Readings, AssistantSessions, PersonMerges, MailKeys,
        StageCounts, HeadChanges, RawBehindText, HeadPacks)
    {
        Table = "message",
        Shrinks = true,
    };

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
            seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, dequeue_count INTEGER NOT NULL,
            at INTEGER NOT NULL);
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

    private const string SyncServer =
        """
        ALTER TABLE sync_mailbox ADD COLUMN without TEXT NOT NULL DEFAULT '';
        ALTER TABLE sync_mailbox ADD COLUMN left_out TEXT NOT NULL DEFAULT '';
        ALTER TABLE sync_mailbox ADD COLUMN throttled INTEGER NOT NULL DEFAULT 0;
        """;

    private const string Accounts =
        """
        CREATE TABLE user(
            id TEXT NOT NULL PRIMARY KEY, organisation TEXT NOT NULL, display_name TEXT NOT NULL, email TEXT NOT NULL,
            email_proven INTEGER NOT NULL, role TEXT NOT NULL, active INTEGER NOT NULL, zone TEXT,
            created_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX user_organisation ON user(organisation, id);
        CREATE TABLE identity(
            provider TEXT NOT NULL, subject TEXT NOT NULL, user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE, email TEXT NOT NULL,
            linked_at INTEGER NOT NULL,
            PRIMARY KEY(provider, subject)) WITHOUT ROWID;
        CREATE INDEX identity_user ON identity(user);

        CREATE TABLE session(
            user TEXT NOT NULL, id TEXT NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            client TEXT NOT NULL, address TEXT NOT NULL, operator INTEGER NOT NULL,
            PRIMARY KEY(user, id)) WITHOUT ROWID;
        CREATE INDEX session_expiry ON session(expires_at);
        CREATE TABLE refresh_token(
            user TEXT NOT NULL, session TEXT NOT NULL, hash BLOB NOT NULL, used INTEGER NOT NULL,
            PRIMARY KEY(user, session, hash), FOREIGN KEY(user, session) REFERENCES session(user, id) ON DELETE CASCADE) WITHOUT ROWID;
        CREATE TABLE signing_key(id TEXT NOT NULL PRIMARY KEY, created_at INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;

        CREATE TABLE sign_in_attempt(
            state BLOB NOT NULL PRIMARY KEY, browser BLOB NOT NULL, provider TEXT NOT NULL, intent TEXT NOT NULL, user TEXT,
            expires_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE sign_in_link(hash BLOB NOT NULL PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE token_lock(
            user TEXT NOT NULL, mailbox TEXT NOT NULL, owner TEXT NOT NULL, expires_at INTEGER NOT NULL,
            PRIMARY KEY(user, mailbox)) WITHOUT ROWID;

        CREATE TABLE pseudonym(user TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL UNIQUE) WITHOUT ROWID;
        CREATE TABLE audit_key(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE audit_entry(
            organisation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,
            subject TEXT NOT NULL, address TEXT NOT NULL, request_id TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY(organisation, seq)) WITHOUT ROWID;
        CREATE TABLE audit_seal(
            organisation TEXT NOT NULL, last INTEGER NOT NULL, key INTEGER NOT NULL, seal BLOB NOT NULL,
            PRIMARY KEY(organisation, last)) WITHOUT ROWID;
        CREATE TABLE audit_anchor(organisation TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID;
        """;

    private const string SyncStatus =
        """
        ALTER TABLE sync_folder ADD COLUMN undelivered TEXT NOT NULL DEFAULT '';
        ALTER TABLE sync_mailbox ADD COLUMN began INTEGER;
        ALTER TABLE sync_mailbox ADD COLUMN found_before INTEGER NOT NULL DEFAULT 0;
        """;

    private const string AuditEnds =
        """
        CREATE TABLE audit_head(
            organisation TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL, key INTEGER NOT NULL, mark BLOB NOT NULL) WITHOUT ROWID;
        ALTER TABLE audit_anchor ADD COLUMN key INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE audit_anchor ADD COLUMN mark BLOB NOT NULL DEFAULT x'';
        """;

    private const string Listing =
        """
        ALTER TABLE message ADD COLUMN has_attachments INTEGER NOT NULL DEFAULT 0;
        UPDATE message SET has_attachments = 1 WHERE EXISTS(
            SELECT 1 FROM json_each(message.details, '$.Attachments') a WHERE NOT a.value ->> '$.IsInline');
        DROP INDEX message_date;
        CREATE INDEX message_date ON message(user, date, id, has_attachments);
        CREATE INDEX placement_labels ON placement(user, labels) WHERE labels <> '';
        """;

    private const string Questions =
        """
        CREATE TABLE question(
            seq INTEGER PRIMARY KEY, user TEXT NOT NULL, id TEXT NOT NULL, conversation TEXT NOT NULL, asked_at INTEGER NOT NULL,
            text_length INTEGER NOT NULL, text BLOB NOT NULL, answer_length INTEGER NOT NULL, answer BLOB, found INTEGER NOT NULL,
            cached INTEGER NOT NULL, elapsed INTEGER NOT NULL, stages TEXT NOT NULL,
            UNIQUE(user, id));
        CREATE INDEX question_time ON question(user, asked_at, id);
        CREATE INDEX question_conversation ON question(user, conversation, asked_at, id);
        CREATE INDEX question_age ON question(asked_at);
        CREATE TABLE question_source(
            question INTEGER NOT NULL REFERENCES question(seq) ON DELETE CASCADE, n INTEGER NOT NULL, user TEXT NOT NULL,
            email TEXT NOT NULL,
            PRIMARY KEY(question, n)) WITHOUT ROWID;
        CREATE INDEX question_source_email ON question_source(user, email);
        CREATE TABLE budget(
            user TEXT NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, used INTEGER NOT NULL,
            PRIMARY KEY(user, kind)) WITHOUT ROWID;
        """;

    private const string Privacy =
        """
        CREATE TABLE erasure(
            user TEXT NOT NULL PRIMARY KEY, organisation TEXT NOT NULL, begun_at INTEGER NOT NULL, address TEXT NOT NULL,
            request_id TEXT NOT NULL, finished_at INTEGER) WITHOUT ROWID;
        ALTER TABLE user ADD COLUMN name_chosen INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX audit_entry_at ON audit_entry(at, organisation, seq);
        CREATE TABLE probe(id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
        """;

    private const string RawMail =
        """
        ALTER TABLE message ADD COLUMN raw_apart INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE quarantine ADD COLUMN raw_apart INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE raw_to_delete(
            user TEXT NOT NULL, id TEXT NOT NULL, due INTEGER NOT NULL,
            PRIMARY KEY(user, id)) WITHOUT ROWID;
        CREATE TABLE raw_mail_clock(user TEXT NOT NULL PRIMARY KEY, ticks INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TRIGGER message_raw AFTER DELETE ON message WHEN OLD.raw_apart BEGIN
            INSERT INTO raw_to_delete(user, id, due) VALUES(OLD.user, OLD.id, 0) ON CONFLICT DO UPDATE SET due = 0;
        END;
        CREATE TRIGGER quarantine_raw AFTER DELETE ON quarantine WHEN OLD.raw_apart BEGIN
            INSERT INTO raw_to_delete(user, id, due) VALUES(OLD.user, OLD.id, 0) ON CONFLICT DO UPDATE SET due = 0;
        END;
        """;

    private const string Redaction = "ALTER TABLE user ADD COLUMN redaction TEXT NOT NULL DEFAULT 'Standard';";

    private const string QuestionCounts =
        """
        CREATE TABLE question_count(
            user TEXT NOT NULL, hour INTEGER NOT NULL, outcome TEXT NOT NULL, step INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(user, hour, outcome, step)) WITHOUT ROWID;
        CREATE INDEX question_count_hour ON question_count(hour);
        """;

    private const string SetAside = "CREATE INDEX quarantine_mailbox ON quarantine(user, mailbox, at, id);";

    /// <summary>Of what was synced before it is not known what was left out: all is looked at once.</summary>
    private const string SyncSince =
        """
        ALTER TABLE sync_folder ADD COLUMN since TEXT DEFAULT '9999-12-31';
        ALTER TABLE sync_folder ADD COLUMN widening INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>Folders that cannot be read, and those that are renumbered again and again.</summary>
    private const string SyncTrouble =
        """
        ALTER TABLE sync_folder ADD COLUMN trouble TEXT;
        ALTER TABLE sync_folder ADD COLUMN renumberings INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>Where on its server a mail lies that was set aside: it goes when it is gone from there.</summary>
    private const string SetAsidePlace =
        """
        ALTER TABLE quarantine ADD COLUMN folder TEXT;
        ALTER TABLE quarantine ADD COLUMN uid_validity INTEGER;
        ALTER TABLE quarantine ADD COLUMN uid INTEGER;
        CREATE INDEX quarantine_place ON quarantine(user, mailbox, folder, uid_validity, uid) WHERE folder IS NOT NULL;
        """;

    /// <summary>Which index file <c>message.indexed_version</c> is about.</summary>
    private const string IndexFile =
        """
        CREATE TABLE index_file(
            user TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, revision INTEGER NOT NULL, rebuilding INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX message_pending ON message(user) WHERE indexed_version < version;
        """;

    /// <summary>The version that read each message, negative when it could not; 0 is before there was one. Apart from the messages: noting
    /// it does not write their raw mail again.</summary>
    private const string Readings =
        """
        CREATE TABLE reading(
            message INTEGER PRIMARY KEY REFERENCES message(seq) ON DELETE CASCADE, user TEXT NOT NULL, version INTEGER NOT NULL);
        CREATE INDEX reading_version ON reading(user, version);
        INSERT INTO reading(message, user, version) SELECT seq, user, 0 FROM message;
        """;

    /// <summary>Which sessions are those of assistants; until now their names alone said so.</summary>
    private const string AssistantSessions =
        """
        ALTER TABLE session ADD COLUMN assistant INTEGER NOT NULL DEFAULT 0;
        UPDATE session SET assistant = 1 WHERE client LIKE '% (assistant)';
        """;

    /// <summary>What users say of which addresses are one person's; addresses with a line break between them.</summary>
    private const string PersonMerges =
        """
        CREATE TABLE person_merge(
            user TEXT NOT NULL, id TEXT NOT NULL, addresses TEXT NOT NULL, same INTEGER NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(user, id)) WITHOUT ROWID;
        """;

    /// <summary>With which keys encrypted mail was read last.</summary>
    private const string MailKeys = "CREATE TABLE mail_keys(user TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;";

    /// <summary>How long stages of answers took, and what chat models used, by the hour.</summary>
    private const string StageCounts =
        """
        CREATE TABLE stage_count(
            user TEXT NOT NULL, hour INTEGER NOT NULL, stage TEXT NOT NULL, step INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(user, hour, stage, step)) WITHOUT ROWID;
        CREATE INDEX stage_count_hour ON stage_count(hour);
        CREATE TABLE spending(
            user TEXT NOT NULL, hour INTEGER NOT NULL, tokens INTEGER NOT NULL, cost INTEGER NOT NULL,
            PRIMARY KEY(user, hour)) WITHOUT ROWID;
        CREATE INDEX spending_hour ON spending(hour);
        """;

    /// <summary>The messages whose heads changed last, of all users. Triggers keep account of it, whoever writes; what is older than the
    /// last 20,000 is forgotten.</summary>
    private const string HeadChanges =
        """
        CREATE TABLE head_change(seq INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, id TEXT NOT NULL);
        CREATE TRIGGER head_added AFTER INSERT ON message BEGIN
            INSERT INTO head_change(user, id) VALUES(NEW.user, NEW.id);
        END;
        CREATE TRIGGER head_changed AFTER UPDATE OF version, thread ON message BEGIN
            INSERT INTO head_change(user, id) VALUES(NEW.user, NEW.id);
        END;
        CREATE TRIGGER head_removed AFTER DELETE ON message BEGIN
            INSERT INTO head_change(user, id) VALUES(OLD.user, OLD.id);
        END;
        CREATE TRIGGER head_joined AFTER UPDATE OF alias_of ON thread BEGIN
            INSERT INTO head_change(user, id) SELECT user, id FROM message WHERE thread = NEW.seq;
        END;
        CREATE TRIGGER head_forgotten AFTER INSERT ON head_change WHEN NEW.seq % 1000 = 0 BEGIN
            DELETE FROM head_change WHERE seq <= NEW.seq - 20000;
        END;
        """;

    /// <summary>Whether <c>message.text</c> holds the raw mail behind the text, compressed with it; then <c>raw</c> is empty. Messages of
    /// before stay as they are.</summary>
    private const string RawBehindText = "ALTER TABLE message ADD COLUMN raw_behind INTEGER NOT NULL DEFAULT 0;";

    /// <summary>The heads of up to 256 messages together, those of a user whose numbers differ in the last eight bits alone. Triggers throw
    /// a pack away when one of its heads changes, whoever writes.</summary>
    private const string HeadPacks =
        """
        CREATE TABLE head_pack(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL, texts BLOB,
            UNIQUE(user, number));
        CREATE TRIGGER pack_added AFTER INSERT ON message BEGIN
            DELETE FROM head_pack WHERE user = NEW.user AND number = NEW.seq >> 8;
        END;
        CREATE TRIGGER pack_changed AFTER UPDATE OF thread, date, subject, details ON message BEGIN
            DELETE FROM head_pack WHERE user = NEW.user AND number = NEW.seq >> 8;
        END;
        CREATE TRIGGER pack_removed AFTER DELETE ON message BEGIN
            DELETE FROM head_pack WHERE user = OLD.user AND number = OLD.seq >> 8;
        END;
        CREATE TRIGGER pack_joined AFTER UPDATE OF alias_of ON thread BEGIN
            DELETE FROM head_pack WHERE (user, number) IN (SELECT m.user, m.seq >> 8 FROM message m WHERE m.thread = NEW.seq);
        END;
        """;
}
