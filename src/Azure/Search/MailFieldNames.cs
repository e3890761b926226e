namespace InboxMind.Azure.Search;

/// <summary>The fields of a mail in the index.</summary>
internal static class MailFieldNames
{
    public const string Key = "key";
    public const string Owner = "owner";
    public const string Id = "id";
    public const string Date = "date";
    public const string Version = "version";
    public const string Subject = "subject";
    public const string Sender = "sender";
    public const string Recipients = "recipients";
    public const string Cc = "cc";
    public const string Bcc = "bcc";
    public const string Body = "body";
    public const string Attachments = "attachments";
    public const string Facts = "facts";
    /// <summary>The words of its attachments' text.</summary>
    public const string Attached = "attached";

    /// <summary>The words of all other fields in one, to be ranked by: how rare a word is differs from field to field.</summary>
    public const string Words = "words";

    public const string Folders = "folders";
    public const string Flags = "flags";
    public const string Kinds = "kinds";
    public const string List = "list";
    public const string HasAttachments = "hasAttachments";
    public const string IsBulk = "isBulk";
    public const string Size = "size";
    public const string Message = "message";

    /// <summary>The model that its vectors are of, those written last; empty when it has none.</summary>
    public const string Embedded = "embedded";

    /// <summary>How many words it has.</summary>
    public const string Length = "length";

    /// <summary>Tells whether words are other than before.</summary>
    public const string Digest = "digest";

    /// <summary>Tells whether conditions are other than before.</summary>
    public const string Marks = "marks";

    /// <summary>Its pieces: a model's digest, their number and their digest.</summary>
    public const string Pieces = "pieces";

    /// <summary>Tells whether it has other attachments to be read; empty when it has none.</summary>
    public const string Files = "files";

    /// <summary>The version that read its attachments; 0 while they wait.</summary>
    public const string ReadBy = "readBy";

    /// <summary>Tells whether the words of its attachments are other than before.</summary>
    public const string AttachedDigest = "attachedDigest";

    /// <summary>What came of its attachments: each outcome and how many had it.</summary>
    public const string Outcomes = "outcomes";

    /// <summary>What was read of its attachments, compressed, and how many characters that takes.</summary>
    public const string Readings = "readings";

    public const string ReadingsLength = "readingsLength";

    /// <summary>The language that its text is in for the most part.</summary>
    public const string Language = "language";

    /// <summary>Its subject and the beginning of its text as they are, for the semantic ranker.</summary>
    public const string Title = "title";

    public const string Content = "content";

    /// <summary>Whose state a document is, which is no mail.</summary>
    public const string User = "user";

    public const string Index = "index";
    public const string Revision = "revision";
    public const string Vectors = "vectors";
    public const string Models = "models";

    /// <summary>Of a piece: the mail, its place in the text, its hash and its vector.</summary>
    public const string Mail = "mail";

    public const string Start = "start";
    public const string Hash = "hash";
    public const string Vector = "vector";
}
