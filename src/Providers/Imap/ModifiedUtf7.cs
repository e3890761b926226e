using System.Buffers.Binary;
using System.Text;

namespace InboxMind.Providers.Imap;

/// <summary>How names of folders are written in IMAP4rev1 (RFC 3501, 5.1.3).</summary>
internal static class ModifiedUtf7
{
    /// <summary>The one way to write a name.</summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            if (name[i] is >= ' ' and <= '~')
            {
                text.Append(name[i] == '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }

            var start = i;
            while (i < name.Length && name[i] is < ' ' or > '~')
                i++;
            var bytes = new byte[2 * (i - start)];
            for (var j = start; j < i; j++)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * (j - start)), name[j]);
            text.Append('&').Append(Convert.ToBase64String(bytes).TrimEnd('=').Replace('/', ',')).Append('-');
        }

        return text.ToString();
    }
}
