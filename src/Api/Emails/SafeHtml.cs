using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace InboxMind.Api.Emails;

/// <summary>The HTML of a mail, made fit to be shown: only elements, attributes and styles that are known to be harmless stay, nothing
/// is loaded from anywhere, and links say where they lead.</summary>
/// <param name="Html">What to show; null when the mail has no HTML or it cannot be shown.</param>
/// <param name="Note">Why it cannot be shown, for the reader.</param>
/// <param name="RemoteContent">Images, styles and the like from elsewhere that were taken out.</param>
/// <param name="ActiveContent">Scripts, forms, frames, handlers and the like that were taken out.</param>
/// <param name="MisleadingLinks">Links that named another place than they lead to.</param>
internal sealed record SafeHtml(string? Html, string? Note, int RemoteContent, int ActiveContent, int MisleadingLinks)
{
    /// <summary>Elements and texts. What is done to them takes time by the square of those that stand side by side.</summary>
    private const int MaxNodes = 15_000;

    /// <summary>No real mail is deeper, and writing a deeper page takes up the stack.</summary>
    private const int MaxDepth = 300;

    /// <summary>Tag soup can be made to take any time: elements left open are opened again in each block that follows.</summary>
    private static readonly TimeSpan MaxParsing = TimeSpan.FromSeconds(2);

    private static readonly SafeHtml None = new(null, null, 0, 0, 0);

    private static readonly SafeHtml TooComplex =
        None with { Note = "The HTML is too large or too tangled to be shown safely. The text holds what it says." };

    private static readonly HtmlSanitizer Sanitizer = SafeHtmlRules.CreateSanitizer();

    public static async Task<SafeHtml> OfAsync(
        string html, EmailId email, IReadOnlyList<AttachmentInfo> attachments, TimeProvider time, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(html))
            return None;
        if (html.Length > MailLimits.ShownHtml)
            return TooComplex;

        // First without styles: what is taken out here no style parser ever sees.
        if (await ParseAsync(new HtmlParser(), html, time, cancellation) is not { } rough)
            return TooComplex;
        var (remote, active) = SafeHtmlRules.Prune(rough);
        if (await ParseAsync(Sanitizer.HtmlParserFactory(), rough.Body?.InnerHtml ?? "", time, cancellation) is not { } document)
            return TooComplex;
        var clean = Sanitizer.SanitizeDom(document, document.Body);
        SafeHtmlRules.ShowImages(clean, email, attachments);
        ModestStyles.Apply(clean);
        var misleading = HonestLinks.Mark(clean);
        return new SafeHtml(clean.Body?.ChildNodes.ToHtml(Sanitizer.OutputFormatter) ?? "", null, remote, active, misleading);
    }

    private static async Task<IHtmlDocument?> ParseAsync(HtmlParser parser, string html, TimeProvider time, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(MaxParsing, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var document = await parser.ParseDocumentAsync(html, either.Token);
            return IsModest(document) ? document : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool IsModest(IHtmlDocument document)
    {
        var nodes = 0;
        var open = new Stack<(INode Node, int Child)>();
        open.Push((document, 0));
        while (open.TryPop(out var at))
        {
            if (at.Child == at.Node.ChildNodes.Length)
                continue;
            open.Push((at.Node, at.Child + 1));
            open.Push((at.Node.ChildNodes[at.Child], 0));
            if (++nodes > MaxNodes || open.Count > MaxDepth)
                return false;
        }

        return true;
    }
}
