using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests;

/// <summary>Registers of given heads.</summary>
internal static class Registers
{
    public static MailRegister Of(params IEnumerable<MailHead> heads) => new(heads, []) { Own = new HashSet<string>() };
}
