using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>A user's word on whether addresses are one person's.</summary>
/// <param name="Id">Drawn from the addresses: the same said again is the same merge.</param>
/// <param name="Addresses">Two or more, in lower case and in order.</param>
/// <param name="IsSame">Whether they are one person's; else they are not, and are not suggested again.</param>
/// <param name="At">When it was said, to the millisecond.</param>
public sealed record PersonMerge(string Id, IReadOnlyList<string> Addresses, bool IsSame, DateTimeOffset At)
{
    /// <summary>One with the id that its addresses give.</summary>
    public static PersonMerge Of(IEnumerable<string> addresses, bool isSame, DateTimeOffset at)
    {
        string[] all = [.. addresses.Select(static a => a.Trim().ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all)));
        return new PersonMerge(
            Base32.Encode(hash.AsSpan(0, 16)), all, isSame, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()));
    }

    public bool Equals(PersonMerge? other) => other is not null && Id == other.Id && IsSame == other.IsSame && At == other.At
        && Addresses.SequenceEqual(other.Addresses);

    public override int GetHashCode() => HashCode.Combine(Id, IsSame, At);
}
