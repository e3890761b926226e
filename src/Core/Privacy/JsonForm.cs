namespace InboxMind.Core.Privacy;

/// <summary>How values stand in a file.</summary>
internal enum JsonForm
{
    /// <summary>One value alone.</summary>
    One,

    /// <summary>A JSON list.</summary>
    List,

    /// <summary>A value a line.</summary>
    Lines,
}
