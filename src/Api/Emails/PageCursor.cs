using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Api.Emails;

/// <summary>A place in a list as the opaque text <c>next</c>. It holds a place and no right: whoever changes it gets another part of
/// the own list. The check at its end tells a cursor that was cut or mistyped from one that is whole.</summary>
internal static class PageCursor
{
    private const int DateBytes = sizeof(long);
    private const int CheckBytes = 4;
    private const int Length = DateBytes + EmailId.Length + CheckBytes;

    public static string Write(MailPosition position)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.Date.ToUnixTimeSeconds());
        Encoding.ASCII.GetBytes(position.Id.Value, bytes.AsSpan(DateBytes));
        Check(bytes).CopyTo(bytes.AsSpan(Length - CheckBytes));
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, out MailPosition position)
    {
        position = default;
        var bytes = new byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length
            || !Check(bytes).SequenceEqual(bytes.AsSpan(Length - CheckBytes)))
            return false;
        var seconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var id = Encoding.ASCII.GetString(bytes, DateBytes, EmailId.Length);
        if (!EmailIds.IsLegal(id) || seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds()
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return false;
        position = new MailPosition(DateTimeOffset.FromUnixTimeSeconds(seconds), new EmailId(id));
        return true;
    }

    private static ReadOnlySpan<byte> Check(byte[] bytes) => SHA256.HashData(bytes.AsSpan(0, Length - CheckBytes)).AsSpan(0, CheckBytes);
}
