using System.Globalization;
using InboxMind.Testing;
using MailKit;

namespace InboxMind.EndToEnd.Servers;

/// <summary>Someone changes a mailbox on a real server while <c>inboxmind sync</c> comes and is killed: after each sync that ended, store
/// and server have the same. <c>INBOXMIND_SERVER_KILLS</c> makes it longer, <c>INBOXMIND_SERVER_SEED</c> another.</summary>
public sealed class MailServerTests
{
    private const int UsualKills = 3;
    private const int ChangesBetween = 6;

    private static readonly MessageFlags[] AllFlags = [MessageFlags.Seen, MessageFlags.Answered, MessageFlags.Flagged, MessageFlags.Draft];

    private readonly List<string> _log = [];

    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Courier")]
    [InlineData("Cyrus")]
    [InlineData("CyrusConversations")]
    [InlineData("Hoodiecrow")]
    public async Task Sync_ChangesAndKills_StoreAndServerAgree(string name)
    {
        using var server = TestMailServer.Start(name);
        using var folder = new TempFolder();
        using var proxy = new CuttingProxy(server.Port);
        await using var owner = await MailOwner.SignInAsync(server);
        var data = folder["data"];
        var walk = new Walk(owner, new Random(Setting("INBOXMIND_SERVER_SEED") ?? 1), _log);
        await walk.FillAsync();
        var length = 0L;
        for (var kill = 0; kill <= (Setting("INBOXMIND_SERVER_KILLS") ?? UsualKills); kill++)
        {
            if (kill > 0)
            {
                for (var i = 0; i < ChangesBetween; i++)
                    await walk.ChangeAsync();
                await KillAsync(proxy, data, walk.Bytes(Math.Max(length, 4_000)));
            }

            var before = proxy.Passed;
            await AgreeAsync(owner, proxy.Port, data);
            length = proxy.Passed - before;
        }
    }

    /// <summary>Kills a sync once so much came from the server; one that ends before was fast.</summary>
    private async Task KillAsync(CuttingProxy proxy, string data, long bytes)
    {
        _log.Add($"kill after {bytes} bytes");
        await SyncProcess.RunAsync(proxy.Port, data, kill => proxy.CutAfter(bytes, staysDown: false, kill));
        proxy.Mend();
        await new SyncedData(data).ExpireAsync();
    }

    private async Task AgreeAsync(MailOwner owner, int port, string data)
    {
        _log.Add("sync");
        var (code, output) = await SyncProcess.RunAsync(port, data);
        var told = $"{output}\n{string.Join('\n', _log)}";
        code.ShouldBe(0, told);
        var expected = await owner.ReadAsync();
        var synced = new SyncedData(data);

        (await synced.ReadAsync()).ShouldBe(expected, told);
        var messages = await synced.MessagesAsync();
        messages.Select(static m => m.Number).Order().ShouldBe(
            expected.Select(static line => int.Parse(line.Split(' ')[^(2 + Extra(line))], CultureInfo.InvariantCulture)).Distinct()
                .Order(), told);
        messages.ShouldAllBe(static m => m.IsIndexed, told);
        (await synced.SetAsideAsync()).ShouldBe(0, told);
    }

    /// <summary>Words of the flags behind the first: they are separated by a comma and a space.</summary>
    private static int Extra(string line) => line.Count(static c => c == ',');

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>What the owner does.</summary>
    private sealed class Walk(MailOwner owner, Random random, List<string> log)
    {
        private static readonly string[] Names = ["Work", "Trips", "a b", "Ärger"];

        private int _next = 1;

        public long Bytes(long most) => random.NextInt64(most);

        public async Task FillAsync()
        {
            var folders = await owner.FoldersAsync();
            for (; _next <= 30; _next++)
                await owner.AppendAsync(_next % 3 == 0 ? Any(folders).Folder : folders["INBOX"], _next, MessageFlags.None);
        }

        public async Task ChangeAsync()
        {
            var folders = await owner.FoldersAsync();
            switch (random.Next(100))
            {
                case < 30:
                    var target = Any(folders);
                    log.Add($"append {_next} to {target.Name}");
                    await owner.AppendAsync(target.Folder, _next++, random.Next(3) == 0
                        ? AllFlags[random.Next(AllFlags.Length)]
                        : MessageFlags.None);
                    break;
                case < 45:
                    await OnMailAsync(folders, "delete", (folder, uid) => owner.DeleteAsync(folder, uid));
                    break;
                case < 60:
                    var to = Any(folders);
                    await OnMailAsync(folders, $"move to {to.Name}", (folder, uid) => folder == to.Folder
                        ? Task.CompletedTask
                        : owner.MoveAsync(folder, uid, to.Folder));
                    break;
                case < 80:
                    var flag = AllFlags[random.Next(AllFlags.Length)];
                    await OnMailAsync(folders, $"flag {flag}", (folder, uid) =>
                        owner.FlagAsync(folder, uid, flag, set: random.Next(3) > 0));
                    break;
                case < 87:
                    await CreateAsync(folders);
                    break;
                case < 93:
                    await OnFolderAsync(folders, async (name, folder) =>
                    {
                        if (Free(folders) is not { } other)
                            return;
                        log.Add($"rename {name} to {other}");
                        await owner.RenameAsync(folder, other);
                    });
                    break;
                default:
                    await OnFolderAsync(folders, async (name, folder) =>
                    {
                        // A server that gives a folder made anew the old UIDVALIDITY (hoodiecrow does, against RFC 9051, 2.3.1.1) hides
                        // that its only mail, number 1, is another one.
                        if (await owner.UidsAsync(folder) is [{ Id: 1 }])
                            return;
                        log.Add($"remove {name}, make it again and put one mail into it");
                        if (!await owner.RemoveAsync(folder))
                            return;
                        await owner.AppendAsync(await owner.CreateAsync(name.Split('/')[^1]), _next++, MessageFlags.None);
                    });
                    break;
            }
        }

        private async Task CreateAsync(SortedDictionary<string, IMailFolder> folders)
        {
            if (Free(folders) is not { } name)
                return;
            log.Add($"create {name}");
            var made = await owner.CreateAsync(name);
            for (var i = 0; i < 3; i++)
                await owner.AppendAsync(made, _next++, MessageFlags.None);
        }

        private async Task OnFolderAsync(SortedDictionary<string, IMailFolder> folders, Func<string, IMailFolder, Task> act)
        {
            var own = folders.Where(static f => Names.Contains(f.Key.Split('/')[^1])).ToList();
            if (own.Count == 0)
            {
                await CreateAsync(folders);
                return;
            }

            var (name, folder) = own[random.Next(own.Count)];
            await act(name, folder);
        }

        private async Task OnMailAsync(SortedDictionary<string, IMailFolder> folders, string what, Func<IMailFolder, UniqueId, Task> act)
        {
            var (name, folder) = Any(folders);
            var uids = await owner.UidsAsync(folder);
            if (uids.Count == 0)
                return;
            var uid = uids[random.Next(uids.Count)];
            log.Add($"{what}: {uid.Id} in {name}");
            await act(folder, uid);
        }

        private string? Free(SortedDictionary<string, IMailFolder> folders)
        {
            var free = Names.Where(n => !folders.Keys.Any(f => f.Split('/')[^1] == n)).ToList();
            return free.Count == 0 ? null : free[random.Next(free.Count)];
        }

        private (string Name, IMailFolder Folder) Any(SortedDictionary<string, IMailFolder> folders)
        {
            var (name, folder) = folders.ElementAt(random.Next(folders.Count));
            return (name, folder);
        }
    }
}
