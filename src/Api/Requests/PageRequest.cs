using System.Buffers.Text;
using System.Text;

namespace InboxMind.Api.Requests;

/// <summary>What the lists for administrators take: <c>limit</c>, <c>next</c>, <c>skip</c> and <c>include_total</c>.</summary>
/// <typeparam name="T">A place in the list.</typeparam>
internal sealed record PageRequest<T>(int Limit, T? After, int Skip, bool IncludeTotal)
{
    /// <param name="values">The query string.</param>
    /// <param name="read">Makes a place of what <see cref="Cursor.Write"/> was given; null when it is none.</param>
    /// <param name="errors">Filled with what is wrong, by parameter.</param>
    public static PageRequest<T> Read(QueryValues values, Func<string[], T?> read, Dictionary<string, string[]> errors)
    {
        var after = default(T);
        if (values.Text("next") is { } next && (after = Cursor.Read(next) is { } parts ? read(parts) : default) is null)
            errors["next"] = ["The value of next in the page before, unchanged."];
        return new PageRequest<T>(
            values.Number("limit", 1, Cursor.MaxLimit, Cursor.DefaultLimit), after, values.Number("skip", 0, Cursor.MaxSkip, 0),
            values.Flag("include_total") ?? false);
    }
}

/// <summary>A place in a list as an opaque text. It holds no right: what is found is a matter of the scope.</summary>
internal static class Cursor
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 100;
    public const int MaxSkip = 1_000;

    public static ParameterNote[] Parameters { get; } =
    [
        ParameterNote.Number("limit", 1, MaxLimit, DefaultLimit, "How many a page has."),
        ParameterNote.Text("next", "The value of next in the page before, to get the page after it."),
        ParameterNote.Number("skip", 0, MaxSkip, 0, "How many to pass over."),
        ParameterNote.Flag("include_total", "Counts the whole list as total."),
    ];

    public static string Write(params string[] parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', parts)));

    public static string[]? Read(string text) =>
        text.Length <= 1_000 && Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') : null;
}
