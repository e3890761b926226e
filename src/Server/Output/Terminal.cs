namespace InboxMind.Server.Output;

/// <summary>Where a verb writes.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors and progress.</param>
/// <param name="ShowsProgress">Whether a person watches <paramref name="Error"/>; a pipe gets no progress.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool ShowsProgress)
{
    internal const int UsualColumns = 80;

    /// <summary>Characters in one of its lines.</summary>
    public int Columns { get; init; } = UsualColumns;
}
