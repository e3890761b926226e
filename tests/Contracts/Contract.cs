namespace InboxMind.Contracts;

/// <summary>What all suites share. A suite runs once for each adapter, through a class that derives from it and hands it the
/// adapter. Tests use owners and queues of their own, so that they can share a server and run side by side.</summary>
public abstract class Contract
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The user whose data the test is about.</summary>
    protected Owner Anna { get; } = NewOwner("anna");

    /// <summary>Another user, who must see and change nothing of it.</summary>
    protected Owner Mallory { get; } = NewOwner("mallory");

    /// <summary>Returns once everything that was written so far can be read. Adapters that show a change at once need not
    /// override it.</summary>
    protected virtual Task SettleAsync() => Task.CompletedTask;

    private static Owner NewOwner(string name) => new(new UserId($"{name}-{Guid.NewGuid():n}"));
}
