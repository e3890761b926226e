using System.Security.Cryptography;
using System.Text;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using InboxMind.Core.Text;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>A mail as a document of the index.</summary>
internal sealed class MailDocument
{
    /// <summary>Characters of a text that the semantic ranker reads at most.</summary>
    private const int MaxContent = 8_000;

    /// <summary>What a mail without attachments to be read has in the place of <see cref="Files"/>.</summary>
    public const string NoFiles = "none";

    private readonly Dictionary<string, object> _words;
    private readonly Dictionary<string, object> _marks;

    public MailDocument(Owner owner, IndexedMail mail)
    {
        Mail = mail;
        Key = SearchKeys.Mail(owner, mail.Id);
        var (subject, body) = (IndexedWords.Stems(mail.Subject), IndexedWords.Stems(mail.Text));
        _words = new Dictionary<string, object>
        {
            [MailFieldNames.Owner] = owner.User.Value,
            [Id] = mail.Id.Value,
            [Date] = mail.Date.ToUnixTimeSeconds(),
            [HasAttachments] = mail.HasAttachments,
            [Message] = SearchKeys.Digest(mail.MessageId),
            [Subject] = subject,
            [Sender] = IndexedWords.Stems(mail.From),
            [Recipients] = IndexedWords.Stems(mail.To),
            [Cc] = IndexedWords.Stems(mail.Cc),
            [Bcc] = IndexedWords.Stems(mail.Bcc),
            [Body] = body,
            [Attachments] = IndexedWords.Stems(mail.AttachmentNames),
            [MailFieldNames.Facts] = IndexedWords.Stems(mail.Facts),
            [Length] = body.AsSpan().Count(' ') + 1L,
            [IsBulk] = mail.IsBulk,
            [MailFieldNames.Files] = Files = mail.HasFiles ? SearchKeys.Digest(mail.AttachmentNames) : NoFiles,
        };
        _words[MailFieldNames.Words] = IndexedWords.Together(
            [subject, .. SearchWords.Own.Select(f => (string)_words[f])]);
        _marks = new Dictionary<string, object>
        {
            [Flags] = SearchConditions.Bits((int)mail.Flags).ToArray(),
            [Kinds] = SearchConditions.Bits((int)mail.AttachmentKinds).Concat(SearchConditions.KindName(mail.Kind))
                .Concat(mail.IsEncrypted ? [SearchConditions.Encrypted] : [])
                .Concat(SearchConditions.LanguageName(mail.Language)).ToArray(),
            [Language] = LanguageCodes.Of(mail.Language),
            [Size] = mail.Size,
            [List] = IndexedWords.Plain(mail.ListId),
            [Folders] = mail.Folders.SelectMany(SearchConditions.FolderNames).Distinct().Order(StringComparer.Ordinal).ToArray(),
        };
        WordsDigest = DigestOf(_words);
        MarksDigest = DigestOf(_marks);
    }

    public IndexedMail Mail { get; }

    public string Key { get; }

    /// <summary>Another one when words, date or the like are other.</summary>
    public string WordsDigest { get; }

    /// <summary>Another one when what may change of a mail is other.</summary>
    public string MarksDigest { get; }

    /// <summary>Another one when it has other attachments to be read.</summary>
    public string Files { get; }

    /// <summary>The whole document. What was read of the same attachments stays.</summary>
    public IndexDocumentsAction<SearchDocument> Whole(KnownMail? known, string embedded, IReadOnlyList<string> pieces, bool semantic)
    {
        var document = With(embedded, pieces, _words, _marks);
        document[Digest] = WordsDigest;
        if (semantic)
        {
            document[Title] = Mail.Subject;
            document[Content] = Mail.Text[..Math.Min(Mail.Text.Length, MaxContent)];
        }

        if (known?.Files == Files)
            return IndexDocumentsAction.MergeOrUpload(document);
        AttachedDocument.AddWaiting(document);
        return IndexDocumentsAction.Upload(document);
    }

    /// <summary>What may change of it.</summary>
    public IndexDocumentsAction<SearchDocument> Change(string embedded, IReadOnlyList<string> pieces) =>
        IndexDocumentsAction.Merge(With(embedded, pieces, _marks));

    private SearchDocument With(string embedded, IReadOnlyList<string> pieces, params Dictionary<string, object>[] parts)
    {
        var document = new SearchDocument
        {
            [MailFieldNames.Key] = Key,
            [MailFieldNames.Version] = Mail.Version,
            [Marks] = MarksDigest,
            [Embedded] = embedded,
            [Pieces] = pieces.ToArray(),
        };
        foreach (var (name, value) in parts.SelectMany(static p => p))
            document[name] = value;
        return document;
    }

    private static string DigestOf(Dictionary<string, object> fields)
    {
        var all = new StringBuilder();
        foreach (var (name, value) in fields)
            all.Append(name).Append('\n').Append(value is string[] list ? string.Join('\0', list) : value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())).AsSpan(0, 16));
    }
}
