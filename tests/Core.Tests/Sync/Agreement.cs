using System.Globalization;
using System.Text;
using InboxMind.Embedded.Storage;
using MailKit;
using MailKit.Net.Imap;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Compares what is stored and indexed of a mailbox with what its server has, exactly.</summary>
internal static class Agreement
{
    /// <summary>What the server has: number and flags of each mail, by folder, UIDVALIDITY and UID.</summary>
    public static async Task<SortedDictionary<string,
    (int Number, MailFlags Flags)>> ReadServerAsync(ImapClient client, CancellationToken cancellation)
    {
        var found = new SortedDictionary<string, (int, MailFlags)>(StringComparer.Ordinal);
        foreach (
            var folder in await client.GetFoldersAsync(client.PersonalNamespaces[0], StatusItems.None, subscribedOnly: false, cancellation))
        {
            if ((folder.Attributes & (FolderAttributes.NonExistent | FolderAttributes.NoSelect)) != 0 || folder.FullName == "Trash")
                continue;
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellation);
            var items = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope;
            foreach (var item in await folder.FetchAsync(0, -1, items, cancellation))
                found[Key(folder.FullName, folder.UidValidity, item.UniqueId.Id)] = (Number(item.Envelope!.Subject!), Flags(item));
        }

        return found;
    }

    /// <summary>Expects store and index to have what the server has, each mail once.</summary>
    /// <param name="mailbox">The mailbox, the only one of its store.</param>
    /// <param name="server">What the server has.</param>
    /// <param name="deleted">Numbers of mails that a person deleted here; they stay away.</param>
    /// <param name="told">What to say when they do not agree.</param>
    public static async Task ShouldHoldAsync(
        SyncedMailbox mailbox, SortedDictionary<string, (int Number, MailFlags Flags)> server, IReadOnlySet<int> deleted, string told)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var expected = server.Where(p => !deleted.Contains(p.Value.Number))
            .Select(static p => $"{p.Key} {p.Value.Number} {p.Value.Flags}").ToList();
        var (placed, messages) = mailbox.Get<MainDatabase>().Sqlite.Read(static session => (
            session.Prepare(
                "SELECT p.folder, p.uid_validity, p.uid, m.subject, p.flags FROM placement p JOIN message m ON m.seq = p.message")
                .Query(static r =>
                    $"{Key(r.GetString(0), (uint)r.GetInt64(1), (uint)r.GetInt64(2))} {Number(r.GetString(3))} {(MailFlags)r.GetInt32(4)}"),
            session.Prepare("SELECT id, subject, indexed_version = version FROM message")
                .Query(static r => (Id: new EmailId(r.GetString(0)), Number: Number(r.GetString(1)), IsIndexed: r.GetBoolean(2)))));
        placed.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), told);

        var numbers = server.Values.Select(static v => v.Number).Where(n => !deleted.Contains(n)).Distinct().Order().ToList();
        messages.Select(static m => m.Number).Order().ToList().ShouldBe(numbers, told);
        messages.ShouldAllBe(static m => m.IsIndexed, told);
        (await mailbox.FindAsync("common")).Select(static id => id.Value).Order(StringComparer.Ordinal)
            .ShouldBe(messages.Select(static m => m.Id.Value).Order(StringComparer.Ordinal), told);
        foreach (var message in messages.Where(m => m.Number % 5 == numbers.Count % 5))
        {
            (await mailbox.FindAsync(Word(message.Number))).ShouldBe([message.Id], told);
            var raw = (await mailbox.Store.GetRawAsync(mailbox.Owner, message.Id, cancellation)).ShouldNotBeNull(told);
            Encoding.UTF8.GetString(raw).ShouldContain(Word(message.Number) + ".", Case.Sensitive, told);
        }

        (await mailbox.Store.ListSetAsideAsync(mailbox.Owner, 10, cancellation)).ShouldBeEmpty(told);
    }

    private static string Key(string folder, uint uidValidity, uint uid) => $"{folder} {uidValidity} {uid:d6}";

    private static int Number(string subject) => int.Parse(subject.Split(' ')[^1], CultureInfo.InvariantCulture);

    private static MailFlags Flags(IMessageSummary item) =>
        Flag(item, MessageFlags.Seen, MailFlags.Seen) | Flag(item, MessageFlags.Answered, MailFlags.Answered)
        | Flag(item, MessageFlags.Flagged, MailFlags.Flagged) | Flag(item, MessageFlags.Deleted, MailFlags.Deleted)
        | Flag(item, MessageFlags.Draft, MailFlags.Draft) | (item.Keywords.Contains("$Forwarded") ? MailFlags.Passed : MailFlags.None);

    private static MailFlags Flag(IMessageSummary item, MessageFlags flag, MailFlags ours) =>
        (item.Flags & flag) != 0 ? ours : MailFlags.None;
}
