using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>The containers and how each is partitioned and indexed. Only paths that a query has conditions on are indexed: each of them
/// makes every write dearer. <c>id</c> is always indexed, and queries for items of a kind go by the beginning of their ids.</summary>
internal static class CosmosContainers
{
    /// <summary>All that is one user's, partitioned by <c>/user</c>.</summary>
    public const string Users = "users";

    /// <summary>What is looked up before a user is known, partitioned by <c>/shard</c>: ids only.</summary>
    public const string LookUps = "lookups";

    /// <summary>The chains of the audit log, partitioned by <c>/organisation</c>.</summary>
    public const string Audit = "audit";

    public static IReadOnlyList<ContainerProperties> All { get; } =
    [
        Definition(
            Users, "/user",
            [
                // Mail: order by date and id, thread, folders and their parts, time of storing, waiting for the index, Message-ID, version
                // of its reading.
                "/sort/?", "/thread/?", "/within/[]/?", "/attached/?", "/at/?", "/pending/?", "/known/?", "/reading/?",

                // Placements: the message that lies there, and the server's own name of it. Aliases of threads. Mail set aside: its order,
                // its order within a mailbox, its place.
                "/message/?", "/remote/?", "/root/?", "/turn/?", "/listed/?", "/place/?",

                // What belongs to a mailbox. Questions: their order, their conversation, the mails that their answers cite.
                "/mailbox/?", "/asked/?", "/conversation/?", "/sources/[]/?",

                // What expires, and identities by the time they were linked.
                "/expires/?",

                // Users' own records, for administrators; and whose a pseudonym of the audit log is.
                "/organisation/?", "/email/?", "/name/?", "/pseudonym/?",
            ]),
        Definition(
            LookUps, "/shard",
            [
                // Due mailboxes and unindexed mail, by time; users and identities by their own keys.
                "/due/?", "/since/?", "/user/?", "/organisation/?", "/expires/?", "/begun/?", "/hour/?",
            ]),
        Definition(Audit, "/organisation", ["/place/?", "/kind/?", "/outcome/?", "/actor/?", "/subject/?", "/request/?"]),
    ];

    private static ContainerProperties Definition(string name, string partitionKey, string[] indexed)
    {
        var policy = new IndexingPolicy { IndexingMode = IndexingMode.Consistent, Automatic = true };
        policy.IncludedPaths.Add(new IncludedPath { Path = $"{partitionKey}/?" });
        foreach (var path in indexed.Where(path => path != $"{partitionKey}/?"))
            policy.IncludedPaths.Add(new IncludedPath { Path = path });
        policy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        return new ContainerProperties(name, partitionKey)
        {
            IndexingPolicy = policy,

            // On, and nothing expires that has no "ttl" of its own.
            DefaultTimeToLive = -1,
        };
    }
}
