using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Finds the threads whose last mail asks something: the owner of somebody else, or somebody else of the owner. Told from the
/// heads
/// of all mail and the texts of the last ones.</summary>
public sealed class FindOpenThreads(ReadRegister registers, IMailStore store, TimeProvider time)
{
    /// <summary>What was asked longer ago is not waited for any more. Counted from the newest mail, or from today where that is
    /// earlier.</summary>
    private const int MaxDays = 90;

    /// <summary>Texts read at most.</summary>
    private const int MaxTexts = 500;

    private static readonly MailExtent Read = new(20_000, 20, 0);

    /// <summary>Senders that no one answers.</summary>
    private static readonly string[] Automatic =
        ["noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "newsletter", "notification",
            "notifications", "news"];

    /// <summary>Finds them, the longest waiting first.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="isMine">Whether the owner's answers are waited for; else those of others.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Null when it is not known which addresses are the owner's.</returns>
    public async Task<IReadOnlyList<OpenThread>?> FindAsync(Owner owner, bool isMine, CancellationToken cancellation)
    {
        var register = await registers.ReadAsync(owner, cancellation);
        if (register.Own.Count == 0 || register.Newest.Count == 0)
            return register.Own.Count == 0 ? null : [];
        var now = time.GetUtcNow();
        var end = register.Newest[0].Date < now ? register.Newest[0].Date : now;
        var last = register.Newest.DistinctBy(static h => h.Thread).Where(h => h.Date >= end.AddDays(-MaxDays) && MayBeOpen(register,
            h, isMine))
            .Take(MaxTexts).ToList();
        var texts = (await store.GetAsync(owner, [.. last.Select(static h => h.Id)], Read, cancellation))
            .ToDictionary(static m => m.Message.Id);
        return
        [
            .. last.Where(h => texts.TryGetValue(h.Id, out var mail) && Asks(mail.Message.Text))
                .OrderBy(static h => h.Date).Select(h => new OpenThread(h, isMine)),
        ];
    }

    /// <summary>A mail of one person to another: to the owner, or of the owner to somebody else.</summary>
    private static bool MayBeOpen(MailRegister register, MailHead head, bool isMine)
    {
        var sender = KnownPeople.Fold(head.Sender);
        if (head.IsOfList || sender.Length == 0 || Automatic.Contains(sender.Split('@')[0]))
            return false;
        var isToOwner = head.To.Any(a => register.Own.Contains(KnownPeople.Fold(a)));
        return isMine
            ? !register.IsOwn(head) && isToOwner
            : register.IsOwn(head) && head.To.Any(a => !register.Own.Contains(KnownPeople.Fold(a)));
    }

    /// <summary>Whether its sender asks: a question mark in what is new, outside of addresses.</summary>
    private static bool Asks(string text)
    {
        foreach (var word in NewText.Extract(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.TrimEnd('"', '\'', ')', '”', '’').EndsWith('?') && !word.Contains("://", StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
