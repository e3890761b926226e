namespace InboxMind.Api.Emails;

/// <summary>Where a link leads, in the letters that are looked up.</summary>
internal static class LinkTarget
{
    private static readonly string[] Recipients = ["to", "cc", "bcc"];

    /// <summary>The target with its host in the letters that are looked up, and without what may stand before it to mislead.</summary>
    public static string Plain(Uri target) => IsWeb(target)
        ? $"{target.Scheme}://{Host(target)}{(target.IsDefaultPort ? "" : $":{target.Port}")}{target.PathAndQuery}{target.Fragment}"
        : target.AbsoluteUri;

    /// <summary>The host; of mail the domains of all it goes to; of what has neither the scheme.</summary>
    public static IReadOnlyList<string> Places(Uri target)
    {
        if (IsWeb(target))
            return [Host(target)];
        List<string> domains = target.Scheme == "mailto"
            ? [.. Addresses(target).Select(DomainOf).Where(static d => d.Length > 0).Distinct()]
            : [];
        return domains.Count > 0 ? domains : [target.Scheme];
    }

    /// <summary>A host in the letters that are looked up; as it is when it is none.</summary>
    public static string LookedUp(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) && uri.IdnHost.Length > 0 ? Host(uri) : host.ToLowerInvariant();

    private static bool IsWeb(Uri target) => target.Scheme is "http" or "https";

    private static string Host(Uri uri) =>
        uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost.Trim('[', ']')}]" : uri.IdnHost.ToLowerInvariant();

    /// <summary>The addresses of a mailto link (RFC 6068): in its path, and in fields behind it.</summary>
    private static IEnumerable<string> Addresses(Uri target)
    {
        var parts = target.AbsoluteUri["mailto:".Length..].Split('?', 2);
        IEnumerable<string> fields = parts.Length == 1 ? [] : parts[1].Split('&').Select(static f => f.Split('=', 2))
            .Where(static f => f.Length == 2 && Recipients.Contains(f[0], StringComparer.OrdinalIgnoreCase)).Select(static f => f[1]);
        return fields.Prepend(parts[0]).SelectMany(static list => Uri.UnescapeDataString(list).Split(',', ';'));
    }

    private static string DomainOf(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? "" : LookedUp(address[(at + 1)..].Trim(' ', '>', '.', '\t'));
    }
}
