using System.CommandLine;
using InboxMind.Benchmarks;
using InboxMind.Core.Indexing;

// Speed as ratios to something in the same run; nothing here fails on a slow machine.
var mail = new Option<DirectoryInfo>("--mail") { Description = "A folder of mails, a file each.", Required = true };
var program = new Option<FileInfo>("--inboxmind") { Description = "The inboxmind program to measure.", Required = true };
var runs = new Option<int>("--runs") { Description = "Runs of each.", DefaultValueFactory = static _ => 3 };
var messages =
    new Option<int>("--messages")
    {
        Description = "Messages to search or sync, replicated with new Message-IDs.",
        DefaultValueFactory =
        static _ => 20_000
    };

var import = new Command("import", "Import a Maildir with inboxmind and index it with mu, in turn.") { mail, program, runs };
import.SetAction((parsed, cancellation) => ImportBenchmark.RunAsync(
    parsed.GetRequiredValue(mail).FullName, parsed.GetRequiredValue(program).FullName, parsed.GetValue(runs), cancellation));

var reading = new Command("reading", "Read mails on one thread, and parse them with MimeKit alone, in turn.") { mail, runs };
reading.SetAction((parsed, cancellation) => ReadingBenchmark.RunAsync(
    parsed.GetRequiredValue(mail).FullName, parsed.GetValue(runs), cancellation));

var data =
    new Option<DirectoryInfo?>(
        "--data")
    { Description = "A data folder to fill, or to search as it is when it holds mail; one of its own by default." };

var embedded = new Option<int>("--embedded")
{
    Description = "Pieces that are embedded by the model; the others get vectors like these.",
    DefaultValueFactory = static _ => 1_000,
};
var oneShot = new Option<FileInfo?>("--one-shot") { Description = "An inboxmind program of which each search is a process." };
var search = new Command("search", "Search in process, over a fixed set of 100 queries.") { mail, messages, embedded, data, oneShot };
search.SetAction((parsed, cancellation) => SearchBenchmark.RunAsync(
    parsed.GetRequiredValue(mail).FullName, parsed.GetValue(messages), parsed.GetValue(embedded), parsed.GetValue(data)?.FullName,
    parsed.GetValue(oneShot)?.FullName, cancellation));

var sync = new Command("sync", "Sync a mailbox from Dovecot with inboxmind and with mbsync, in turn.") { mail, program, messages, runs };
sync.SetAction((parsed, cancellation) => SyncBenchmark.RunAsync(
    parsed.GetRequiredValue(mail).FullName, parsed.GetRequiredValue(program).FullName, parsed.GetValue(messages), parsed.GetValue(runs),
    cancellation));

var connection =
    new Option<string>("--connection") { Description = "The connection string of a storage account, such as Azurite's.", Required = true };
var ids = new Option<int>("--ids")
{
    Description = "Messages that one queue item names.",
    DefaultValueFactory = static _ =>
    IndexMailWork.MaxEmails
};

var queue =
    new Command("queue", "Bring mail from a Storage queue into the index, and from the embedded queue, in turn.") { mail, connection,
        messages, ids };
queue.SetAction((parsed, cancellation) => QueueBenchmark.RunAsync(
    parsed.GetRequiredValue(mail).FullName, parsed.GetRequiredValue(connection), parsed.GetValue(messages), parsed.GetValue(ids),
    cancellation));

var importer =
    new Option<FileInfo?>(
        "--importer")
    { Description = "Another inboxmind that imports, such as an older one; the one to measure by default." };
var only = new Option<string[]>("--only") { Description = "Only these attacks, by name.", AllowMultipleArgumentsPerToken = true };

var attacks =
    new Command("attacks", "Import, search, ask, list and read mails that were made to cost, with time and peak memory of each.") { program,
        importer, only };
attacks.SetAction((parsed, cancellation) => AttackBenchmark.RunAsync(
    parsed.GetRequiredValue(program).FullName, (parsed.GetValue(importer) ?? parsed.GetRequiredValue(program)).FullName,
    parsed.GetValue(only) ?? [], cancellation));

var mailboxes = new Option<int>("--mailboxes") { Description = "Mailboxes that are due.", DefaultValueFactory = static _ => 100_000 };
var shards = new Option<int>("--shards") { Description = "Shards that share them.", DefaultValueFactory = static _ => 4 };
var sideBySide = new Option<int>("--side-by-side") { Description = "Turns of a shard at once.", DefaultValueFactory = static _ => 20 };
var due = new Command("due", "Give each of many due mailboxes its turn, on Cosmos DB in memory and a Storage queue.")
{
    connection, mailboxes, shards, sideBySide,
};
due.SetAction((parsed, cancellation) => DueBenchmark.RunAsync(
    parsed.GetRequiredValue(connection), parsed.GetValue(mailboxes), parsed.GetValue(shards), parsed.GetValue(sideBySide), cancellation));

var index = new Command("index", "The index in blobs beside the same index on this disk: what new mail moves, cold and warm searches.")
{
    connection, messages,
};
index.SetAction((parsed, cancellation) => SharedIndexBenchmark.RunAsync(
    parsed.GetRequiredValue(connection), parsed.GetValue(messages), cancellation));

var root = new RootCommand("InboxMind's benchmarks.") { import, reading, search, sync, queue, attacks, due, index };
return await root.Parse(args).InvokeAsync();
