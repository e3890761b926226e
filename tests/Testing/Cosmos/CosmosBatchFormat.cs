using System.Net;
using System.Reflection;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Core.Utf8;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace InboxMind.Testing.Cosmos;

/// <summary>Transactional batches as they are sent: rows in the format of the package that the SDK has for it, with the layouts of the SDK
/// itself.</summary>
internal static class CosmosBatchFormat
{
    private static readonly Type Schemas = typeof(CosmosClient).Assembly.GetType("Microsoft.Azure.Cosmos.BatchSchemaProvider")!;
    private static readonly LayoutResolverNamespace Resolver = (LayoutResolverNamespace)Property("BatchLayoutResolver");
    private static readonly Layout Results = (Layout)Property("BatchResultLayout");

    public static IReadOnlyList<CosmosOperation> Read(byte[] body)
    {
        var operations = new List<CosmosOperation>();
        using var stream = new MemoryStream(body, writable: false);
        var result = RecordIOStream.ReadRecordIOAsync(
            stream,
            (ReadOnlyMemory<byte> record) =>
            {
                operations.Add(Operation(record));
                return Result.Success;
            },
            resizer: new MemorySpanResizer<byte>(body.Length)).GetAwaiter().GetResult();
        return result == Result.Success ? operations : throw new CosmosRefusalException(HttpStatusCode.BadRequest,
            "The batch cannot be read.");
    }

    public static byte[] Write(IReadOnlyList<(HttpStatusCode Status, string? ETag, double Charge)> results)
    {
        using var stream = new MemoryStream();
        var resizer = new MemorySpanResizer<byte>(4096);
        var row = new MemorySpanResizer<byte>(4096);
        RecordIOStream.WriteRecordIOAsync(
            stream, default,
            (long index, out ReadOnlyMemory<byte> buffer) =>
            {
                buffer = index < results.Count ? Row(results[(int)index], row) : default;
                return Result.Success;
            },
            resizer).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static ReadOnlyMemory<byte> Row((HttpStatusCode Status, string? ETag, double Charge) result, MemorySpanResizer<byte> resizer)
    {
        var buffer = new RowBuffer(resizer.Memory.Length, resizer);
        buffer.InitLayout(HybridRowVersion.V1, Results, Resolver);
        var written = RowWriter.WriteBuffer(ref buffer, result,
            static (ref RowWriter writer, TypeArgument _, (HttpStatusCode, string?, double) r) =>
        {
            writer.WriteInt32(Name("statusCode"), (int)r.Item1);
            writer.WriteInt32(Name("subStatusCode"), 0);
            if (r.Item2 is { } etag)
                writer.WriteString(Name("eTag"), etag);
            return writer.WriteFloat64(Name("requestCharge"), r.Item3);
        });
        return written == Result.Success ? buffer.ToArray() : throw new InvalidOperationException($"The row cannot be written: {written}.");
    }

    private static CosmosOperation Operation(ReadOnlyMemory<byte> record)
    {
        var buffer = new RowBuffer(record.Length);
        if (!buffer.ReadFrom(record.Span, HybridRowVersion.V1, Resolver))
            throw new CosmosRefusalException(HttpStatusCode.BadRequest, "An operation of the batch cannot be read.");
        var reader = new RowReader(ref buffer);
        var (number, id, match, body) = (-1, (string?)null, (string?)null, Array.Empty<byte>());
        while (reader.Read())
        {
            switch (reader.Path.ToString())
            {
                case "operationType":
                    reader.ReadInt32(out number);
                    break;
                case "id":
                    reader.ReadString(out id);
                    break;
                case "ifMatch":
                    reader.ReadString(out match);
                    break;
                case "resourceBody":
                    reader.ReadBinary(out body);
                    break;
            }
        }

        return new CosmosOperation(
            number switch
            {
                0 => CosmosAction.Create,
                1 => CosmosAction.Patch,
                2 => CosmosAction.Read,
                4 => CosmosAction.Delete,
                5 => CosmosAction.Replace,
                20 => CosmosAction.Upsert,
                _ => throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"Operation {number} is not answered here."),
            },
            id, body, match);
    }

    private static UtfAnyString Name(string name) => new(name);

    private static object Property(string name) =>
        Schemas.GetProperty(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
}
