using System.CommandLine;
using InboxMind.Load;

// serve as a process, over the mail of many people, while mailboxes on a Dovecot are synced.
var people = new Option<int[]>("--users")
{
    Description = "People at the same time; several numbers for a run of each.",
    DefaultValueFactory = static _ => [100, 300, 1_000],
    AllowMultipleArgumentsPerToken = true,
};
var think = new Option<double>("--think") { Description = "Seconds that each thinks on average.", DefaultValueFactory = static _ => 10 };
var seconds = new Option<int>("--seconds") { Description = "How long each run takes.", DefaultValueFactory = static _ => 120 };

var users = new Command("users", "People who use it at the same time: each asks, reads, thinks.") { people, think, seconds };
users.SetAction((parsed, cancellation) => UsersRun.RunAsync(
    LoadOptions.Read(parsed), parsed.GetRequiredValue(people), TimeSpan.FromSeconds(parsed.GetValue(think)),
    TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation));

var some = new Option<int>("--users") { Description = "People at the same time.", DefaultValueFactory = static _ => 100 };
var minutes = new Option<int>("--minutes") { Description = "How long.", DefaultValueFactory = static _ => 30 };
var pictures = new Option<DirectoryInfo?>("--pictures") { Description = "A folder for charts (SVG)." };
var soak = new Command("soak", "A low load for a long time: what grows?") { some, think, minutes, pictures };
soak.SetAction((parsed, cancellation) => SoakRun.RunAsync(
    LoadOptions.Read(parsed), parsed.GetValue(some), TimeSpan.FromSeconds(parsed.GetValue(think)),
    TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(pictures)?.FullName, cancellation));

var resting = new Option<int>("--rest") { Description = "Seconds at rest.", DefaultValueFactory = static _ => 330 };
var many = new Command("many", "Very many people with as much mail each, most of whom rest, and some who leave it no rest.")
{
    some, think, seconds, resting,
};
many.SetAction((parsed, cancellation) => ManyRun.RunAsync(
    LoadOptions.Read(parsed) with { AreAlike = true }, parsed.GetValue(some), TimeSpan.FromSeconds(parsed.GetValue(think)),
    TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(resting)), cancellation));

var deletion = new Command("deletion", "What a second person notices while the owner of a data folder deletes all mail.") { seconds };
deletion.SetAction((parsed, cancellation) =>
    DeletionRun.RunAsync(LoadOptions.Read(parsed), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation));

var kills = new Option<int>("--kills") { Description = "How often it is killed.", DefaultValueFactory = static _ => 3 };
var restart = new Command("restart", "Kills it under load and starts it again: is anything lost?") { some, think, seconds, kills };
restart.SetAction((parsed, cancellation) => RestartRun.RunAsync(
    LoadOptions.Read(parsed), parsed.GetValue(some), TimeSpan.FromSeconds(parsed.GetValue(think)),
    TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(kills), cancellation));

var perSecond = new Option<double>("--rate") { Description = "Requests a second.", DefaultValueFactory = static _ => 20 };
var raise = new Option<bool>("--raise") { Description = "Then raise the rate by a quarter every 30 seconds until a limit breaks." };
var rate =
    new Command("rate", "Requests at a rate of their own, whether or not earlier ones are answered.") { some, perSecond, seconds, raise };
rate.SetAction((parsed, cancellation) => RateRun.RunAsync(
    LoadOptions.Read(parsed), parsed.GetValue(some), parsed.GetValue(perSecond), parsed.GetValue(seconds), parsed.GetValue(raise),
    cancellation));

var pairs = new Option<int>("--pairs") { Description = "Pairs of runs.", DefaultValueFactory = static _ => 5 };
var searches = new Option<int>("--searches") { Description = "Searches of each run.", DefaultValueFactory = static _ => 2_000 };
var telemetry = new Command("telemetry", "What metrics, traces and logs cost in processor time, on import and search.") { pairs, searches };
telemetry.SetAction((parsed, cancellation) => TelemetryRun.RunAsync(
    LoadOptions.Read(parsed), parsed.GetValue(pairs), parsed.GetValue(searches), cancellation));

var root = new RootCommand("InboxMind under load: serve as a process, many people, mail that arrives.")
{
    users, many, deletion, soak, restart, rate, telemetry,
};
foreach (var command in root.Subcommands)
{
    foreach (var option in LoadOptions.All)
        command.Options.Add(option);
}

return await root.Parse(args).InvokeAsync();
