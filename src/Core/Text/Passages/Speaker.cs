namespace InboxMind.Core.Text.Passages;

/// <summary>Who speaks in lines of a mail.</summary>
/// <param name="Kind">As whose words they stand there.</param>
/// <param name="Author">The name given; empty when none is.</param>
/// <param name="Date">The day given.</param>
internal sealed record Speaker(PassageKind Kind, string Author, DateOnly? Date)
{
    /// <summary>The sender of the mail.</summary>
    public static readonly Speaker Sender = new(PassageKind.New, "", null);

    /// <summary>Somebody who is not named.</summary>
    public static readonly Speaker Unknown = new(PassageKind.Quoted, "", null);
}
