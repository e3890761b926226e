using System.Security.Cryptography;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Text;

namespace InboxMind.Core.Mail.Threads;

/// <summary>Decides which thread a mail belongs to, by References and In-Reply-To (RFC 5322, 3.6.4), and by
/// what its server says where it does. Mails may come in
/// any order: ids referred to but never seen hold a thread together as well.</summary>
public static class ThreadAssigner
{
    /// <summary>Decides for one mail.</summary>
    /// <param name="user">Whose mail.</param>
    /// <param name="clues">What is known of the mail.</param>
    /// <param name="lookUp">The thread a Message-ID leads to, with a number that is smaller for older ones; null when it
    /// leads nowhere yet. Aliases are resolved.</param>
    public static ThreadDecision Decide(UserId user, ThreadClues clues, Func<string, (ThreadId Thread, long Age)?> lookUp)
    {
        var ids = Keys(clues);
        if (ids.Count == 0)
            return new ThreadDecision(NewId(user, clues.Id.Value), [], []);

        var known = new List<(ThreadId Thread, long Age)>();
        foreach (var id in ids)
        {
            if (lookUp(id) is { } found && !known.Any(k => k.Thread == found.Thread))
                known.Add(found);
        }

        if (known.Count == 0)
            return new ThreadDecision(NewId(user, ids[0]), [], ids);

        known.Sort(static (a, b) => a.Age.CompareTo(b.Age));
        return new ThreadDecision(known[0].Thread, [.. known.Skip(1).Select(static k => k.Thread)], ids);
    }

    /// <summary>What leads to the mail's thread, the thread's root first: what <see cref="Decide"/> looks up, for stores that read it all
    /// before.</summary>
    public static IReadOnlyList<string> Keys(ThreadClues clues)
    {
        var ids = clues.References.Select(id => Key(id, clues.Subject)).ToList();
        if (clues.MessageId is { Length: > 0 } own)
        {
            if (ThreadSubject.IsNeeded(own))
                ids.Add(Key(own, clues.Subject));
            ids.Add(own);
        }

        if (clues.Mark is { } mark)
            ids.Add(mark);
        return ids;
    }

    /// <summary>What leads from a mail that refers to an id to its thread. An id that could be an address, or what a program writes into
    /// every
    /// mail, leads only to mails of the same subject. No id holds a line feed.</summary>
    private static string Key(string id, string subject) => ThreadSubject.IsNeeded(id) ? $"{id}\n{ThreadSubject.Base(subject)}" : id;

    private static ThreadId NewId(UserId user, string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        EmailIdentity.Append(hash, "thread-1");
        EmailIdentity.Append(hash, user.Value);
        EmailIdentity.Append(hash, root);
        return new ThreadId(Base32.Encode(hash.GetHashAndReset().AsSpan(0, 20)));
    }
}
