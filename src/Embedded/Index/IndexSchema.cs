using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>The tables of a user's index file.</summary>
internal static class IndexSchema
{
    public static readonly Schema Value =
        new(Mail, Listing, LaterVectors, Identity, Pieces, Conditions, MailKinds, Attachments, EncryptedMail, Languages, TermPlaces)
        {
            Table = "mail_words",
        };

    private const string Mail =
        """
        CREATE TABLE mail(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, date INTEGER NOT NULL, has_attachments INTEGER NOT NULL);
        CREATE INDEX mail_date ON mail(date);
        CREATE TABLE mail_folder(
            mail INTEGER NOT NULL REFERENCES mail(seq) ON DELETE CASCADE, folder TEXT NOT NULL, PRIMARY KEY(mail, folder)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE mail_words USING fts5(
            subject, sender, recipients, body, attachments, tokenize = 'porter unicode61 remove_diacritics 2');
        INSERT INTO mail_words(mail_words, rank) VALUES('secure-delete', 1);
        INSERT INTO mail_words(mail_words, rank) VALUES('automerge', 8);
        CREATE TABLE vector(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, hash BLOB NOT NULL, data BLOB NOT NULL, UNIQUE(model, hash));
        CREATE TABLE chunk(
            mail INTEGER NOT NULL REFERENCES mail(seq) ON DELETE CASCADE, ordinal INTEGER NOT NULL, start INTEGER NOT NULL,
            length INTEGER NOT NULL, vector INTEGER NOT NULL REFERENCES vector(seq), PRIMARY KEY(mail, ordinal)) WITHOUT ROWID;
        CREATE INDEX chunk_vector ON chunk(vector);
        CREATE TABLE state(revision INTEGER NOT NULL, removals INTEGER NOT NULL);
        INSERT INTO state VALUES(0, 0);
        """;

    private const string Listing =
        """
        DROP INDEX mail_date;
        CREATE INDEX mail_date ON mail(date, id);
        CREATE INDEX mail_folder_name ON mail_folder(folder, mail);
        """;

    private const string LaterVectors =
        """
        ALTER TABLE mail ADD COLUMN has_vectors INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX mail_without_vectors ON mail(id) WHERE NOT has_vectors;
        """;

    /// <summary>Tells this file from any other, and which version of a message it holds.</summary>
    private const string Identity =
        """
        ALTER TABLE mail ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE state ADD COLUMN id TEXT NOT NULL DEFAULT '';
        UPDATE state SET id = lower(hex(randomblob(16)));
        """;

