using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InboxMind.Api;

/// <summary>What goes with a log line: the ids of request and trace. The framework would add the path of the request, and a path can hold
/// the address of a person.</summary>
internal sealed class LogScopes(IOptions<LoggerFactoryOptions> options) : IExternalScopeProvider
{
    /// <summary>What the framework calls a path. Its scope says nothing else that the id of the request does not say too.</summary>
    private const string Path = "RequestPath";

    private readonly LoggerExternalScopeProvider _scopes = new();

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        ArgumentNullException.ThrowIfNull(callback);

        // The logger factory adds these only to scopes that it keeps itself.
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity && Ids(activity) is { Count: > 0 } ids)
            callback(ids, state);
        _scopes.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => HasPath(state) ? Nothing.Instance : _scopes.Push(state);

    private static bool HasPath(object? state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> fields)
            return false;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Key == Path)
                return true;
        }

        return false;
    }

    private TraceIds Ids(Activity activity)
    {
        var kept = options.Value.ActivityTrackingOptions;
        var ids = new TraceIds();
        if (kept.HasFlag(ActivityTrackingOptions.SpanId))
            ids.Add(new KeyValuePair<string, object?>("SpanId", activity.SpanId.ToHexString()));
        if (kept.HasFlag(ActivityTrackingOptions.TraceId))
            ids.Add(new KeyValuePair<string, object?>("TraceId", activity.TraceId.ToHexString()));
        if (kept.HasFlag(ActivityTrackingOptions.ParentId))
            ids.Add(new KeyValuePair<string, object?>("ParentId", activity.ParentSpanId.ToHexString()));
        return ids;
    }

    /// <summary>Fields for machines, and text for a console.</summary>
    private sealed class TraceIds : List<KeyValuePair<string, object?>>
    {
        public override string ToString() => string.Join(", ", this.Select(static id => $"{id.Key}:{id.Value}"));
    }

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
