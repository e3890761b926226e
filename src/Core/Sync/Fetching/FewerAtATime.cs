namespace InboxMind.Core.Sync.Fetching;

/// <summary>Asks a server that refuses to tell of many messages for fewer of them, down to those at fault.</summary>
internal static class FewerAtATime
{
    /// <summary>More refusals mean that it is not single messages that are at fault.</summary>
    private const int MaxRefusals = 64;

    /// <returns>What was told, and the messages that the server refuses to tell of.</returns>
    /// <exception cref="MailServerException">It refuses too much, or failed.</exception>
    public static async Task<(List<T> Told, List<uint> Refused)> AskAsync<T>(
        IReadOnlyList<uint> uids, Func<IReadOnlyList<uint>, Task<IReadOnlyList<T>>> ask)
    {
        var (told, refused, refusals) = (new List<T>(), new List<uint>(), 0);
        var open = new Stack<ArraySegment<uint>>([new ArraySegment<uint>([.. uids])]);
        while (open.TryPop(out var some))
        {
            try
            {
                told.AddRange(await ask(some));
            }
            catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command && ++refusals <= MaxRefusals)
            {
                if (some.Count == 1)
                {
                    refused.Add(some[0]);
                    continue;
                }

                open.Push(some[(some.Count / 2)..]);
                open.Push(some[..(some.Count / 2)]);
            }
        }

        // Not one is told of: it is the folder.
        return told.Count > 0 || refused.Count < 2
            ? (told, refused)
            : throw new MailServerException(MailServerTrouble.Command, "The mail server describes none of its messages.");
    }
}
