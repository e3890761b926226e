namespace InboxMind.Server.Background;

/// <summary>The look at each index that a start begins with. Until it is over nobody else goes through all of them: each would be opened
/// again, for nothing mostly.</summary>
internal sealed class FirstLook
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when it is over.</summary>
    public Task Over => _over.Task;

    public void End() => _over.TrySetResult();
}
