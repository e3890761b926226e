using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using InboxMind.Core.Mail.Heads;
using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Finds copies of one message under several ids: the same sender, second, subject and text, as a mailbox has them that was
/// exported twice or holds what was sent and what came back over a list.</summary>
public sealed class MailCopies(IMailStore store, IHeadPacks? packs = null)
{
    /// <summary>Characters compared.</summary>
    private static readonly MailExtent Compared = new(20_000, 1, 0);

    /// <summary>Texts held at once.</summary>
    private const int Together = 200;

    /// <summary>The mails without copies; of each message the one that comes first stays.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="heads">The mails, of a register, which remembers what was compared before.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<MailHeads> WithoutAsync(Owner owner, MailHeads heads, CancellationToken cancellation)
    {
        var table = heads.Table;
        var alike = Alike(heads);
        if (alike.Count == 0)
            return heads;
        await ReadTextsAsync(owner, table, [.. alike.SelectMany(static a => a).Where(rank => table.Text(rank) is null)], cancellation);
        var copies = new HashSet<int>();
        foreach (var group in alike)
        {
            copies.UnionWith(group.Where(rank => table.Text(rank) is not null).GroupBy(rank => table.Text(rank))
                .SelectMany(static same => same.Skip(1)));
        }

        return copies.Count == 0 ? heads : heads.Where(rank => !copies.Contains(rank));
    }

    /// <summary>Mails of one second, sender and subject: those of one second stand together.</summary>
    private static List<List<int>> Alike(MailHeads heads)
    {
        var (table, ranks) = (heads.Table, heads.Ranks);
        var alike = new List<List<int>>();
        for (int from = 0, to; from < ranks.Length; from = to)
        {
            var end = table.SameDate(ranks[from]);
            for (to = from + 1; to < ranks.Length && ranks[to] < end;)
                to++;
            if (to > from + 1)
            {
                alike.AddRange(ranks[from..to].GroupBy(rank => (table.Sender(rank), table.Subject(rank).Trim()))
                    .Select(static g => g.ToList()).Where(static g => g.Count > 1));
            }
        }

        return alike;
    }

    private async Task ReadTextsAsync(Owner owner, HeadTable table, List<int> ranks, CancellationToken cancellation)
    {
        var read = new HashSet<HeadPack>();
        foreach (var some in ranks.Chunk(Together))
        {
            var of = some.ToDictionary(table.Id);
            foreach (var mail in await store.GetAsync(owner, of.Keys, Compared, cancellation))
                read.Add(table.SetText(of[mail.Message.Id], Digest(mail.Message.Text)));
        }

        if (read.Count > 0 && packs is not null)
            await packs.KeepTextsAsync(owner, [.. read.Where(static p => p.Key is not null)], cancellation);
    }

    private static UInt128 Digest(string text) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(MemoryMarshal.AsBytes(OneLine.Fold(text).AsSpan())));
}
