using System.Globalization;
using InboxMind.Core.Health;
using InboxMind.Embedded.Index;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Health;

/// <summary>Whether the indexes changed last can be opened and read.</summary>
internal sealed class IndexProbe(IndexFiles indexes) : IDependencyProbe
{
    private const int MaxFiles = 20;

    public string Name => "index";

    public Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        int all = 0, broken = 0;
        foreach (var user in indexes.Users().Take(MaxFiles))
        {
            cancellation.ThrowIfCancellationRequested();
            all++;
            try
            {
                indexes.SizeOf(new Owner(user));
            }
            catch (SqliteException)
            {
                broken++;
            }
        }

        return Task.FromResult(broken == 0
            ? Condition.Healthy(string.Create(CultureInfo.InvariantCulture, $"{all} indexes looked into."))
            : Condition.Degraded(string.Create(CultureInfo.InvariantCulture, $"{broken} of {all} indexes looked into cannot be read.")));
    }
}
