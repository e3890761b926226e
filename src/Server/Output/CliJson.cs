using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Api.Admin;
using InboxMind.Api.Emails;
using InboxMind.Api.Mailboxes;
using InboxMind.Api.People;
using InboxMind.Api.Rag;
using InboxMind.Api.Search;

namespace InboxMind.Server.Output;

/// <summary>The last line of <c>import --json</c>. What was left out is not among the mails found. <c>awaiting_vectors</c> mails of all
/// there
/// are are found by words alone for now.</summary>
internal sealed record ImportOutput(
    long Found, long Added, long Known, long Quarantined, long Indexed, LeftOutOutput LeftOut, long Doubted, long NotRead, double Seconds,
    long AwaitingVectors);

/// <summary>Mails that an import left out, by why.</summary>
internal sealed record LeftOutOutput(long Deleted, long Spam);

/// <summary>What <c>search --json</c> prints. <c>not_indexed</c> mails are stored and could not be found.</summary>
internal sealed record SearchOutput(
    string Query, IReadOnlyList<FoundMail> Results, bool IndexComplete, long NotIndexed, SearchReport Search);

/// <summary>The last line of <c>demo --json</c>.</summary>
internal sealed record DemoOutput(string Data, long Found, long Added, long Indexed);

/// <summary>A message found.</summary>
internal sealed record FoundMail(
    string EmailId, string ThreadId, string Subject, string Sender, string Date, string DateSource, string Kind, string? Protection,
    IReadOnlyList<string> Folders, string Snippet, double RelevanceScore, IReadOnlyList<LinkResponse> Links, FoundInResponse? In);

/// <summary>What <c>show --json</c> prints.</summary>
internal sealed record ShownMail(
    string EmailId, string ThreadId, string Subject, string Sender, string To, string Date, string DateSource, string Kind,
    string? Protection, string Text,
    IReadOnlyList<PassageResponse> Passages, IReadOnlyList<ShownAttachment> Attachments);

/// <summary>An attachment of a mail; <c>n</c> counts from 1, <c>size</c> is in bytes.</summary>
internal sealed record ShownAttachment(int N, string Name, string ContentType, long Size);

/// <summary>What <c>work --again --json</c> prints.</summary>
internal sealed record WorkAgainOutput(int Queued);

/// <summary>What <c>backup --json</c> and <c>restore --json</c> print.</summary>
internal sealed record BackupOutput(long Messages, int Files, long Bytes, DateTimeOffset MadeAt, int IndexesLeftOut);

/// <summary>What <c>mailboxes --json</c> prints.</summary>
internal sealed record MailboxesOutput(IReadOnlyList<MailboxOutput> Mailboxes);

/// <summary>A mailbox that is known.</summary>
internal sealed record MailboxOutput(string Id, string Name, bool OnServer, bool Remembered, long Stored);

/// <summary>What <c>mailboxes --forget --json</c> prints.</summary>
internal sealed record ForgottenOutput(string Forgotten, long Mails);

/// <summary>What <c>sync --list-folders --json</c> prints.</summary>
internal sealed record FoldersOutput(IReadOnlyList<FolderOutput> Folders);

/// <summary>A folder on the server.</summary>
internal sealed record FolderOutput(string Name, long Mails, bool Synced, string? LeftOut);

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorOutput(bool Good, IReadOnlyList<FindingOutput> Findings);

/// <summary>What a check found: <c>good</c>, <c>warning</c> or <c>problem</c>.</summary>
internal sealed record FindingOutput(string Check, string State, string Sentence, string? Advice);

/// <summary>What <c>token --json</c> prints. <c>expires_in</c> is in seconds.</summary>
internal sealed record TokenOutput(string AccessToken, int ExpiresIn)
{
    public override string ToString() => nameof(TokenOutput);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImportOutput))]
[JsonSerializable(typeof(SearchOutput))]
[JsonSerializable(typeof(CountResponse))]
[JsonSerializable(typeof(WaitingResponse))]
[JsonSerializable(typeof(PeopleResponse))]
[JsonSerializable(typeof(PersonResponse))]
[JsonSerializable(typeof(MergesResponse))]
[JsonSerializable(typeof(MergeItem))]
[JsonSerializable(typeof(MailSummaryResponse))]
[JsonSerializable(typeof(ShownMail))]
[JsonSerializable(typeof(AttachmentTextResponse))]
[JsonSerializable(typeof(DemoOutput))]
[JsonSerializable(typeof(QueryResponse))]
[JsonSerializable(typeof(TokenOutput))]
[JsonSerializable(typeof(SyncStatusesResponse))]
[JsonSerializable(typeof(PoisonedResponse))]
[JsonSerializable(typeof(WorkAgainOutput))]
[JsonSerializable(typeof(BackupOutput))]
[JsonSerializable(typeof(MailboxesOutput))]
[JsonSerializable(typeof(ForgottenOutput))]
[JsonSerializable(typeof(FoldersOutput))]
[JsonSerializable(typeof(DoctorOutput))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>For terminals and pipes, not for HTML: only what JSON itself needs is escaped.</summary>
    public static CliJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
