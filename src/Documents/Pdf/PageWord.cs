namespace InboxMind.Documents.Pdf;

/// <summary>A word on a page, in points from the page's lower left corner.</summary>
/// <param name="Text">The word.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Base">Where its letters stand.</param>
/// <param name="Height">Their height.</param>
internal readonly record struct PageWord(string Text, double Left, double Right, double Base, double Height);
