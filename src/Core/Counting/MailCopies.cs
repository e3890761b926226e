using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Finds copies of one message under several ids: the same sender, second, subject and text, as a mailbox has them that was
/// exported twice or holds what was sent and what came back over a list.</summary>
public sealed class MailCopies(IMailStore store)
{
    /// <summary>Characters compared.</summary>
    private static readonly MailExtent Compared = new(20_000, 1, 0);

    /// <summary>Texts held at once.</summary>
    private const int Together = 200;

    /// <summary>The mails without copies; of each message the one that comes first stays.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="register">The register they are of, which remembers what was compared before.</param>
    /// <param name="heads">The mails.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<List<MailHead>> WithoutAsync(
        Owner owner, MailRegister register, List<MailHead> heads, CancellationToken cancellation)
    {
        var alike = heads.GroupBy(static h => (h.Date, KnownPeople.Fold(h.Sender), h.Subject.Trim())).Where(static g => g.Count() > 1)
            .ToList();
        if (alike.Count == 0)
            return heads;
        var copies = new HashSet<EmailId>();
        foreach (var some in alike.Chunk(Together / 2))
        {
            var unread = some.SelectMany(static g => g).Select(static h => h.Id).Where(id => !register.Texts.ContainsKey(id)).ToList();
            foreach (var mail in unread.Count == 0 ? [] : await store.GetAsync(owner, unread, Compared, cancellation))
                register.Texts[mail.Message.Id] = Digest(mail.Message.Text);
            foreach (var group in some)
            {
                copies.UnionWith(group.Where(h => register.Texts.ContainsKey(h.Id)).GroupBy(h => register.Texts[h.Id])
                    .SelectMany(static same => same.Skip(1)).Select(static h => h.Id));
            }
        }

        return copies.Count == 0 ? heads : heads.FindAll(h => !copies.Contains(h.Id));
    }

    private static UInt128 Digest(string text) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(MemoryMarshal.AsBytes(OneLine.Fold(text).AsSpan())));
}
