using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Emails;

/// <summary>Entity tags of mails (RFC 9110, 8.8.3). Content never changes under its id; thread, places and flags do.</summary>
internal static class EmailTags
{
    /// <summary>Advances with what an answer holds, so that an old one is not taken for a new one.</summary>
    private const int Format = 3;

    public static EntityTagHeaderValue For(PlacedMail mail)
    {
        var state = new StringBuilder();
        state.Append(CultureInfo.InvariantCulture, $"{Format}\n{mail.Mail.Message.Id}\n{mail.Mail.Thread}\n{mail.Mail.Version}");
        foreach (var place in mail.Placements)
            state.Append(CultureInfo.InvariantCulture, $"\n\n{place.Mailbox}\n{place.Folder}\n{(int)place.Flags}\n{place.Labels}");
        return For(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())).AsSpan(0, 16)));
    }

    public static EntityTagHeaderValue For(string tag) => new($"\"{tag}\"");

    /// <summary>Whether the caller has this state already.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any)
            || known.Compare(tag, useStrongComparison: false));
}
