using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace InboxMind.Core.Privacy;

/// <summary>JSON as an entry of a zip, value by value.</summary>
internal static class ZipJson
{
    /// <summary>Writes values one by one: one alone, a JSON list, or a value a line.</summary>
    public static async Task WriteAsync<T>(
        this ZipArchive zip, string name, IAsyncEnumerable<T> values, JsonTypeInfo<T> type, JsonForm form, CancellationToken cancellation)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        var count = 0;
        if (form == JsonForm.List)
            await stream.WriteAsync("["u8.ToArray(), cancellation);
        await foreach (var value in values.WithCancellation(cancellation))
        {
            if (form == JsonForm.List)
                await stream.WriteAsync(count == 0 ? "\n"u8.ToArray() : ",\n"u8.ToArray(), cancellation);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), cancellation);
            if (form == JsonForm.Lines)
                await stream.WriteAsync("\n"u8.ToArray(), cancellation);
            count++;
        }

        if (form == JsonForm.List)
            await stream.WriteAsync("\n]\n"u8.ToArray(), cancellation);
    }
}
