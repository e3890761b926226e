using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Draws a message's id from its content.</summary>
internal static class EmailIdentity
{
    public static EmailId Compute(UserId user, string messageId, IReadOnlyList<MailAddress> from, string? date, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "email-1");
        Append(hash, user.Value);
        Append(hash, messageId);
        Append(hash, string.Join('\n', from.Select(static a => a.Address.Length > 0 ? a.Address.ToLowerInvariant() : a.Name)));
        Append(hash, OneLine.Fold(date));
        hash.AppendData(body);
        return new EmailId(Base32.Encode(hash.GetHashAndReset()));
    }

    /// <summary>The id under which a mail that cannot be read is kept.</summary>
    public static EmailId OfUnreadable(UserId user, ReadOnlySpan<byte> raw)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "unreadable-1");
        Append(hash, user.Value);
        hash.AppendData(raw);
        return new EmailId(Base32.Encode(hash.GetHashAndReset()));
    }

    /// <summary>Appends a text with its length, so that no two lists of texts give the same bytes.</summary>
    public static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
