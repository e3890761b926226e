using System.ComponentModel.DataAnnotations;
using InboxMind.Core.Counting;
using InboxMind.Core.People;

namespace InboxMind.Api.People;

/// <summary>The body of <c>POST /api/v1/people/merges</c>.</summary>
/// <param name="Addresses">2 to 50 different addresses.</param>
/// <param name="Same">Whether they are one person's; true without it. With false they are not suggested again.</param>
public sealed record MergeRequest(
    [property: Required, MinLength(2), MaxLength(MergePeople.MaxAddresses)] IReadOnlyList<string>? Addresses, bool? Same)
{
    public override string ToString() => nameof(MergeRequest);

    /// <summary>What is wrong with it, by field.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Addresses is not { Count: <= MergePeople.MaxAddresses } all || all.Any(static a => !IsAddress(a))
            || all.Select(static a => a.Trim().ToLowerInvariant()).Distinct().Count() < 2)
            errors["addresses"] = [$"2 to {MergePeople.MaxAddresses} different mail addresses."];
        return errors;
    }

    private static bool IsAddress(string? text) => text is { Length: <= KnownPeople.MaxAddress }
        && text.Trim() is { Length: > 2 } address && address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.Any(char.IsControl);
}
