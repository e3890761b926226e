using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace InboxMind.Core.Mail.Parsing.Charsets;

/// <summary>Makes the charsets of mail known that .NET knows of only when asked to.</summary>
internal static class CodePages
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "MimeKit remembers which charsets there were when it first looked for one.")]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
