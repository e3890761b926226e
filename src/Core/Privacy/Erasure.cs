using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Privacy;

/// <summary>An account that is being erased: what is left to know when everything else of the user is gone.</summary>
/// <param name="User">Whose.</param>
/// <param name="Organisation">Where the receipt goes.</param>
/// <param name="BegunAt">When it was asked for, to the millisecond.</param>
/// <param name="Address">Where from.</param>
/// <param name="RequestId">By which request.</param>
public sealed record Erasure(UserId User, OrganisationId Organisation, DateTimeOffset BegunAt, string Address, string RequestId)
{
    /// <summary>When everything was erased for the first time; null while there is more. Work that was under way may have written
    /// something since.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Names this erasure without telling whose it is, for what outlives it.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"erasure\n{User}\n{BegunAt.ToUnixTimeMilliseconds()}"))))[..32];
}
