using System.Reflection;
using System.Runtime.ExceptionServices;

namespace InboxMind.Api.Tests.Account;

/// <summary>A real port with something that happens around each call.</summary>
public class Intercepted : DispatchProxy
{
    private object _real = null!;
    private Action<string> _before = static _ => { };
    private Action<string> _after = static _ => { };

    /// <summary>Wraps a port. A call that <paramref name="before"/> refuses is not made; <paramref name="after"/> may lose its
    /// result.</summary>
    public static T Of<T>(T real, Action<string>? before = null, Action<string>? after = null)
        where T : class
    {
        var proxy = Create<T, Intercepted>();
        var self = (Intercepted)(object)proxy;
        self._real = real;
        self._before = before ?? self._before;
        self._after = after ?? self._after;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        _before(name);
        object? result;
        try
        {
            result = targetMethod.Invoke(_real, args);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }

        // The stores' writes are done when their task is.
        (result as Task)?.GetAwaiter().GetResult();
        _after(name);
        return result;
    }
}
