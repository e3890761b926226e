using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Status;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Tells which mail is there to be searched, and how fresh it is.</summary>
internal sealed class StatusTool(DescribeCoverage describe, ReadCoverage coverage, ReadSyncStatus syncs, IAskers askers)
    : MailTool<StatusArguments, StatusData>("status", Text, McpJson.Plain.StatusArguments, McpJson.Plain.StatusData, askers)
{
    private const string Text = "Which mailboxes and days are covered, and how fresh they are.";

    protected override async Task<ToolReply<StatusData>> AnswerAsync(Asker asker, StatusArguments arguments, CancellationToken cancellation)
    {
        var pending = (await coverage.ReadAsync(asker.Owner, cancellation)).Pending;
        var covered = await describe.DescribeAsync(asker.Owner, pending, cancellation);
        var folders = covered.Mailboxes.ToDictionary(static m => m.Id, static m => m.FolderCount);
        var words = new MailWords(asker.Policy);
        return new ToolReply<StatusData>(new StatusData(
            covered.Stored, Times.Write(covered.Oldest), Times.Write(covered.Newest), pending, covered.WithoutVectors,
            covered.SetAside + covered.Encrypted,
            covered.Attachments.Waiting,
            [
                .. (await syncs.ReadAsync(asker.Owner, cancellation)).Take(Caps.Parts).Select(s => new StatusMailbox(
                    words.Line(s.Mailbox.Name), StateOf(s), s.Stored, folders.GetValueOrDefault(s.Mailbox.Id),
                    Times.Write(s.State.LastSuccess))),
            ]));
    }

    private static string StateOf(SyncStatus status) => status.Mailbox.Connection is null ? "imported" : status.State.State switch
    {
        SyncState.New => "new",
        SyncState.Syncing => "syncing",
        SyncState.UpToDate => "up to date",
        SyncState.Retrying => "failed, retrying",
        _ => "has to be connected again",
    };
}

/// <summary><c>status</c> takes nothing.</summary>
internal sealed record StatusArguments;

/// <summary>What <c>status</c> answers. <c>not_indexed</c> mails are not found yet, <c>by_words_only</c> mails not by meaning, and
/// <c>unreadable</c> ones never, or by their headers alone
/// where they are encrypted; the attachments of <c>attachments_unread</c> mails are not searched yet.</summary>
internal sealed record StatusData(
    long Mails, string? Oldest, string? Newest, long NotIndexed, long ByWordsOnly, long Unreadable,
    long AttachmentsUnread, IReadOnlyList<StatusMailbox> Mailboxes);

/// <summary>A mailbox.</summary>
internal sealed record StatusMailbox(string Name, string State, long Mails, int Folders, string? Synced);
