using System.Globalization;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;

namespace InboxMind.Azure.Mail;

/// <summary>The conditions of a list as a query on messages.</summary>
internal static class MailConditionsQuery
{
    /// <param name="select">What is taken of each.</param>
    /// <param name="conditions">Conditions without words.</param>
    /// <param name="threads">The names of the thread that they ask for; null when for none.</param>
    /// <exception cref="ArgumentException">They hold words.</exception>
    public static CosmosQuery Of(string select, MailConditions conditions, IReadOnlyList<string>? threads)
    {
        var filter = conditions.Filter;
        Require(conditions);
        var where = new List<string> { "c.sort >= @since" };
        var values = new List<(string, object)>
        {
            ("@since", filter.Since is { } since ? MailOrder.FromSecond(since) : ""),
        };
        if (filter.Until is { } until)
            Add("c.sort < @until", ("@until", MailOrder.FromSecond(until)));
        if (conditions.StoredUntil is { } stored)
            Add("c.at <= @stored", ("@stored", stored.ToUnixTimeMilliseconds()));
        if (filter.HasAttachments is { } has)
            Add("c.attached = @attached", ("@attached", has));
        Within(filter.Folders, "");
        Within(filter.NotFolders, "NOT ");
        var query = values.Aggregate(
            new CosmosQuery(select, string.Join(" AND ", where)), static (q, v) => q.With(v.Item1, v.Item2));
        return threads is null ? query : query.In("c.thread", [.. threads]);

        void Add(string condition, params (string, object)[] parameters)
        {
            where.Add(condition);
            values.AddRange(parameters);
        }

        void Within(IReadOnlyList<string> folders, string not)
        {
            if (folders.Count == 0)
                return;
            var any = new List<string>();
            foreach (var folder in folders)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@f{values.Count}");
                values.Add((name, folder.ToLowerInvariant()));
                any.Add($"ARRAY_CONTAINS(c.within, {name})");
            }

            where.Add($"{not}({string.Join(" OR ", any)})");
        }
    }

    /// <exception cref="ArgumentException">The conditions hold words.</exception>
    public static void Require(MailConditions conditions)
    {
        if (conditions.Filter.HasWords)
            throw new ArgumentException("The store knows no words; ask the index.", nameof(conditions));
    }
}
