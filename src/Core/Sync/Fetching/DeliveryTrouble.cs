namespace InboxMind.Core.Sync.Fetching;

/// <summary>Which mails break the connection when the server delivers them, as learned from one broken connection to the next.</summary>
internal sealed class DeliveryTrouble
{
    /// <summary>How often a mail may break the connection on its own: a network can be at fault once.</summary>
    private const int MaxBreaksAlone = 2;

    private readonly HashSet<(string Folder, uint Uid)> _suspects = [];
    private readonly HashSet<(string Folder, uint Uid)> _withoutHeaders = [];
    private readonly Dictionary<(string Folder, uint Uid), int> _breaksAlone = [];

    /// <summary>Broken connections that something was learned from.</summary>
    public int Lessons { get; private set; }

    /// <summary>Whether the mail was on its way when the connection broke: it is fetched alone.</summary>
    public bool IsSuspect(string folder, uint uid) => _suspects.Contains((folder, uid));

    /// <summary>Whether the mail broke the connection on its own: it is set aside.</summary>
    public bool IsUndeliverable(string folder, uint uid) => _breaksAlone.GetValueOrDefault((folder, uid)) >= MaxBreaksAlone;

    /// <summary>Whether its headers were on their way when the connection broke: it is fetched whole.</summary>
    public bool IsWithoutHeaders(string folder, uint uid) => _withoutHeaders.Contains((folder, uid));

    /// <summary>Asks for the headers of mails, and learns from it when that breaks the connection.</summary>
    public Task<T> AskForHeadersAsync<T>(string folder, IReadOnlyList<uint> uids, Func<Task<T>> ask) =>
        AskAsync(ask, () => _withoutHeaders.UnionWith(uids.Select(uid => (folder, uid))));

    /// <summary>Asks for mails, and learns from it when that breaks the connection.</summary>
    public Task<T> AskForMailsAsync<T>(string folder, IReadOnlyList<uint> uids, Func<Task<T>> ask) => AskAsync(ask, () =>
    {
        _suspects.UnionWith(uids.Select(uid => (folder, uid)));
        if (uids.Count == 1)
            _breaksAlone[(folder, uids[0])] = _breaksAlone.GetValueOrDefault((folder, uids[0])) + 1;
    });

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, Action learn)
    {
        try
        {
            return await ask();
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Transient)
        {
            learn();
            Lessons++;
            throw;
        }
    }
}
