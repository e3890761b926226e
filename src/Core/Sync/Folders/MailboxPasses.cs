using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Gives each run its passes over a mailbox.</summary>
public sealed class MailboxPasses(ISyncedMail mail, ISyncStateStore states, IMailStore store, IndexQueue index, MimeReader reader)
{
    internal MailboxPass Begin(SyncRun run, IMailServer server)
    {
        var known = new KnownMail(run, store, mail);
        return new MailboxPass(
            run, server, mail, states, known, new FetchPending(run, mail, known, new StoreBatch(run, mail, states, index, reader)),
            new RemoveGone(run, mail, states, index));
    }
}
