using System.ComponentModel;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Reuse;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Has a question answered, with the mails that each sentence stands in.</summary>
internal sealed class AskTool(AnswerOnce answers, CountQuestions counts, IAskers askers)
    : MailTool<AskArguments, AskData>("ask", Text, McpJson.Plain.AskArguments, McpJson.Plain.AskData, askers)
{
    private const string Text = "Answer a question from the mail, with quotes; [n] is source n. If not found, say so.";

    protected override async Task<ToolReply<AskData>> AnswerAsync(Asker asker, AskArguments arguments, CancellationToken cancellation)
    {
        if (!Question.IsLegal(arguments.Question))
            throw new RefusedCallException($"A question has 1 to {Question.MaxLength} characters.");
        var filter = GivenFilter.Read(asker.Zone, arguments.From, after: arguments.After, before: arguments.Before);
        var question = new Question(arguments.Question, filter, asker.Zone) { Policy = asker.Policy };
        var (answer, _) = await counts.AskAsync(
            asker.Owner, () => answers.AnswerAsync(asker.Owner, question, changed: null, cancellation), cancellation);
        var words = new MailWords(asker.Policy);
        var covered = answer.Metadata.Coverage;
        return new ToolReply<AskData>(new AskData(
            MailWords.Answer(MailLimits.Begin(answer.Text, Caps.Answer)), answer.Found,
            answer.Metadata.Complete && answer.Text.Length <= Caps.Answer,
            Sources(answer.Sources, words), answer.Closest.Count > 0 ? Sources(answer.Closest, words) : null,
            Counted.Of(answer.Exact, words),
            new CoverageData(covered.Stored, Times.Write(covered.Oldest), Times.Write(covered.Newest), answer.Metadata.NotIndexed)));
    }

    private static List<QuotedMail> Sources(IReadOnlyList<AnswerSource> sources, MailWords words) =>
        [.. sources.Take(Caps.Parts).Select((s, i) => QuotedMail.Of(s, i + 1, words))];
}

/// <summary>What <c>ask</c> is called with.</summary>
internal sealed record AskArguments(
    string Question, string? From = null, [property: Description("YYYY-MM-DD")] string? After = null, string? Before = null);

/// <summary>What <c>ask</c> answers. Where nothing is found, <c>closest</c> mails stood nearest.</summary>
internal sealed record AskData(
    string Answer, bool Found, bool Complete, IReadOnlyList<QuotedMail> Sources, IReadOnlyList<QuotedMail>? Closest, Counted? Counted,
    CoverageData Coverage);

/// <summary>What was searched.</summary>
internal sealed record CoverageData(long Mails, string? Oldest, string? Newest, long NotIndexed);

/// <summary>A mail that an answer rests on, with its own words, or those of the attachment that <c>in</c> names.</summary>
internal sealed record QuotedMail(int N, string Id, string Title, string From, string Date, string Quote, string? In)
{
    public static QuotedMail Of(AnswerSource source, int number, MailWords words)
    {
        var message = source.Mail.Message;
        return new QuotedMail(
            number, message.Id.Value, words.Line(message.Subject), words.Person(message.Sender), Times.Write(message.Date),
            words.Line(source.Snippet.Trim(' ', '…')), source.In is { } found ? words.Line(found.ToString()) : null);
    }
}

/// <summary>What the store counted. <c>items</c> are the first of <c>total</c>.</summary>
internal sealed record Counted(decimal? Value, bool Exact, string Reading, long Total, IReadOnlyList<CountedItem> Items)
{
    public static Counted? Of(ExactAnswer? exact, MailWords words) => exact is null
        ? null
        : new Counted(
            exact.Value, exact.IsExact, words.Line(exact.Reading), exact.Total,
            [.. exact.Items.Take(Caps.Results).Select(i => CountedItem.Of(i, words))]);
}

/// <summary>One of what was counted.</summary>
internal sealed record CountedItem(string Name, string? Id, string? From, string? Date, long? Count)
{
    public static CountedItem Of(ExactItem item, MailWords words) => new(
        words.Line(item.Name), item.Id?.Value, item.Sender is null ? null : words.Line(item.Sender), Times.Write(item.Date), item.Count);
}
