using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace InboxMind.Mcp.Prompts;

/// <summary>A request that people make again and again, with its blanks filled in by them. It holds no mail: the assistant reads that
/// itself, by the tools.</summary>
internal sealed class MailPrompt : McpServerPrompt
{
    private const int MaxArgument = 200;

    private readonly string _text;

    private MailPrompt(string name, string title, string text, params (string Name, string Description, bool Required)[] arguments)
    {
        _text = text;
        ProtocolPrompt = new Prompt
        {
            Name = name,
            Title = title,
            Description = title,
            Arguments =
            [
                .. arguments.Select(static a => new PromptArgument { Name = a.Name, Description = a.Description, Required = a.Required }),
            ],
        };
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MailPrompt> All { get; } =
    [
        new(
            "brief", "Brief me on a person",
            "Brief me on {person} from my mail: who they are to me, what we last spoke of, what is open between us and who owes whom an "
                + "answer. Use count with={person} for how much and how long, search and fetch for what. Cite each mail by subject and "
                + "day.",
            ("person", "A name or an address", true)),
        new(
            "promises", "What did I promise?",
            "List what I promised in mails that I sent since {since}, and what others promised me: who, what, by when, and whether a later "
                + "mail shows that it was done. Search for it in several wordings and fetch what you rely on. Cite each mail by subject "
                + "and "
                + "day, and say what you could not look through.",
            ("since", "A day such as 2026-01-31; a month ago without it", false)),
        new(
            "meeting", "Prepare me for a meeting",
            "Prepare me for a meeting about {topic} with {people}: what was agreed, what changed, open questions, numbers and days that "
                + "matter, each with the mail it stands in. Prefer the newest mail where mails disagree, and say where they do.",
            ("topic", "What it is about", true), ("people", "With whom", false)),
    ];

    public override Prompt ProtocolPrompt { get; }

    public override IReadOnlyList<object> Metadata => [];

    public override ValueTask<GetPromptResult> GetAsync(
        RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = _text;
        foreach (var argument in ProtocolPrompt.Arguments!)
            text = text.Replace($"{{{argument.Name}}}", Value(request.Params, argument), StringComparison.Ordinal);
        return ValueTask.FromResult(new GetPromptResult
        {
            Description = ProtocolPrompt.Title,
            Messages =
                [new PromptMessage { Role = ModelContextProtocol.Protocol.Role.User, Content = new TextContentBlock { Text = text } }],
        });
    }

    private static string Value(GetPromptRequestParams? given, PromptArgument argument)
    {
        if (given?.Arguments?.TryGetValue(argument.Name, out var value) == true && value.ToString() is { } text
            && !string.IsNullOrWhiteSpace(text))
            return MailLimits.Begin(text.ReplaceLineEndings(" ").Trim(), MaxArgument);
        return argument.Name switch
        {
            "since" => "a month ago",
            "people" => "whoever takes part",
            _ => $"({argument.Description})",
        };
    }
}
