using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Core.Text;
using InboxMind.Testing;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailIndex"/> promises of a mailbox in eight languages: words are found in the forms they take in the
/// language of the query.</summary>
public abstract class LanguageIndexContract : Contract
{
    protected abstract IMailIndex Index { get; }

    [Fact]
    public async Task SearchAsync_QuestionsInOtherForms_FindTheirMailFirst()
    {
        await WriteAsync();
        var missed = new List<string>();
        for (var i = 0; i < LanguageMails.All.Count; i++)
        {
            var hits = await SearchAsync(LanguageMails.All[i].Question);
            if (hits.Count == 0 || hits[0] != Id(i))
                missed.Add(LanguageMails.All[i].Question);
        }

        missed.Count.ShouldBeLessThanOrEqualTo(1, string.Join("; ", missed));
    }

    [Theory]
    [InlineData("Mietverträge", "Der Mietvertrag")]
    [InlineData("Besprechungen Lieferant", "Die Besprechung")]
    [InlineData("facturen zeilen", "Bijgaand de factuur")]
    [InlineData("möten leverantörer", "Mötet")]
    public async Task SearchAsync_TooShortToTell_MayBeAnyLanguageOfTheMailbox(string query, string beginning)
    {
        await WriteAsync();

        var found = await SearchAsync(query);

        LanguageMails.All[Number(found[0])].Text.ShouldStartWith(beginning);
        (await ListAsync(query)).ShouldContain(found[0]);
    }

    [Fact]
    public async Task ListAsync_Language_ListsItsMail()
    {
        await WriteAsync();

        (await ListAsync("lang:nl")).Count.ShouldBe(LanguageMails.All.Count(static m => m.Language == TextLanguage.Dutch));
        (await ListAsync("lang:swedish -lang:nl")).Count.ShouldBe(LanguageMails.All.Count(static m => m.Language == TextLanguage.Swedish));
    }

    private Task<IndexState> WriteAsync() => Index.WriteAsync(
        Anna, "",
        [
            .. LanguageMails.All.Select(static (m, i) => new IndexedMail(
                Id(i), "", "jon@kelpline.example", "mara@kelpline.example", DateTimeOffset.UnixEpoch.AddDays(i), ["Inbox"],
                false, m.Text, "",
                Chunks: null)
            {
                Version = 1,
                Language = m.Language,
            }),
        ],
        Cancellation);

    private async Task<List<EmailId>> SearchAsync(string query) =>
        [.. (await Index.SearchAsync(Anna, new IndexQuery(Parse(query), "", default, 10), Cancellation)).Select(static h => h.Id)];

    private async Task<List<EmailId>> ListAsync(string query) =>
        [.. (await Index.ListAsync(Anna, Parse(query), null, new MailRange(null, 0, 100), Cancellation)).Select(static p => p.Id)];

    private static SearchQuery Parse(string query) => QueryParser.Parse(query, TimeZoneInfo.Utc, new DateOnly(2026, 7, 1));

    private static EmailId Id(int number) =>
        new(new string('a', EmailId.Length - 2) + (char)('a' + (number / 20)) + (char)('a' + (number % 20)));

    private static int Number(EmailId id) => ((id.Value[^2] - 'a') * 20) + id.Value[^1] - 'a';
}
