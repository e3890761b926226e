using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>An index was found to be damaged while it was used. It was thrown away: whoever looks next finds a new one, which is filled
/// again.</summary>
internal sealed class IndexThrownAwayException(DamagedFileException inner) : DataFolderException(
    "The index was damaged and is built again from the stored mail; nothing is lost. Please try again.", inner);
