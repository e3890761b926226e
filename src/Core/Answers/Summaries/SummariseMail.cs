using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Summaries;

/// <summary>Sums up what a person wrote and was written, or a period, or both: what was decided, what was promised, what is open. Of many
/// mails those are read that say most of it.</summary>
public sealed class SummariseMail(ReadRegister registers, IMailStore store, SumUpMails sumUp)
{
    /// <summary>The newest mails that are looked into.</summary>
    private const int MaxTexts = 300;

    private static readonly MailExtent Read = new(50_000, 100, 0);

    /// <summary>Sums it up.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="person">A person by any name the mail knows; null for everyone.</param>
    /// <param name="filter">Since and until when; nothing else of it is looked at.</param>
    /// <param name="zone">The reader's zone.</param>
    /// <param name="policy">What is taken out.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Null when nobody in the mail is called so.</returns>
    public async Task<MailSummary?> SummariseAsync(
        Owner owner, string? person, MailFilter filter, TimeZoneInfo zone, RedactionPolicy policy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var register = await registers.ReadAsync(owner, cancellation);
        var match = person is null ? null : register.People.Find(person);
        if (person is not null && match is null)
            return null;
        var condition = match is null ? null : new PersonCondition(PersonPart.With, [.. match.Addresses]);
        var heads = register.Newest.Where(h => !(h.Date < filter.Since) && !(h.Date >= filter.Until) && !h.IsOfList
            && condition?.Holds(h) != false).ToList();
        var last = register.Newest.DistinctBy(static h => h.Thread).Select(static h => h.Id).ToHashSet();
        var texts = await store.GetAsync(owner, [.. heads.Take(MaxTexts).Select(static h => h.Id)], Read, cancellation);
        var telling = texts.Select(m => (Mail: m, Weight: Weight(m, last.Contains(m.Message.Id))))
            .OrderByDescending(static m => m.Weight).ThenByDescending(static m => m.Mail.Message.Date).Take(SumUpMails.MaxMails)
            .Select(static m => m.Mail).OrderBy(static m => m.Message.Date).ToList();
        var followed = telling.Select(static m => m.Message.Id).Where(id => !last.Contains(id)).ToHashSet();
        return await sumUp.SumUpAsync(owner, telling, followed, zone, policy, cancellation) with { Mails = heads.Count };
    }

    /// <summary>How many sentences bind somebody; a question does as long as it is the last word.</summary>
    private static int Weight(StoredMail mail, bool isLast) => Sentences.Split(NewText.Extract(mail.Message.Text))
        .Count(s => Commitments.Of(s.Text) is { } kind && (isLast || kind != Commitment.Asked));
}
