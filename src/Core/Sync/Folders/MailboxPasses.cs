using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Gives each run its passes over a mailbox.</summary>
public sealed class MailboxPasses(ISyncedMail mail, ISyncStateStore states, IMailStore store, IndexQueue index, MimeReader reader)
{
    internal MailboxPass Begin(SyncRun run, IMailServer server) => new(
        run, server, mail, states,
        new FetchPending(run, mail, new KnownMail(run, store, mail), new StoreBatch(run, mail, states, index, reader)),
        new RemoveGone(run, mail, states, index));
}
