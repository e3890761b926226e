using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>The database, its containers and how they are called.</summary>
internal sealed class CosmosDatabase : IDisposable
{
    /// <summary>How items are written: in camel case, without what is null.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly CosmosClient _client;
    private readonly Database _database;
    private readonly Lock _lock = new();
    private Task? _made;

    /// <param name="settings">Which account.</param>
    /// <param name="configure">Changes how calls are made.</param>
    public CosmosDatabase(CosmosSettings settings, Action<CosmosClientOptions>? configure = null)
    {
        var options = new CosmosClientOptions
        {
            ApplicationName = "InboxMind",

            // Few connections from each of many instances, and the same way on every machine.
            ConnectionMode = ConnectionMode.Gateway,
            LimitToEndpoint = settings.IsEmulator,
            UseSystemTextJsonSerializerWithOptions = Json,
            EnableContentResponseOnWrite = false,

            // A refusal for lack of throughput is waited for as the service asks; what lasts is told, and callers come again.
            MaxRetryAttemptsOnRateLimitedRequests = 9,
            MaxRetryWaitTimeOnRateLimitedRequests = TimeSpan.FromSeconds(30),
            RequestTimeout = TimeSpan.FromSeconds(20),
            CosmosClientTelemetryOptions = new CosmosClientTelemetryOptions { DisableDistributedTracing = true },
        };
        configure?.Invoke(options);
        _client = settings.Client(options);
        _database = _client.GetDatabase(settings.Database);
    }

    public RequestCharges Charges { get; } = new();

    /// <summary>The partition of a user.</summary>
    public CosmosPartition User(Owner owner) => Partition(CosmosContainers.Users, "user", owner.User.Value);

    /// <summary>A partition of what is looked up before a user is known.</summary>
    public CosmosPartition LookUps(string shard) => Partition(CosmosContainers.LookUps, "shard", shard);

    /// <summary>The partition of an organisation in the audit log.</summary>
    public CosmosPartition Audit(string organisation) => Partition(CosmosContainers.Audit, "organisation", organisation);

    /// <summary>All users' partitions at once.</summary>
    public CosmosAcross AllUsers => new(this, _database.GetContainer(CosmosContainers.Users));

    /// <summary>All organisations' partitions of the audit log at once.</summary>
    public CosmosAcross AllAudit => new(this, _database.GetContainer(CosmosContainers.Audit));

    /// <summary>Sees to it that database and containers exist. Where the identity may not create them, they have to exist.</summary>
    /// <exception cref="CosmosUnusableException">They do not, or the account cannot be used.</exception>
    public Task EnsureAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            // What failed is tried again by whoever comes next.
            if (_made is null or { IsFaulted: true } or { IsCanceled: true })
                _made = MakeAsync();
            return _made.IsCompletedSuccessfully ? _made : _made.WaitAsync(cancellation);
        }
    }

    public void Dispose() => _client.Dispose();

    private CosmosPartition Partition(string container, string keyName, string key) =>
        new(this, _database.GetContainer(container), keyName, key);

    private Task<bool> MakeAsync() => CosmosErrors.TranslateAsync(
        async () =>
        {
            foreach (var properties in CosmosContainers.All)
            {
                if (!await IsThereAsync(properties.Id))
                    await CreateAsync(properties);
            }

            return true;
        },
        CancellationToken.None);

    private async Task CreateAsync(ContainerProperties properties)
    {
        try
        {
            await _client.CreateDatabaseIfNotExistsAsync(_database.Id);
            await _database.CreateContainerIfNotExistsAsync(properties);
        }
        catch (CosmosException e) when (e.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new CosmosUnusableException(
                $"The container {properties.Id} of the database {_database.Id} in Cosmos DB does not exist, and this identity may not "
                + $"create it: create it as the deployment's template does, and give the identity the role \"{CosmosErrors.Role}\".",
                e);
        }
    }

    /// <summary>Asked with a read of its metadata, which the data role allows: it allows neither to list containers nor to create
    /// them.</summary>
    private async Task<bool> IsThereAsync(string container)
    {
        using var answer = await _database.GetContainer(container).ReadContainerStreamAsync();
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound => false,
            _ when answer.IsSuccessStatusCode => true,
            _ => throw new CosmosUnusableException(CosmosErrors.Sentence(answer.StatusCode, answer.SubStatus())),
        };
    }
}
