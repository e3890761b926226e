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

    /// <summary>Where the program itself moves the cursor; no text of others goes there.</summary>
    internal TextWriter Screen { get; private init; } = Error;

    /// <summary>The same, with nothing in what is written that acts on the terminal.</summary>
    internal Terminal Shielded() => this with { Out = new ShieldedWriter(Out), Error = new ShieldedWriter(Error), Screen = Error };
}
