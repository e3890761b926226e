using System.Globalization;
using System.Text;
using InboxMind.Core.Deletion;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using MailKit;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Someone does random things to a mailbox while syncs come, break and are stopped: after each undisturbed sync store,
/// index and server agree. <c>INBOXMIND_WALK_STEPS</c> makes the walk longer, <c>INBOXMIND_WALK_SEED</c> makes it another.</summary>
public sealed class RandomWalkTests(DovecotServers servers) : IClassFixture<DovecotServers>
{
    private const int UsualSteps = 40;

    [Theory]
    [InlineData("All")]
    [InlineData("NoQuickResync")]
    [InlineData("Plain")]
    public async Task SyncAsync_RandomChanges_StoreIndexAndServerAgree(string extensions)
    {
        var server = servers.Get(Enum.Parse<DovecotExtensions>(extensions));
        await using var walk = await Walk.StartAsync(server, Setting("INBOXMIND_WALK_SEED") ?? 1);
        await RunAsync(walk);
    }

    [Fact]
    public async Task SyncAsync_RandomChangesStopsAndNewNumbersEachTime_StoreIndexAndServerAgree()
    {
        await using var walk = await Walk.StartAsync(servers.Get(DovecotExtensions.Plain), Setting("INBOXMIND_WALK_SEED") ?? 1);
        (walk.IsNumberedAnew, walk.ChanceOfDisturbance) = (true, 50);
        await RunAsync(walk);
    }

