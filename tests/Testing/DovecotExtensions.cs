namespace InboxMind.Testing;

/// <summary>What of Dovecot a test wants switched off.</summary>
public enum DovecotExtensions
{
    /// <summary>All that it has: QRESYNC, CONDSTORE, IDLE.</summary>
    All,

    /// <summary>CONDSTORE but not QRESYNC.</summary>
    NoQuickResync,

    /// <summary>Neither, nor IDLE, nor LIST-STATUS.</summary>
    Plain,
}
