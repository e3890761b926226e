using System.Text;

namespace InboxMind.Azure.Work;

/// <summary>The text of a work item as a queue message holds it: Base64 of UTF-8, as the Functions host writes and reads it.</summary>
internal static class WorkMessage
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string body) => Convert.ToBase64String(Encoding.UTF8.GetBytes(body));

    /// <summary>The text. What someone else put there in another encoding is given as it is: the handler refuses it, and it is set
    /// aside.</summary>
    public static string Decode(string message)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(message));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return message;
        }
    }
}
