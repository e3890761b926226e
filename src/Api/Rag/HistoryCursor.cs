using System.Buffers.Text;
using System.Globalization;
using System.Text;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;

namespace InboxMind.Api.Rag;

/// <summary>A place in the history as the opaque text <c>next</c>. It holds a place and no right: whoever changes it gets another
/// part of the own history.</summary>
internal static class HistoryCursor
{
    private const int MaxLength = 200;

    public static string Write(QuestionPosition position) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{position.AskedAt.ToUnixTimeMilliseconds()}.{position.Id}")));

    public static bool TryRead(string text, out QuestionPosition position)
    {
        position = default;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        if (parts is not [var time, { Length: > 0 } id]
            || !long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !id.All(char.IsAsciiHexDigitLower))
            return false;
        position = new QuestionPosition(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), new QuestionId(id));
        return true;
    }
}
