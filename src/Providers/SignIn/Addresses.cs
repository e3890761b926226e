namespace InboxMind.Providers.SignIn;

/// <summary>Addresses that a provider publishes.</summary>
internal static class Addresses
{
    public static Uri WithQuery(string address, Dictionary<string, string> query)
    {
        var pairs = string.Join('&', query.Select(static p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        return new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{pairs}");
    }
}
