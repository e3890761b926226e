using System.CommandLine;
using InboxMind.Evaluation;

// Measures search and answers on a mailbox whose mails carry a document id in a header.
var mail = new Option<FileInfo>("--mail") { Description = "The mailbox: mbox (also .gz), Maildir or folder.", Required = true };
var header = new Option<string>("--id-header")
{
    Description = "The header that names a mail's document.",
    DefaultValueFactory = static _ =>
    "X-Doc-Id"
};
var data = new Option<DirectoryInfo>("--data") { Description = "A data folder to keep, so that a second run need not embed again." };
var queries = new Option<FileInfo>("--queries") { Description = "Queries, a line each: id, tab, text.", Required = true };
var run = new Option<FileInfo>("--run") { Description = "The TREC run to write.", Required = true };
var questions = new Option<FileInfo>("--questions") { Description = "Questions, a JSON object a line.", Required = true };
var output = new Option<FileInfo>("--out") { Description = "The answers to write, a JSON object a line.", Required = true };

var ask = new Command("questions", "Answer a set of questions.") { mail, header, data, questions, output };
ask.SetAction(async (parsed, cancellation) =>
{
    await using var mailbox = await EvaluatedMailbox.OpenAsync(
        parsed.GetRequiredValue(mail).FullName, parsed.GetRequiredValue(header), parsed.GetValue(data)?.FullName, cancellation);
    await QuestionRun.WriteAsync(
        mailbox, parsed.GetRequiredValue(questions).FullName, parsed.GetRequiredValue(output).FullName, cancellation);
});

var pairs = new Argument<FileInfo>("PAIRS") { Description = "A pair a line: subject, tab, text, tab, question." };
var ofPairs = new Command("pairs", "Find short mails that are asked for in other words.") { pairs };
ofPairs.SetAction((parsed, cancellation) => PairRun.PrintAsync(parsed.GetRequiredValue(pairs).FullName, cancellation));

var judgements = new Option<FileInfo>("--qrels") { Description = "Which documents are right: query, 0, document, grade.", Required = true };
var ofPairsOption = new Option<FileInfo>("--pairs") { Description = pairs.Description, Required = true };
var asks = new Option<bool>("--ask") { Description = "Ask the questions as well, which takes longer than to search for them." };
var table = new Command("table", "Print a table of ways to rank, with intervals.")
{
    mail, header, data, queries, judgements, questions, ofPairsOption, asks,
};
table.SetAction((parsed, cancellation) => WithTableAsync(parsed, static (t, c) => t.PrintAsync(c), cancellation));

var choose = new Command("choose", "Print which numbers cross-validation chooses, and what that gives on what it did not see.")
{
    mail, header, data, queries, judgements, questions, ofPairsOption,
};
choose.SetAction((parsed, cancellation) => WithTableAsync(parsed, static (t, c) => t.PrintChoiceAsync(c), cancellation));

var root = new RootCommand("Runs a set of queries and writes a TREC run of 100 documents a query.")
{
    mail, header, data, queries, run, ask, ofPairs, table, choose,
};
root.SetAction(async (parsed, cancellation) =>
{
    await using var mailbox = await EvaluatedMailbox.OpenAsync(
        parsed.GetRequiredValue(mail).FullName, parsed.GetRequiredValue(header), parsed.GetValue(data)?.FullName, cancellation);
    await SearchRun.WriteAsync(mailbox, parsed.GetRequiredValue(queries).FullName, parsed.GetRequiredValue(run).FullName, cancellation);
});
return await root.Parse(args).InvokeAsync();

async Task WithTableAsync(ParseResult parsed, Func<Table, CancellationToken, Task> print, CancellationToken cancellation)
{
    await using var mailbox = await EvaluatedMailbox.OpenAsync(
        parsed.GetRequiredValue(mail).FullName, parsed.GetRequiredValue(header), parsed.GetValue(data)?.FullName, cancellation);
    await using var pairMails = await PairMailbox.OpenAsync(parsed.GetRequiredValue(ofPairsOption).FullName, cancellation);
    var asked = await Judgements.QueriesAsync(
        parsed.GetRequiredValue(queries).FullName, parsed.GetRequiredValue(judgements).FullName, cancellation);
    var asking = await Judgements.QuestionsAsync(parsed.GetRequiredValue(questions).FullName, cancellation);
    await print(new Table(mailbox, asked, asking, pairMails, parsed.GetValue(asks)), cancellation);
}
