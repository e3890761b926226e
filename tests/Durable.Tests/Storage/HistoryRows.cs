using Azure.Data.Tables;

namespace InboxMind.Durable.Tests.Storage;

internal static class HistoryRows
{
    /// <summary>What Table storage counts for rows: names and texts as UTF-16, and some bytes for each row and each property.</summary>
    public static long Size(IEnumerable<TableEntity> rows) => rows.Sum(
        static row => 4 + (2L * (row.PartitionKey.Length + row.RowKey.Length)) + row
            .Where(static p => p.Key is not ("PartitionKey" or "RowKey" or "odata.etag"))
            .Sum(static p => 8 + (2L * p.Key.Length) + Size(p.Value)));

    private static long Size(object? value) => value switch
    {
        null => 0,
        string text => 4 + (2L * text.Length),
        byte[] bytes => 4 + bytes.Length,
        bool => 1,
        int => 4,
        _ => 16,
    };
}
