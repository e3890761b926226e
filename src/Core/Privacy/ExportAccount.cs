using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Privacy;

/// <summary>Writes everything about a user as a zip: mail as mbox, the rest as JSON. Mail comes from the store one by one, so that
/// memory does not grow with the mailbox.</summary>
public sealed class ExportAccount(
    IUserStore users, ISessionStore sessions, IMailboxStore mailboxes, ExportMail mail, ExportAttachments attachments,
    IQuestionLog questions, IPersonMerges people, IAuditReader trail, IAuditLog audit)
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
        await zip.WriteAsync("account.json", AccountAsync(caller, cancellation), ExportJson.Plain.AccountOfExport, JsonForm.One,
            cancellation);
        var files = await mail.FilesAsync(owner, cancellation);
        await zip.WriteAsync("mailboxes.json", MailboxesAsync(owner, files, cancellation), ExportJson.Plain.MailboxOfExport, JsonForm.List,
            cancellation);
        await zip.WriteAsync("sessions.json", SessionsAsync(owner, cancellation), ExportJson.Plain.SessionOfExport, JsonForm.List,
            cancellation);
        await zip.WriteAsync("people.json", PeopleAsync(owner, cancellation), ExportJson.Plain.MergeOfExport, JsonForm.List, cancellation);
        await zip.WriteAsync("audit.json", AuditAsync(owner, cancellation), ExportJson.Plain.AuditOfExport, JsonForm.List, cancellation);
        await zip.WriteAsync(
            "questions.jsonl", QuestionsAsync(owner, cancellation), ExportJson.Plain.QuestionOfExport, JsonForm.Lines, cancellation);
        await mail.WriteAsync(zip, owner, files, cancellation);
        await zip.WriteAsync(
            "attachments.jsonl", attachments.ReadAsync(owner, cancellation), ExportJson.Plain.AttachmentOfExport, JsonForm.Lines,
            cancellation);
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

    private async IAsyncEnumerable<MergeOfExport> PeopleAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var merge in await people.ListAsync(owner, cancellation))
            yield return new MergeOfExport(merge.Id, merge.Addresses, merge.IsSame, merge.At.UtcDateTime);
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

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
