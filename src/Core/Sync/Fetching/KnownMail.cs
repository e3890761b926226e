using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Sync.Fetching;

/// <summary>Finds out which messages of a folder are stored already, so that a move, a renamed folder or a new UIDVALIDITY
/// fetches nothing twice.</summary>
internal sealed class KnownMail(SyncRun run, IMailStore store, ISyncedMail mail)
{
    private const int MaxMboxLine = 1_000;

    /// <summary>The stored messages among these, by UID. A message counts as stored when the server's lasting id says so, or when
    /// size and all header bytes are the same: the trace fields in them (RFC 5321, 4.4) are the receiving server's, so no sender
    /// can make another mail look the same.</summary>
    public async Task<Dictionary<uint, EmailId>> FindAsync(
        IOpenFolder folder, IReadOnlyList<RemoteMail> mails, bool byHeaders, CancellationToken cancellation)
    {
        var found = new Dictionary<uint, EmailId>();
        foreach (var remote in mails.Where(static m => m.RemoteId is not null))
        {
            if (await mail.FindRemoteAsync(run.Owner, run.Mailbox.Id, remote.RemoteId!, cancellation) is { } id)
                found[remote.Uid] = id;
        }

        var name = folder.State.Name;
        var rest = mails.Where(m => !found.ContainsKey(m.Uid) && !run.Delivery.IsWithoutHeaders(name, m.Uid))
            .ToDictionary(static m => m.Uid);
        if (!byHeaders || rest.Count == 0)
            return found;
        uint[] uids = [.. rest.Keys];
        try
        {
            foreach (var (uid, headers) in await run.Delivery.AskForHeadersAsync(name, uids, () => folder.HeadersAsync(uids, cancellation)))
            {
                if (rest.TryGetValue(uid, out var remote) && await FindAsync(headers, remote.Size, cancellation) is { } id)
                    found[uid] = id;
            }
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command)
        {
            // A server that refuses headers may deliver whole mails all the same; they are recognised by their content.
        }

        return found;
    }

    private async Task<EmailId?> FindAsync(ReadOnlyMemory<byte> headers, long size, CancellationToken cancellation)
    {
        var messageId = MimeReader.MessageId(headers);
        if (messageId.Length == 0)
            return null;
        foreach (var id in await mail.FindAsync(run.Owner, messageId, size, cancellation))
        {
            if (await BeginsWithAsync(id, headers, cancellation))
                return id;
        }

        return null;
    }

    private async Task<bool> BeginsWithAsync(EmailId id, ReadOnlyMemory<byte> headers, CancellationToken cancellation)
    {
        await using var raw = await store.OpenRawAsync(run.Owner, id, cancellation);
        if (raw is null || raw.Length < headers.Length)
            return false;

        // The line of an mbox that a mail may begin with is not a header: servers and parsers leave it out of them, or do not.
        var beginning = new byte[Math.Min(raw.Length, headers.Length + MaxMboxLine)];
        await raw.ReadExactlyAsync(beginning, cancellation);
        return MimeReader.WithoutMboxLine(beginning).Span.StartsWith(MimeReader.WithoutMboxLine(headers).Span);
    }
}
