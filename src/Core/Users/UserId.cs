namespace InboxMind.Core.Users;

/// <summary>Names a user. One to 64 characters of <c>a-z</c>, <c>0-9</c>, <c>-</c> and <c>_</c>, so that it is a legal key
/// in every store and a legal part of a file name.</summary>
public readonly record struct UserId
{
    /// <summary>The user who owns what the command line imports and syncs.</summary>
    public static readonly UserId Local = new("local");

    /// <exception cref="ArgumentException">The value is not a legal user id.</exception>
    public UserId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsLegal(value))
            throw new ArgumentException("A user id has 1 to 64 characters of a-z, 0-9, '-' and '_'.", nameof(value));
        Value = value;
    }

    public string Value => field ?? throw new InvalidOperationException("This user id was never set.");

    /// <summary>Whether the value can be a user id.</summary>
    public static bool IsLegal(string? value) => value is { Length: > 0 and <= 64 }
        && value.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    public override string ToString() => Value;
}
