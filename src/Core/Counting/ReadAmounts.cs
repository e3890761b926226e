using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Reads the amounts that mails are about from their own words.</summary>
public sealed class ReadAmounts(IMailStore store)
{
    /// <summary>Texts held at once.</summary>
    private const int Together = 200;

    private static readonly MailExtent Read = new(50_000, 1, 0);

    /// <summary>Reads them.</summary>
    /// <returns>By mail; those that have none, or none that can be told from others, are left out.</returns>
    public async Task<IReadOnlyDictionary<EmailId, Amount>> ReadAsync(
        Owner owner, IReadOnlyList<MailHead> heads, CancellationToken cancellation)
    {
        var amounts = new Dictionary<EmailId, Amount>();
        foreach (var some in heads.Chunk(Together))
        {
            foreach (var mail in await store.GetAsync(owner, [.. some.Select(static h => h.Id)], Read, cancellation))
            {
                if (AmountReader.Read(NewText.Extract(mail.Message.Text)) is { } amount)
                    amounts[mail.Message.Id] = amount;
            }
        }

        return amounts;
    }
}
