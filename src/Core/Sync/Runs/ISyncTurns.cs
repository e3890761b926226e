namespace InboxMind.Core.Sync.Runs;

/// <summary>Gives mailboxes turns.</summary>
public interface ISyncTurns
{
    /// <summary>Runs once. How it went is noted with the mailbox, too.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="holder">Who runs it, as of <see cref="SyncRequest"/>: the same when it is tried again, so that it gets its own lease
    /// again at once.</param>
    /// <param name="budget">How long it may take.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="SyncTurnException">It failed with something that may pass: try again soon. What does not pass so soon, or needs
    /// a person, is a result.</exception>
    Task<SyncTurn> TakeAsync(Owner owner, MailboxId mailbox, string holder, TimeSpan budget, CancellationToken cancellation);
}
