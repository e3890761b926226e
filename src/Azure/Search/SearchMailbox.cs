using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Text;

namespace InboxMind.Azure.Search;

/// <summary>What is to be known of an owner's mail before it is searched, in one call.</summary>
/// <param name="Mails">How many there are.</param>
/// <param name="Languages">The languages it is in.</param>
/// <param name="Outcomes">How many attachments each outcome had.</param>
internal sealed record SearchMailbox(
    long Mails, IReadOnlyList<TextLanguage> Languages, IReadOnlyDictionary<AttachmentOutcome, long> Outcomes)
{
    private static readonly Dictionary<string, AttachmentOutcome> Names =
        Enum.GetValues<AttachmentOutcome>().ToDictionary(AttachmentReasons.Name);

    /// <summary>Whether there is text of attachments.</summary>
    public bool HasAttached => Outcomes.ContainsKey(AttachmentOutcome.Read);

    public static async Task<SearchMailbox> ReadAsync(SearchService service, Owner owner, CancellationToken cancellation)
    {
        var (mails, values) = await service.CountAsync(
            SearchIndexes.Mails, SearchConditions.Of(owner), [MailFieldNames.Language, MailFieldNames.Outcomes], cancellation);
        var least = AskedForms.Least(mails);
        var languages = values[MailFieldNames.Language].ToDictionary(static v => v.Value, static v => v.Count);
        return new SearchMailbox(
            mails, [.. AskedForms.Languages.Where(l => languages.GetValueOrDefault(LanguageCodes.Of(l)) >= least)],
            values[MailFieldNames.Outcomes].Select(static v => (Parts: v.Value.Split(':'), v.Count))
                .GroupBy(static v => Names[v.Parts[0]], static v => v.Count * long.Parse(
                    v.Parts[1], System.Globalization.CultureInfo.InvariantCulture))
                .ToDictionary(static g => g.Key, static g => g.Sum()));
    }

    /// <summary>What came of a mail's attachments, as the index has it.</summary>
    public static IEnumerable<string> OutcomesOf(IEnumerable<AttachmentReading> readings) =>
        readings.CountBy(static r => r.Outcome).Select(static c => $"{AttachmentReasons.Name(c.Key)}:{c.Value}");

    /// <summary>The forms of a query's words.</summary>
    public AskedForms Forms(SearchQuery query) => AskedForms.Of(query, () => Languages, isHeld: null);
}
