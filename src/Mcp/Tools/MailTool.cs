using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using InboxMind.Core.Answers;
using InboxMind.Core.Budgets;
using InboxMind.Core.Work;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace InboxMind.Mcp.Tools;

/// <summary>A tool that reads the asker's mail and changes nothing.</summary>
/// <typeparam name="TArguments">What it is called with.</typeparam>
/// <typeparam name="TData">What it answers.</typeparam>
internal abstract class MailTool<TArguments, TData> : McpServerTool
{
    private readonly IAskers _askers;
    private readonly JsonTypeInfo<TArguments> _arguments;
    private readonly JsonTypeInfo<TData> _data;

    protected MailTool(
        string name, string description, JsonTypeInfo<TArguments> arguments, JsonTypeInfo<TData> data, IAskers askers)
    {
        (_askers, _arguments, _data) = (askers, arguments, data);
        ProtocolTool = new Tool
        {
            Name = name,
            Description = description,
            InputSchema = ToolSchema.OfArguments(arguments),
            OutputSchema = ToolSchema.OfResult(data),
            Annotations = new ToolAnnotations { ReadOnlyHint = true },
        };
    }

    public sealed override Tool ProtocolTool { get; }

    public sealed override IReadOnlyList<object> Metadata => [];

    public sealed override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var arguments = Read(request.Params?.Arguments);
            return Write(await AnswerAsync(await _askers.AskingAsync(ProtocolTool.Name, cancellationToken), arguments, cancellationToken));
        }
        catch (RefusedCallException e)
        {
            return Refusal(e.Message);
        }
        catch (Exception e) when (e is StorageUnusableException or ModelUnavailableException or BudgetSpentException)
        {
            return Refusal(e.Message);
        }
    }

    /// <summary>Answers a call.</summary>
    /// <exception cref="RefusedCallException">It cannot be answered as it was made.</exception>
    protected abstract Task<ToolReply<TData>> AnswerAsync(Asker asker, TArguments arguments, CancellationToken cancellation);

    private TArguments Read(IDictionary<string, JsonElement>? given)
    {
        var all = new JsonObject();
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
        {
            // Some clients name what they leave out.
            if (value.ValueKind != JsonValueKind.Null)
                all[name] = JsonNode.Parse(value.GetRawText());
        }

        try
        {
            return all.Deserialize(_arguments)!;
        }
        catch (JsonException e)
        {
            throw new RefusedCallException($"The arguments do not fit the schema of {ProtocolTool.Name}: {e.Message.Split(". Path")[0]}");
        }
    }

    private CallToolResult Write(ToolReply<TData> reply)
    {
        var fence = new Fence();
        var data = (JsonObject)JsonSerializer.SerializeToNode(reply.Data, _data)!;
        var content = new List<ContentBlock>
        {
            new TextContentBlock { Text = fence.Notice },
            new TextContentBlock { Text = fence.Around(data.ToJsonString(McpJson.Plain.Options)) },
        };
        if (reply.Text is { } text)
        {
            content.Add(new TextContentBlock { Text = fence.Around(text) });
            data["text"] = fence.Around(text);
        }

        data.Insert(0, "notice", fence.Notice);
        return new CallToolResult
        {
            Content = content,
            StructuredContent = JsonSerializer.SerializeToElement(data, McpJson.Plain.JsonObject),
        };
    }

    private static CallToolResult Refusal(string message) =>
        new() { IsError = true, Content = [new TextContentBlock { Text = message }] };
}
