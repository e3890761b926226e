using Azure;
using Azure.Identity;

namespace InboxMind.Azure.Search;

/// <summary>Says in one sentence what is wrong with the search service. What it answers may repeat a query, and is not.</summary>
internal static class SearchErrors
{
    /// <summary>The roles that the app's identity needs: to read and write documents, and to make indexes.</summary>
    public static readonly IReadOnlyList<string> RoleNames = ["Search Index Data Contributor", "Search Service Contributor"];

    private const string NotReached = "The search service cannot be reached.";

    /// <exception cref="AzureSearchException">The service cannot be used for now.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (Sentence(e, cancellation) is { } sentence)
        {
            throw new AzureSearchException(sentence, e);
        }
    }

    private static string? Sentence(Exception error, CancellationToken cancellation) => error switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        AuthenticationFailedException =>
            "The search service cannot be used: there is no identity to sign in to it with; see Azure:Identity and Azure:ClientId.",
        AggregateException all => Sentence(all.InnerExceptions[^1], cancellation),
        RequestFailedException { Status: 401 or 403 } =>
            $"The search service refuses the key or the identity: it needs the roles \"{RoleNames[0]}\" and \"{RoleNames[1]}\", and the "
            + "service has to allow sign-in by roles.",
        RequestFailedException { Status: 0 } or OperationCanceledException or IOException or HttpRequestException => NotReached,
        RequestFailedException { Status: 429 or 503 } => "The search service has more to do than it can.",
        RequestFailedException { Status: 207 } e => $"The search service did not take some documents ({e.ErrorCode}).",
        RequestFailedException e => $"The search service does not take a request (HTTP {e.Status}).",
        _ => null,
    };
}
