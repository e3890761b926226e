namespace InboxMind.Core.Index.Conditions;

/// <summary>It has an attachment, those merely shown inline left out.</summary>
/// <param name="Kinds">One of these kinds; <see cref="AttachmentKinds.None"/> for any attachment.</param>
public sealed record HasAttachment(AttachmentKinds Kinds) : MailCondition;
