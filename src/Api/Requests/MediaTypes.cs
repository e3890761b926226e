using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Requests;

/// <summary>Which media types a route answers in, and which of them a caller takes (RFC 9110, 12.5.1).</summary>
internal static class MediaTypes
{
    private const string Any = "*/*";

    /// <summary>The types that a route's answers may have when all goes well; none when such an answer has no body.</summary>
    public static IReadOnlyList<string> From(IEnumerable<object> metadata)
    {
        var all = metadata as IReadOnlyCollection<object> ?? [.. metadata];
        List<string> types = [.. all.OfType<IProducesResponseTypeMetadata>().Where(static p => p.StatusCode is >= 200 and < 300)
            .SelectMany(static p => p.ContentTypes).Distinct()];
        return types.Count > 0 && all.OfType<Requests.AnyMediaType>().Any() ? [Any] : types;
    }

    /// <summary>Whether a caller takes one of these types. Without the header, and with one that names nothing, anything will do.</summary>
    public static bool IsAccepted(StringValues accept, IReadOnlyList<string> types)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var ranges))
            return true;
        return ranges.Count == 0 || types.Any(type => IsAccepted(ranges, MediaTypeHeaderValue.Parse(type)));
    }

    /// <summary>The most specific range that the type falls under decides; of equal ones the best.</summary>
    private static bool IsAccepted(IEnumerable<MediaTypeHeaderValue> ranges, MediaTypeHeaderValue type)
    {
        // Nothing is known of the type: it may be what any of the ranges asks for.
        if (type.MatchesAllTypes)
            return ranges.Any(static r => r.Quality is not 0);
        return ranges.Where(r => Matches(r, type)).GroupBy(Specificity)
            .MaxBy(static g => g.Key)?.Any(static r => r.Quality is not 0) ?? false;
    }

    private static bool Matches(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes || (range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase)));

    private static int Specificity(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
}