    private static async Task RunAsync(Walk walk)
    {
        var steps = Setting("INBOXMIND_WALK_STEPS") ?? UsualSteps;
        for (var i = 0; i < steps; i++)
            await walk.StepAsync();
        walk.Rounds.ShouldBeGreaterThan(steps / 4);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private sealed class Walk : IAsyncDisposable
    {
        private const int MaxMails = 40;

        private static readonly string[] Names = ["Work", "Work/Old", "Trips", "Ärger", "a b"];

        private static readonly string[] Resettable = ["INBOX", "Sent", "Archive"];

        private static readonly MessageFlags[] AllFlags =
            [MessageFlags.Seen, MessageFlags.Answered, MessageFlags.Flagged, MessageFlags.Deleted, MessageFlags.Draft];

        private readonly Dovecot _server;
        private readonly string _name = $"walker-{Guid.NewGuid():n}";
        private readonly int _seed;
        private readonly Random _random;
        private readonly CuttingProxy _proxy;
        private readonly SyncedMailbox _mailbox;
        private readonly Queue<string> _log = [];
        private readonly HashSet<string> _folders = ["INBOX", "Sent", "Archive", "Trash"];
        private readonly HashSet<int> _deleted = [];
        private ImapUser? _user;
        private SortedDictionary<string, (int Number, MailFlags Flags)> _agreed = [];
        private bool _wasDisturbed;
        private int _next = 1;
        private int _steps;

        private Walk(Dovecot server, int seed)
        {
            (_server, _seed, _random) = (server, seed, new Random(seed));
            _proxy = new CuttingProxy(server.Port);
            _mailbox = new SyncedMailbox(_proxy.Port, _name);
        }

        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        /// <summary>Whether folders get a new UIDVALIDITY after each change.</summary>
        public bool IsNumberedAnew { get; set; }

        /// <summary>How often a sync is stopped or cut, in percent.</summary>
        public int ChanceOfDisturbance { get; set; } = 15;

        /// <summary>Comparisons done.</summary>
        public int Rounds { get; private set; }

        private ImapUser User => _user!;

        public static async Task<Walk> StartAsync(Dovecot server, int seed)
        {
            var walk = new Walk(server, seed);
            walk._user = await ImapUser.SignInAsync(server, walk._name);
            return walk;
        }

        public async ValueTask DisposeAsync()
        {
            await User.DisposeAsync();
            _mailbox.Dispose();
            _proxy.Dispose();
        }

        public async Task StepAsync()
        {
            _steps++;
            try
            {
                await ChangeAsync();
                if (IsNumberedAnew)
                    await ResetAsync(Resettable);
                if (Chance(ChanceOfDisturbance))
                    await DisturbedSyncAsync();
                if (Chance(70))
                    await CompareAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException || !Cancellation.IsCancellationRequested)
            {
                throw new InvalidOperationException(Told(), e);
            }
        }

        private async Task ChangeAsync()
        {
            var kind = _random.Next(100);
            switch (kind)
            {
                case < 24:
                    await AppendAsync();
                    break;
                case < 36:
                    await OnMailAsync("delete", async (folder, uid) => await User.DeleteAsync([uid], folder));
                    break;
                case < 54:
                    var target = Any(_folders);
                    await OnMailAsync($"move to {target}", async (folder, uid) =>
                        await User.MoveAsync(uid, target, folder), except: target);
                    break;
                case < 72:
                    await FlagAsync();
                    break;
                case < 80:
                    var second = Any(_folders);
                    await OnMailAsync($"copy to {second}", async (folder, uid) => await User.CopyAsync(uid, second, folder));
                    break;
                case < 85:
                    await CreateFolderAsync();
                    break;
                case < 89:
                    await RemoveFolderAsync();
                    break;
                case < 92:
                    await RenameFolderAsync();
                    break;
                case < 95:
                    await ResetAsync([Any(Resettable)]);
                    break;
                case < 97:
                    await DeleteHereAsync();
                    break;
                default:
                    Log("nothing");
                    break;
            }
        }

        private async Task AppendAsync()
        {
            for (var count = _random.Next(1, 4); count > 0; count--)
            {
                var folder = Any(_folders);
                var number = _next > 1 && Chance(15) ? _random.Next(1, _next) : _next++;
                Log($"append {number} to {folder}");
                await User.AppendAsync(Mail(number), folder, Chance(30) ? Any(AllFlags) : MessageFlags.None);
            }
        }

        private async Task FlagAsync()
        {
            var flag = Any(AllFlags);
            switch (_random.Next(5))
            {
                case 0:
                    await OnMailAsync($"unflag {flag}", async (folder, uid) => await User.UnflagAsync(uid, flag, folder));
                    break;
                case 1:
                    await OnMailAsync("keyword", async (folder, uid) => await User.KeywordAsync(uid, "$Forwarded", folder));
                    break;
                default:
                    await OnMailAsync($"flag {flag}", async (folder, uid) => await User.FlagAsync(uid, flag, folder));
                    break;
            }
        }

        private async Task CreateFolderAsync()
        {
            var free = Names.Where(n => !_folders.Contains(n) && (!n.Contains('/') || _folders.Contains(n[..n.IndexOf('/')]))).ToList();
            if (free.Count == 0)
                return;
            var name = Any(free);
            Log($"create {name}");
            await User.CreateAsync(name);
            _folders.Add(name);
        }

        private async Task RemoveFolderAsync()
        {
            var own =
                _folders.Where(n => Names.Contains(n) && !_folders.Any(o => o.StartsWith(n + "/", StringComparison.Ordinal))).ToList();
            if (own.Count == 0)
                return;
            var name = Any(own);
            Log($"remove {name}");
            await User.RemoveAsync(name);
            _folders.Remove(name);
        }

        private async Task RenameFolderAsync()
        {
            var own = _folders.Where(n => Names.Contains(n) && !n.Contains('/')
                && !_folders.Any(o => o.StartsWith(n + "/", StringComparison.Ordinal))).ToList();
            var free = Names.Where(n => !_folders.Contains(n) && !n.Contains('/')).ToList();
            if (own.Count == 0 || free.Count == 0)
                return;
            var (from, to) = (Any(own), Any(free));
            Log($"rename {from} to {to}");
            await User.RenameAsync(from, to);
            _folders.Remove(from);
            _folders.Add(to);
        }

        private async Task ResetAsync(string[] folders)
        {
            var some = folders.Where(f => File.Exists(Path.Combine(
                f == "INBOX" ? _server.Maildir(_name) : Path.Combine(_server.Maildir(_name), "." + f), "dovecot-uidlist"))).ToList();
            if (some.Count == 0)
                return;
            Log($"UIDVALIDITY of {string.Join(", ", some)}");
            await User.DisposeAsync();
            foreach (var folder in some)
                _server.ForgetUids(_name, folder);
            _user = await ImapUser.SignInAsync(_server, _name);
        }

        private async Task DeleteHereAsync()
        {
            // What is stored now is what was there when all agreed.
            var numbers = _agreed.Values.Select(static v => v.Number).Distinct().Where(n => !_deleted.Contains(n)).ToList();
            if (numbers.Count == 0 || _wasDisturbed)
                return;
            var number = Any(numbers);
            Log($"delete {number} here");
            var found = await _mailbox.FindAsync(Word(number));
            await _mailbox.Get<DeleteMail>().DeleteAsync(_mailbox.Owner, found, Cancellation);
            _deleted.Add(number);
            _wasDisturbed = true;
        }

        private async Task OnMailAsync(string what, Func<string, UniqueId, Task> act, string? except = null)
        {
            var folder = Any(_folders.Where(f => f != except));
            var uids = await User.UidsAsync(folder);
            if (uids.Count == 0)
                return;
            var uid = Any(uids);
            Log($"{what}: {uid.Id} in {folder}");
            await act(folder, uid);
            if (uids.Count > MaxMails)
                await User.DeleteAsync([.. uids.Take(MaxMails / 2)], folder);
        }

        private async Task DisturbedSyncAsync()
        {
            _wasDisturbed = true;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var bytes = _random.Next(Chance(50) ? 8_000 : 2_000);
            var budget = Chance(20) ? TimeSpan.Zero : (TimeSpan?)null;
            switch (_random.Next(3))
            {
                case 0:
                    Log($"sync, cut after {bytes} bytes");
                    _proxy.CutAfter(bytes, staysDown: false);
                    break;
                case 1:
                    Log($"sync, cut for good after {bytes} bytes");
                    _proxy.CutAfter(bytes, staysDown: true);
                    break;
                default:
                    Log($"sync, stopped after {bytes} bytes");
                    _proxy.CutAfter(bytes, staysDown: false, stop.Cancel);
                    break;
            }

            try
            {
                await _mailbox.RunOnlyAsync(budget, askedFor: true, "test", stop.Token);
            }
            catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
            {
                // Stopped, as was meant.
            }

            _proxy.Mend();
            if (Chance(50))
                await _mailbox.IndexAsync();
        }

        private async Task CompareAsync()
        {
            Log("sync");
            var (outcome, progress) = await _mailbox.RunAsync();
            outcome.ShouldBe(new SyncOutcome(SyncResult.Done));
            var there = await ReadServerAsync();
            await Agreement.ShouldHoldAsync(_mailbox, there, _deleted, Told());
            var (before, after) = (Numbers(_agreed), Numbers(there));
            if (!_wasDisturbed)
                (progress.Added, progress.Deleted).ShouldBe((after.Except(before).Count(), before.Except(after).Count()), Told());
            (_agreed, _wasDisturbed) = (there, false);
            Rounds++;
        }

        /// <summary>The walker's own connection is not what is tested: a server that ends it is asked once more.</summary>
        private async Task<SortedDictionary<string, (int Number, MailFlags Flags)>> ReadServerAsync()
        {
            try
            {
                return await User.ReadAllAsync();
            }
            catch (Exception e) when (e is ProtocolException or IOException)
            {
                await User.DisposeAsync();
                _user = await ImapUser.SignInAsync(_server, _name);
                return await User.ReadAllAsync();
            }
        }

        private HashSet<int> Numbers(SortedDictionary<string, (int Number, MailFlags Flags)> mails) =>
            [.. mails.Values.Select(static v => v.Number).Where(n => !_deleted.Contains(n))];

        /// <summary>Every seventh has the Message-ID of the one before.</summary>
        private static byte[] Mail(int number) => number % 7 != 0
            ? Letter(number)
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Letter(number)).Replace($"<report-{number}@", $"<report-{number - 1}@"));

        private bool Chance(int percent) => _random.Next(100) < percent;

        private T Any<T>(IEnumerable<T> items)
        {
            var list = items.ToList();
            return list[_random.Next(list.Count)];
        }

        private void Log(string what)
        {
            _log.Enqueue($"{_steps}: {what}");
            if (_log.Count > 40)
                _log.Dequeue();
        }

        private string Told() => $"seed {_seed}, step {_steps}:\n{string.Join('\n', _log)}";
    }
}
