namespace InboxMind.Core.Mail;

/// <summary>Which index there is, and how far it has come. What is known of one index is not true of another.</summary>
/// <param name="Id">Given when the index was made; another one has another.</param>
/// <param name="Revision">Advances with each change.</param>
public sealed record IndexState(string Id, long Revision)
{
    /// <summary>There is none.</summary>
    public static readonly IndexState None = new("", 0);
}
