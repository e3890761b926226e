using System.CommandLine;
using System.Globalization;
using InboxMind.Load;
using InboxMind.Testing;

// Requests arrive at their own pace, whether or not earlier ones are answered, and a request's time counts from when it was to be
// sent: a server that falls behind cannot hide it.
var mail =
    new Option<DirectoryInfo>("--mail")
    {
        Description = "A folder of mails, a file each; replicated with new Message-IDs.",
        Required = true
    };
var program = new Option<FileInfo>("--inboxmind") { Description = "The inboxmind program to measure.", Required = true };
var data =
    new Option<DirectoryInfo?>(
        "--data")
    { Description = "A data folder to fill, or to use as it is when it holds mail; one of its own by default." };
var messages =
    new Option<int>("--messages") { Description = "Messages in all, spread over the users.", DefaultValueFactory = static _ => 20_000 };
var users = new Option<int>("--users") { Description = "Users, each with a mailbox and a session.", DefaultValueFactory = static _ => 100 };
var rate = new Option<double>("--rate") { Description = "Requests a second.", DefaultValueFactory = static _ => 20 };
var seconds = new Option<int>("--seconds") { Description = "How long at that rate.", DefaultValueFactory = static _ => 300 };
var raise = new Option<bool>("--raise") { Description = "Then raise the rate by a quarter every 30 seconds until a limit breaks." };
var environment =
    new Option<string[]>("--env") { Description = "NAME=VALUE for the program, such as rate limits; may be given several times." };

var root =
    new RootCommand("InboxMind under load: serve as a process, many users.") { mail, program, data, messages, users, rate, seconds, raise,
        environment };
root.SetAction(async (parsed, cancellation) =>
{
    var own = parsed.GetValue(data) is null;
    var folder = parsed.GetValue(data)?.FullName ?? Directory.CreateTempSubdirectory("inboxmind-load-").FullName;
    try
    {
        var people = await Mailboxes.PrepareAsync(
            folder, parsed.GetRequiredValue(mail).FullName, parsed.GetValue(messages), parsed.GetValue(users), cancellation);
        using var server = await ServeProcess.StartAsync(
            folder, (parsed.GetValue(environment) ?? []).Select(static v => v.Split('=', 2))
                .Select(static v => KeyValuePair.Create(v[0], v[1])),
            program: parsed.GetRequiredValue(program).FullName, cancellation: cancellation);
        using var traffic = new Traffic(server.Address, people);
        await RunAsync("warm-up", parsed.GetValue(rate), 15);
        var good = await RunAsync("steady", parsed.GetValue(rate), parsed.GetValue(seconds));
        for (var next = parsed.GetValue(rate) * 1.25; good && parsed.GetValue(raise); next *= 1.25)
            good = await RunAsync("raised", next, 30);
        return 0;

        async Task<bool> RunAsync(string name, double perSecond, int length)
        {
            var before = server.Sample();
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var memory = MemoryWatch.RunAsync(server, TimeSpan.FromSeconds(30), done.Token);
            var outcome = await OpenLoop.RunAsync(traffic, perSecond, TimeSpan.FromSeconds(length), cancellation);
            await done.CancelAsync();
            var after = server.Sample();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {perSecond:0.#}/s for {length} s; memory {before.Megabytes} -> {after.Megabytes} MB, server's processor time "
                    + $"{(after.Cpu - before.Cpu).TotalSeconds / length:P0} of one core"));
            Console.WriteLine($"  memory every 30 s: {string.Join(' ', await memory)} MB");
            outcome.Print(Console.Out);
            return outcome.IsGood;
        }
    }
    finally
    {
        if (own)
            Directory.Delete(folder, recursive: true);
    }
});
return await root.Parse(args).InvokeAsync();
