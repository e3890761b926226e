namespace InboxMind.Api.Limits;

/// <summary>Marks a route that has limits of its own.</summary>
internal sealed record LimitedAs(string Name)
{
    /// <summary>Questions and summaries: a model works for each.</summary>
    public static readonly LimitedAs Question = new("questions");

    /// <summary>Calls of an assistant, each counted for itself.</summary>
    public static readonly LimitedAs Assistant = new("assistant");

    /// <summary>Ways to become someone.</summary>
    public static readonly LimitedAs SignIn = new("sign-in");
}
