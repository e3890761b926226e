using System.Reflection;
using InboxMind.Core.Index;

namespace InboxMind.Testing;

/// <summary>An index that tells before it writes, and waits for an answer.</summary>
public class WatchedIndex : DispatchProxy
{
    private IMailIndex _inner = null!;
    private Func<IReadOnlyList<IndexedMail>, CancellationToken, Task> _writing = null!;

    public static IMailIndex Around(IMailIndex inner, Func<IReadOnlyList<IndexedMail>, CancellationToken, Task> writing)
    {
        var proxy = Create<IMailIndex, WatchedIndex>();
        ((WatchedIndex)(object)proxy)._inner = inner;
        ((WatchedIndex)(object)proxy)._writing = writing;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IMailIndex.WriteAsync) ? WriteAsync(targetMethod, args!) : targetMethod.Invoke(_inner, args);

    private async Task<IndexState> WriteAsync(MethodInfo method, object?[] args)
    {
        await _writing((IReadOnlyList<IndexedMail>)args[2]!, (CancellationToken)args[3]!);
        return await (Task<IndexState>)method.Invoke(_inner, args)!;
    }
}
