using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Finds the threads that end with a question: of the owner to somebody else, or of somebody else to the owner. What a mail asks
/// is known since it was stored, so that the heads alone tell.</summary>
public sealed class FindOpenThreads(ReadRegister registers, IMailStore store, TimeProvider time)
{
    /// <summary>What was asked longer ago is not waited for any more. Counted from the newest mail, or from today where that is
    /// earlier.</summary>
    public const int MaxDays = 90;

    /// <summary>Texts read at most, of mail that an earlier version stored.</summary>
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
        var may = LastWords(register, end.AddDays(-MaxDays)).Where(h => h.Asks != false && MayBeOpen(register, h, isMine)).ToList();
        var unread = may.Where(static h => h.Asks is null).Take(MaxTexts).Select(static h => h.Id).ToList();
        var asking = unread.Count == 0 ? [] : (await store.GetAsync(owner, unread, Read, cancellation))
            .Where(static m => AskedSentence.IsIn(m.Message.Text)).Select(static m => m.Message.Id).ToHashSet();
        return
        [
            .. may.Where(h => h.Asks ?? asking.Contains(h.Id)).GroupBy(static h => h.Thread).Select(g => new OpenThread(g.Last(), isMine))
                .OrderBy(static t => t.Asked.Date).ThenBy(static t => t.Asked.Id.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The mails at the end of each thread that one sender wrote, the newest first: who adds to a question did not get an
    /// answer.</summary>
    private static IEnumerable<MailHead> LastWords(MailRegister register, DateTimeOffset since)
    {
        var speakers = new Dictionary<ThreadId, string?>();
        foreach (var head in register.Newest.TakeWhile(h => h.Date >= since))
        {
            var sender = KnownPeople.Fold(head.Sender);
            if (!speakers.TryGetValue(head.Thread, out var speaker))
                speakers[head.Thread] = speaker = sender;
            if (speaker == sender || (speaker is not null && register.Own.Contains(speaker) && register.Own.Contains(sender)))
                yield return head;
            else
                speakers[head.Thread] = null;
        }
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
}
