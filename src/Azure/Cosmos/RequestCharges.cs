using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Azure.Cosmos;

/// <summary>What calls to Cosmos DB were charged since the process began, in request units, by the name of the operation. Holds no content
/// and no ids.</summary>
internal sealed class RequestCharges
{
    private static readonly Counter<double> Units = Signals.Meter.CreateCounter<double>(
        "inboxmind.cosmos.request_units", "{request_unit}", "What calls to Cosmos DB were charged, by operation.");

    private readonly ConcurrentDictionary<string, RequestCharge> _byOperation = new();

    /// <summary>Notes one call.</summary>
    public void Add(string operation, double charge)
    {
        Units.Add(charge, Signals.Label("operation", operation));
        _byOperation.AddOrUpdate(
            operation, new RequestCharge(1, charge), (_, sum) => new RequestCharge(sum.Calls + 1, sum.Units + charge));
    }

    /// <summary>All so far.</summary>
    public IReadOnlyDictionary<string, RequestCharge> Snapshot() => _byOperation.ToDictionary();
}

/// <summary>Calls of one operation.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Units">Request units that they were charged together.</param>
internal readonly record struct RequestCharge(long Calls, double Units);
