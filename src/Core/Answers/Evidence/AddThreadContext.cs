using InboxMind.Core.Index;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>Widens the best mails to their threads: the answer to a question is often the reply.</summary>
public sealed class AddThreadContext(IMailStore store)
{
    /// <summary>Threads looked into.</summary>
    private const int Threads = 4;

    /// <summary>Mails taken of each.</summary>
    private const int PerThread = 12;

    /// <summary>What a mail is worth that is only there because of its thread.</summary>
    private const double Discount = 0.55;

    public async Task<IReadOnlyList<EvidenceMail>> AddAsync(
        Owner owner, SearchQuery query, IReadOnlyList<EvidenceMail> mails, CancellationToken cancellation)
    {
        // What the asker excluded stays excluded: a thread holds mails that do not meet the conditions.
        // A question of days alone means the mails of those days.
        if (query.HasConditions || !query.HasWords)
            return mails;
        var all = mails.ToDictionary(static m => m.Mail.Message.Id);
        foreach (var lead in mails.DistinctBy(static m => m.Mail.Thread).Take(Threads))
        {
            foreach (var mail in await store.GetThreadAsync(owner, lead.Mail.Thread, PerThread, cancellation))
            {
                if (!all.ContainsKey(mail.Message.Id))
                    all.Add(mail.Message.Id, new EvidenceMail(mail, lead.Relevance * Discount, mail.Message.Text));
            }
        }

        return [.. all.Values.OrderByDescending(static m => m.Relevance).ThenBy(static m => m.Mail.Message.Id)];
    }
}
