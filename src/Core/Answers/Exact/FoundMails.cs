using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>The mails that a question asks for.</summary>
/// <param name="Mails">Copies once, the newest first.</param>
/// <param name="Copies">Copies left out.</param>
/// <param name="How">How they were told from others, in parts of the search language and plain words.</param>
/// <param name="IsCertain">Whether the conditions are just those of the question.</param>
internal sealed record FoundMails(IReadOnlyList<MailHead> Mails, int Copies, IReadOnlyList<string> How, bool IsCertain)
{
    /// <summary>The amounts of the mails that have one, where they are asked for.</summary>
    public IReadOnlyDictionary<EmailId, Amount> Amounts { get; init; } = new Dictionary<EmailId, Amount>();
}
