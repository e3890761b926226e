using InboxMind.Core.Mail;

namespace InboxMind.Core.Sync;

/// <summary>What a look at one folder found: its checkpoint, and what is held back until new mail of all folders is stored.</summary>
internal sealed class FolderTurn(RemoteFolder remote, FolderSync state)
{
    /// <summary>The folder when it was opened; the checkpoint moves up to this once deletions are carried out.</summary>
    public RemoteFolder Remote => remote;

    /// <summary>The checkpoint as it is stored.</summary>
    public FolderSync State { get; set; } = state;

    /// <summary>UIDs that are placed here and gone from the server.</summary>
    public List<uint> Vanished { get; } = [];

    /// <summary>UIDs that were set aside here and are gone from the server.</summary>
    public List<uint> VanishedAside { get; } = [];

    /// <summary>Messages of which the index has to see something new.</summary>
    public List<EmailId> ToIndex { get; } = [];

    /// <summary>Whether the comparison was whole, so that the next one may begin where it ended.</summary>
    public bool IsCompared { get; set; } = true;

    /// <summary>Whether new mail was noted that came after the folder was opened as <see cref="Remote"/>.</summary>
    public bool IsOutrun { get; set; }
}
