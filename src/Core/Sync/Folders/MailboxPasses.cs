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
        var fetch = new FetchPending(run, mail, known, new StoreBatch(run, mail, states, index, reader));
        return new MailboxPass(
            run, server, states, new LookAtFolder(run, mail, states, known, fetch), fetch, new RemoveGone(run, mail, states, index),
            new LeaveFolder(run, states));
    }
}