    /// <summary>A piece is a part of a mail with its vector; its number is its model's in the upper half and the place of its code in the
    /// lower. Codes lie together in blocks, to be scanned. The vectors of before are made anew.</summary>
    private const string Pieces =
        """
        DROP INDEX mail_without_vectors;
        ALTER TABLE mail DROP COLUMN has_vectors;
        DROP TABLE chunk;
        DROP TABLE vector;
        CREATE TABLE model(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, pieces INTEGER NOT NULL DEFAULT 0);
        ALTER TABLE mail ADD COLUMN embedded INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mail ADD COLUMN is_bulk INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX mail_embedded ON mail(embedded, is_bulk, date);
        CREATE TABLE piece(
            seq INTEGER PRIMARY KEY, mail INTEGER NOT NULL REFERENCES mail(seq), ordinal INTEGER NOT NULL, start INTEGER NOT NULL,
            length INTEGER NOT NULL, hash INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE INDEX piece_mail ON piece(mail);
        CREATE INDEX piece_hash ON piece(hash);
        CREATE TABLE code(block INTEGER PRIMARY KEY, data BLOB NOT NULL);
        ALTER TABLE state ADD COLUMN vectors INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>What conditions ask for, and a column for each field. The words of all mail are written again: it is another index from
    /// now on, of which the store's marks are not true. Vectors stay.</summary>
    private const string Conditions =
        """
        ALTER TABLE mail ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mail ADD COLUMN kinds INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mail ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mail ADD COLUMN message_hash INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE mail ADD COLUMN list TEXT NOT NULL DEFAULT '';
        CREATE INDEX mail_message_hash ON mail(message_hash);
        DROP TABLE mail_words;
        CREATE VIRTUAL TABLE mail_words USING fts5(
            subject, sender, recipients, cc, bcc, body, attachments, facts, tokenize = 'porter unicode61 remove_diacritics 2');
        INSERT INTO mail_words(mail_words, rank) VALUES('secure-delete', 1);
        INSERT INTO mail_words(mail_words, rank) VALUES('automerge', 8);
        CREATE VIRTUAL TABLE mail_terms USING fts5vocab(mail_words, row);
        CREATE TABLE term(seq INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
        CREATE VIRTUAL TABLE term_parts USING fts5(word, content = 'term', content_rowid = 'seq', tokenize = 'trigram', detail = 'none');
        INSERT INTO term_parts(term_parts, rank) VALUES('secure-delete', 1);
        UPDATE mail SET version = -1;
        UPDATE state SET id = lower(hex(randomblob(16)));
        """;

    /// <summary>What is not known to be anything else is a person's.</summary>
    private const string MailKinds = "ALTER TABLE mail ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;";

    /// <summary>The text of attachments. <c>mail.attached</c> is the version that read them, 0 while they wait, and negative where there
    /// are none. The words of all mail are written again, for they get a column more; their vectors stay.</summary>
    private const string Attachments =
        """
        ALTER TABLE mail ADD COLUMN attached INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX mail_attached ON mail(attached, date) WHERE attached >= 0;
        CREATE TABLE attachment_text(
            mail INTEGER PRIMARY KEY REFERENCES mail(seq) ON DELETE CASCADE, length INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE TABLE attachment_outcome(
            mail INTEGER NOT NULL REFERENCES mail(seq) ON DELETE CASCADE, outcome INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(mail, outcome)) WITHOUT ROWID;
        DROP TABLE mail_terms;
        DROP TABLE mail_words;
        CREATE VIRTUAL TABLE mail_words USING fts5(
            subject, sender, recipients, cc, bcc, body, attachments, facts, attached, tokenize = 'porter unicode61 remove_diacritics 2');
        INSERT INTO mail_words(mail_words, rank) VALUES('secure-delete', 1);
        INSERT INTO mail_words(mail_words, rank) VALUES('automerge', 8);
        CREATE VIRTUAL TABLE mail_terms USING fts5vocab(mail_words, row);
        INSERT INTO term_parts(term_parts) VALUES('delete-all');
        DELETE FROM term;
        UPDATE mail SET version = -1;
        UPDATE state SET id = lower(hex(randomblob(16))), removals = removals + 1;
        """;

    /// <summary>Which mails are encrypted and could not be read. Those that are there are looked at again; their words stay.</summary>
    private const string EncryptedMail =
        """
        ALTER TABLE mail ADD COLUMN encrypted INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX mail_encrypted ON mail(date, id) WHERE encrypted <> 0;
        UPDATE mail SET version = -1;
        UPDATE state SET id = lower(hex(randomblob(16)));
        """;

    /// <summary>The language of each mail. Those that are there are looked at again; their words stay.</summary>
    private const string Languages =
        """
        ALTER TABLE mail ADD COLUMN language INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX mail_language ON mail(language, date, id) WHERE language > 1;
        UPDATE mail SET version = -1;
        UPDATE state SET id = lower(hex(randomblob(16)));
        """;

    /// <summary>Whether any mail has a term: the first place it stands at is found at once, where <c>mail_terms</c> counts all mails that
    /// have it first.</summary>
    private const string TermPlaces = "CREATE VIRTUAL TABLE mail_term_places USING fts5vocab(mail_words, instance);";
}
