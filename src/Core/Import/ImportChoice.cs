namespace InboxMind.Core.Import;

/// <summary>What an import takes of the mail that it leaves out unless asked.</summary>
/// <param name="Deleted">Mail that its owner deleted: marked so in its file, or labelled Trash by Gmail.</param>
/// <param name="Spam">Mail that Gmail labelled Spam.</param>
public sealed record ImportChoice(bool Deleted = false, bool Spam = false);
