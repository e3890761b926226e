using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Privacy;

/// <summary>Writes everything about a user as a zip: mail as mbox, the rest as JSON. Mail comes from the store one by one, so that
/// memory does not grow with the mailbox.</summary>
public sealed class ExportAccount(
    IUserStore users, ISessionStore sessions, IMailboxStore mailboxes, IMailStore store, IMailExport mail, IQuestionLog questions,
    IAuditReader trail, IAuditLog audit)
{
    private const int Page = 200;

    /// <summary>Writes the zip.</summary>
    /// <param name="caller">Who asks, and about whom.</param>
    /// <param name="output">Where to; written to asynchronously only, and left open.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="cancellation">Stops it; the zip is then broken off.</param>
    public async Task ExportAsync(Caller caller, Stream output, RequestOrigin origin, CancellationToken cancellation)
    {
        await audit.AppendAsync(AuditEvent.For(AuditKind.Export, caller.User, origin), cancellation);
        await using var late = new LateWrites(output);
        await using (
            var zip = await ZipArchive.CreateAsync(late, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            try
            {
                await WriteAsync(zip, caller, cancellation);
            }
            catch
            {
                late.Abandon();
                throw;
            }
        }

        await late.FlushAsync(cancellation);
    }

    private async Task WriteAsync(ZipArchive zip, Caller caller, CancellationToken cancellation)
    {
        var owner = caller.Owner;
        await WriteAsync(zip, "account.json", AccountAsync(caller, cancellation), ExportJson.Plain.AccountOfExport, Form.One, cancellation);
        var files = await FilesAsync(owner, cancellation);
        await WriteAsync(zip, "mailboxes.json", MailboxesAsync(owner, files, cancellation), ExportJson.Plain.MailboxOfExport, Form.List,
            cancellation);
        await WriteAsync(zip, "sessions.json", SessionsAsync(owner, cancellation), ExportJson.Plain.SessionOfExport, Form.List,
            cancellation);
        await WriteAsync(zip, "audit.json", AuditAsync(owner, cancellation), ExportJson.Plain.AuditOfExport, Form.List, cancellation);
        await WriteAsync(zip, "mail.jsonl", MailAsync(owner, files, cancellation), ExportJson.Plain.MailOfExport, Form.Lines, cancellation);
        await WriteAsync(zip, "questions.jsonl", QuestionsAsync(owner, cancellation), ExportJson.Plain.QuestionOfExport, Form.Lines,
            cancellation);
        foreach (var (mailbox, file) in files)
            await WriteMboxAsync(zip, owner, mailbox, file, cancellation);
        await WriteAsync(
            zip, "quarantine.jsonl", SetAsideAsync(owner, cancellation), ExportJson.Plain.SetAsideOfExport, Form.Lines, cancellation);
        await WriteSetAsideAsync(zip, owner, cancellation);
    }

    private async IAsyncEnumerable<AccountOfExport> AccountAsync(Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var user = caller.User;
        yield return new AccountOfExport(
            user.Id.Value, user.DisplayName, user.Email, user.Organisation.Value, Name(caller.Role), user.Zone,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(user.Redaction.ToString()),
            user.CreatedAt.UtcDateTime,
            [.. (await users.ListIdentitiesAsync(caller.Owner, cancellation))
                .Select(static i => new IdentityOfExport(Name(i.Provider), i.Subject, i.Email, i.LinkedAt.UtcDateTime))]);
    }

    /// <summary>A file for each mailbox with mail. A mailbox's id may hold any character; a file's name may not.</summary>
    private async Task<Dictionary<MailboxId, string>> FilesAsync(Owner owner, CancellationToken cancellation)
    {
        var files = new Dictionary<MailboxId, string>();
        foreach (var mailbox in await mail.MailboxesAsync(owner, cancellation))
        {
            var name = string.Concat(mailbox.Value.Take(80).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
            var file = $"mail/{name}.mbox";
            for (var n = 2; files.ContainsValue(file); n++)
                file = string.Create(CultureInfo.InvariantCulture, $"mail/{name}-{n}.mbox");
            files.Add(mailbox, file);
        }

        return files;
    }

    private async IAsyncEnumerable<MailboxOfExport> MailboxesAsync(
        Owner owner, Dictionary<MailboxId, string> files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var mailbox in await mailboxes.ListAsync(owner, cancellation))
        {
            yield return new MailboxOfExport(
                mailbox.Id.Value, mailbox.Name, Name(mailbox.Kind), mailbox.Connection?.Host, mailbox.Connection?.Port,
                mailbox.Connection?.User,
                mailbox.Sync.Enabled, mailbox.Sync.Folders, mailbox.Sync.Since, (int)mailbox.Sync.Interval.TotalMinutes,
                files.GetValueOrDefault(mailbox.Id));
        }
    }

    private async IAsyncEnumerable<SessionOfExport> SessionsAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var s in await sessions.ListAsync(owner, cancellation))
        {
            yield return new SessionOfExport(
                s.Id.Value, s.CreatedAt.UtcDateTime, s.LastUsedAt.UtcDateTime, s.ExpiresAt.UtcDateTime, s.Client, s.Address);
        }
    }

    private async IAsyncEnumerable<AuditOfExport> AuditAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        AuditPlace? after = null;
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await trail.OfUserAsync(owner, kind: null, after, Page, cancellation);
            foreach (var record in page)
            {
                var entry = record.Entry;
                yield return new AuditOfExport(
                    entry.At.UtcDateTime, AuditNames.NameOf(entry.Kind), record.Actor == owner.User, record.Subject == owner.User,

                    // Where someone else was when they changed this user is theirs.
                    record.Actor == owner.User ? entry.Address : "", entry.RequestId, AuditNames.NameOf(entry.Outcome), entry.Detail);
                after = record.Place;
            }
        }
        while (page.Count == Page);
    }

    private async IAsyncEnumerable<QuestionOfExport> QuestionsAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        QuestionPosition? after = null;
        IReadOnlyList<AskedQuestion> page;
        do
        {
            page = await questions.ListAsync(owner, conversation: null, new QuestionRange(after, 0, Page), cancellation);
            foreach (var asked in page)
            {
                yield return new QuestionOfExport(
                    asked.Id.ToString(), asked.Conversation.ToString(), asked.AskedAt.UtcDateTime, asked.Question, asked.Answer,
                    [.. asked.Sources.Select(static s => s.Value)]);
                after = asked.Position;
            }
        }
        while (page.Count == Page);
    }

    private async IAsyncEnumerable<MailOfExport> MailAsync(
        Owner owner, Dictionary<MailboxId, string> files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (mailbox, file) in files)
        {
            await foreach (var m in MessagesAsync(owner, mailbox, cancellation))
            {
                yield return new MailOfExport(
                    m.Id.Value, m.Thread.Value, file, m.Date.UtcDateTime, m.Size,
                    [.. m.Placements.Select(static p => new PlaceOfExport(
                        p.Mailbox.Value, p.Folder, p.Labels.Length == 0 ? [] : p.Labels.Split('\n'), Flags(p.Flags),
                        p.UidValidity, p.Uid))]);
            }
        }
    }

    private async IAsyncEnumerable<ExportedMail> MessagesAsync(
        Owner owner, MailboxId mailbox, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ExportedMail? after = null;
        IReadOnlyList<ExportedMail> page;
        do
        {
            page = await mail.ListAsync(owner, mailbox, after, Page, cancellation);
            foreach (var message in page)
                yield return after = message;
        }
        while (page.Count == Page);
    }

    private async Task WriteMboxAsync(ZipArchive zip, Owner owner, MailboxId mailbox, string file, CancellationToken cancellation)
    {
        await using var stream = await zip.CreateEntry(file, CompressionLevel.Fastest).OpenAsync(cancellation);
        var writer = new MboxWriter(stream);
        await foreach (var message in MessagesAsync(owner, mailbox, cancellation))
        {
            // Deleted meanwhile: then it belongs to no export.
            if (await store.GetRawAsync(owner, message.Id, cancellation) is { } raw)
                await writer.WriteAsync(message.Sender, message.Date, raw, cancellation);
        }
    }

    private async IAsyncEnumerable<SetAsideOfExport> SetAsideAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var q in SetAsideMailAsync(owner, cancellation))
            yield return new SetAsideOfExport(FileOf(q), q.Mailbox.Value, q.Source, q.Reason, q.At.UtcDateTime);
    }

    private async Task WriteSetAsideAsync(ZipArchive zip, Owner owner, CancellationToken cancellation)
    {
        await foreach (var q in SetAsideMailAsync(owner, cancellation))
        {
            await using var raw = await mail.OpenSetAsideAsync(owner, q.Id, cancellation);
            if (raw is null)
                continue;
            await using var stream = await zip.CreateEntry(FileOf(q), CompressionLevel.Fastest).OpenAsync(cancellation);
            await raw.CopyToAsync(stream, cancellation);
        }
    }

    private async IAsyncEnumerable<SetAsideMail> SetAsideMailAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        EmailId? after = null;
        IReadOnlyList<SetAsideMail> page;
        do
        {
            page = await mail.ListSetAsideAsync(owner, after, Page, cancellation);
            foreach (var quarantined in page)
            {
                yield return quarantined;
                after = quarantined.Id;
            }
        }
        while (page.Count == Page);
    }

    /// <summary>Writes values one by one: one alone, a JSON list, or a value a line.</summary>
    private static async Task WriteAsync<T>(
        ZipArchive zip, string name, IAsyncEnumerable<T> values, JsonTypeInfo<T> type, Form form, CancellationToken cancellation)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        var count = 0;
        if (form == Form.List)
            await stream.WriteAsync("["u8.ToArray(), cancellation);
        await foreach (var value in values.WithCancellation(cancellation))
        {
            if (form == Form.List)
                await stream.WriteAsync(count == 0 ? "\n"u8.ToArray() : ",\n"u8.ToArray(), cancellation);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), cancellation);
            if (form == Form.Lines)
                await stream.WriteAsync("\n"u8.ToArray(), cancellation);
            count++;
        }

        if (form == Form.List)
            await stream.WriteAsync("\n]\n"u8.ToArray(), cancellation);
    }

    private static string FileOf(SetAsideMail mail) => $"quarantine/{mail.Id.Value}.eml";

    private static string[] Flags(MailFlags flags) =>
        [.. Enum.GetValues<MailFlags>().Where(f => f != MailFlags.None && flags.HasFlag(f)).Select(Name)];

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private enum Form
    {
        One,
        List,
        Lines,
    }
}
