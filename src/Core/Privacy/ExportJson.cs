using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Core.Privacy;

/// <summary><c>account.json</c>.</summary>
internal sealed record AccountOfExport(
    string Id, string DisplayName, string Email, string Organisation, string Role, string? Zone, string RedactionPolicy, DateTime CreatedAt,
    IReadOnlyList<IdentityOfExport> Identities);

internal sealed record IdentityOfExport(string Provider, string Subject, string Email, DateTime LinkedAt);

/// <summary>A line of <c>mailboxes.json</c>; no secret is in it.</summary>
internal sealed record MailboxOfExport(
    string Id, string Name, string Kind, string? Host, int? Port, string? User, bool SyncEnabled, IReadOnlyList<string> Folders,
    DateOnly? Since,
    int IntervalMinutes, string? File);

internal sealed record SessionOfExport(string Id, DateTime CreatedAt, DateTime LastUsedAt, DateTime ExpiresAt, string Client,
    string Address);

/// <summary>An entry of <c>audit.json</c>. <c>by_me</c> and <c>about_me</c> take the place of pseudonyms.</summary>
internal sealed record AuditOfExport(
    DateTime At, string Event, bool ByMe, bool AboutMe, string Address, string RequestId, string Outcome, string Detail);

/// <summary>A line of <c>mail.jsonl</c>.</summary>
internal sealed record MailOfExport(
    string Id, string ThreadId, string File, DateTime Date, string DateSource, string? Protection, long Size,
    IReadOnlyList<PlaceOfExport> Places);

internal sealed record PlaceOfExport(
    string Mailbox, string Folder, IReadOnlyList<string> Labels, IReadOnlyList<string> Flags, long UidValidity, long Uid);

/// <summary>An entry of <c>people.json</c>: what the user said of addresses.</summary>
internal sealed record MergeOfExport(string Id, IReadOnlyList<string> Addresses, bool Same, DateTime At);

/// <summary>A line of <c>questions.jsonl</c>.</summary>
internal sealed record QuestionOfExport(
    string Id, string ConversationId, DateTime AskedAt, string Query, string? Answer, IReadOnlyList<string> Sources);

/// <summary>A line of <c>attachments.jsonl</c>: the text of an attachment, counted from 1.</summary>
internal sealed record AttachmentOfExport(string Id, int N, string Outcome, IReadOnlyList<TextOfExport> Passages);

internal sealed record TextOfExport(string Text, string? Entry, int? Page, string? Sheet, int? Slide);

/// <summary>An entry of <c>quarantine.jsonl</c>.</summary>
internal sealed record SetAsideOfExport(string File, string Mailbox, string Source, string Reason, DateTime At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AccountOfExport))]
[JsonSerializable(typeof(MailboxOfExport))]
[JsonSerializable(typeof(SessionOfExport))]
[JsonSerializable(typeof(AuditOfExport))]
[JsonSerializable(typeof(MailOfExport))]
[JsonSerializable(typeof(AttachmentOfExport))]
[JsonSerializable(typeof(QuestionOfExport))]
[JsonSerializable(typeof(SetAsideOfExport))]
[JsonSerializable(typeof(MergeOfExport))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>For files that people read: only what JSON itself needs is escaped.</summary>
    public static ExportJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
