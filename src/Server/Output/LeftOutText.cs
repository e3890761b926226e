using InboxMind.Core.Sync;

namespace InboxMind.Server.Output;

/// <summary>Says why a folder is left out.</summary>
internal static class LeftOutText
{
    /// <summary>For people: the rest of a sentence that began with the folder.</summary>
    public static string From(LeftOutReason reason) => reason switch
    {
        LeftOutReason.Drafts => "drafts",
        LeftOutReason.Junk => "spam",
        LeftOutReason.Trash => "trash",
        LeftOutReason.View => "a view of mail in other folders",
        LeftOutReason.InAll => "its mail is in the folder of all mail",
        LeftOutReason.AnotherUser => "another person's; --shared syncs it",
        LeftOutReason.Shared => "shared by all; --shared syncs it",
        LeftOutReason.Excluded => "excluded",
        LeftOutReason.NotAsked => "not among the folders asked for",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>For programs; null when it is not left out.</summary>
    public static string? NameOf(LeftOutReason? reason) => reason switch
    {
        null => null,
        LeftOutReason.InAll => "in_all",
        LeftOutReason.AnotherUser => "another_user",
        LeftOutReason.NotAsked => "not_asked",
        { } other => other.ToString().ToLowerInvariant(),
    };
}
