using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Core.Counting;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Lists the threads in which somebody's answer is waited for.</summary>
internal sealed class ThreadsTool(FindOpenThreads find, IAskers askers)
    : MailTool<ThreadsArguments, ThreadsData>("threads", Text, McpJson.Plain.ThreadsArguments, McpJson.Plain.ThreadsData, askers)
{
    private const string Text = "Threads of the last 90 days whose last mail asks: of the user (waiting=me) or of others (them).";

    protected override async Task<ToolReply<ThreadsData>> AnswerAsync(
        Asker asker, ThreadsArguments arguments, CancellationToken cancellation)
    {
        var since = GivenFilter.Time(nameof(arguments.Since).ToLowerInvariant(), arguments.Since, asker.Zone);
        var open = await find.FindAsync(asker.Owner, arguments.Waiting == WaitingOn.Me, cancellation)
            ?? throw new RefusedCallException("It is not known which addresses are the user's own: no mail of a sent folder is here.");
        var threads = open.Where(t => !(t.Asked.Date < since)).ToList();
        var words = new MailWords(asker.Policy);
        return new ToolReply<ThreadsData>(new ThreadsData(
            threads.Count, [.. threads.Take(Caps.Groups).Select(t => MailLine.Of(t.Asked, words))]));
    }
}

/// <summary>What <c>threads</c> is called with.</summary>
internal sealed record ThreadsArguments(WaitingOn Waiting, string? Since = null);

/// <summary>Whose answer is waited for.</summary>
[JsonConverter(typeof(WaitingOnConverter))]
internal enum WaitingOn
{
    Me,
    Them,
}

/// <summary>Writes it in lower case.</summary>
internal sealed class WaitingOnConverter() : JsonStringEnumConverter<WaitingOn>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary>What <c>threads</c> answers: each thread by the mail that asks, the longest waiting first.</summary>
internal sealed record ThreadsData(int Total, IReadOnlyList<MailLine> Threads);
