using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Mcp.Askers;

namespace InboxMind.Mcp.Tools;

/// <summary>Finds mail that is about the same as a mail.</summary>
internal sealed class SimilarTool(FindSimilar similar, WriteFound write, IAskers askers)
    : MailTool<SimilarArguments, SimilarData>("similar", Text, McpJson.Plain.SimilarArguments, McpJson.Plain.SimilarData, askers)
{
    private const string Text = "Mails about the same as one mail.";

    protected override async Task<ToolReply<SimilarData>> AnswerAsync(
        Asker asker, SimilarArguments arguments, CancellationToken cancellation)
    {
        var limit = Caps.Between(arguments.Limit, 1, Caps.Results);
        var found = await similar.FindAsync(asker.Owner, EmailIds.Read(arguments.Id), limit, cancellation)
            ?? throw new RefusedCallException(EmailIds.Unknown);
        return new ToolReply<SimilarData>(new SimilarData(await write.WriteAsync(asker, SearchQuery.Empty, found, cancellation)));
    }
}

/// <summary>What <c>similar</c> is called with.</summary>
internal sealed record SimilarArguments(string Id, int Limit = 10);

/// <summary>What <c>similar</c> answers.</summary>
internal sealed record SimilarData(IReadOnlyList<FoundMail> Results);
