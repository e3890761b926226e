using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;

namespace InboxMind.Api.Search;

/// <summary>Makes the report that goes with what was found.</summary>
public sealed class SearchReports(DescribeCoverage describe, ReadCoverage coverage)
{
    /// <summary>Makes it.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="reading">How the query was understood.</param>
    /// <param name="withoutText">What the index does not hold; null when that was not looked at yet.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<SearchReport> ReportAsync(
        Owner owner, QueryReading reading, long? withoutText, CancellationToken cancellation) => SearchReport.From(
        reading,
        await describe.DescribeAsync(owner, withoutText ?? (await coverage.ReadAsync(owner, cancellation)).Pending, cancellation));
}
