using System.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Reads what an address carries in itself (RFC 2397).</summary>
internal static class DataAddress
{
    /// <summary>The style sheet; null when it carries none.</summary>
    public static string? Css(string address)
    {
        address = address.Trim();
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !address.StartsWith("data:text/css", StringComparison.OrdinalIgnoreCase))
            return null;
        var data = Uri.UnescapeDataString(address[(comma + 1)..]);
        if (!address[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return data;
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
