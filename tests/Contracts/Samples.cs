using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Index;

namespace InboxMind.Contracts;

/// <summary>Messages to test with.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<EmailId, string> Names = new();

    /// <summary>Dimensions of the vectors that the tests write.</summary>
    public const int Dimensions = 64;

    /// <summary>The model that made them.</summary>
    public const string Model = "contract@1/64";

    /// <summary>An index that marks are about, where it does not matter which.</summary>
    public static readonly IndexState AnyIndex = new("any", 1);

    /// <summary>An id as <see cref="EmailId"/> describes it, drawn from a name.</summary>
    public static EmailId Id(string name)
    {
        const string alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        var hash = SHA512.HashData(Encoding.UTF8.GetBytes(name));
        var id = new EmailId(string.Concat(hash.Take(EmailId.Length).Select(static b => alphabet[b & 31])));
        Names[id] = name;
        return id;
    }

    /// <summary>The name an id was drawn from.</summary>
    public static string Name(EmailId id) => Names.GetValueOrDefault(id, id.Value);

    public static MailMessage Message(string name, int minute = 0, string? text = null) => new()
    {
        Id = Id(name),
        MessageId = $"{name}@example.com",
        Subject = $"Subject of {name}",
        From = [new MailAddress("Anna Berg", "anna@example.com")],
        To = [new MailAddress("", "ben@example.com")],
        Cc = [],
        Bcc = [],
        Date = Start.AddMinutes(minute),
        Text = text ?? $"Text of {name}",
        Attachments = [],
        Size = name.Length,
    };

    /// <summary>A message in the folder INBOX of the mailbox "home", numbered by its name.</summary>
    public static MailToSave Mail(string name, int minute = 0, params string[] references) =>
        new(Message(name, minute), references, Place(name), Encoding.UTF8.GetBytes(name));

    public static MailToSave WithRaw(this MailToSave mail, byte[] raw) =>
        mail with { Raw = raw, Message = mail.Message with { Size = raw.Length } };

    public static MailToSave WithoutMessageId(this MailToSave mail) => mail with { Message = mail.Message with { MessageId = "" } };

    public static Placement Place(string name, string folder = "INBOX", string mailbox = "home", MailFlags flags = MailFlags.None) =>
        new(new MailboxId(mailbox), folder, UidValidity: 1, Uid(name), flags);

    /// <summary>Compares every field; lists by what they hold.</summary>
    public static void ShouldBeTheSameAs(this MailMessage actual, MailMessage expected)
    {
        actual.From.ShouldBe(expected.From);
        actual.To.ShouldBe(expected.To);
        actual.Cc.ShouldBe(expected.Cc);
        actual.Bcc.ShouldBe(expected.Bcc);
        actual.Attachments.ShouldBe(expected.Attachments);
        var rest = expected with { From = actual.From, To = actual.To, Cc = actual.Cc, Bcc = actual.Bcc, Attachments = actual.Attachments };
        actual.ShouldBe(rest);
    }

    /// <summary>A vector that points along one dimension.</summary>
    public static ReadOnlyMemory<float> Axis(int dimension)
    {
        var vector = new float[Dimensions];
        vector[dimension] = 1;
        return vector;
    }

    /// <summary>A message for the index with one piece. Without an axis its vector is drawn from its name.</summary>
    public static IndexedMail Indexed(string name, string text = "", int minute = 0, int? axis = null)
    {
        var direction = axis ?? (int)(Uid(name) % Dimensions);
        return new IndexedMail(
            Id(name), $"Subject of {name}", "Anna Berg <anna@example.com>", "ben@example.com", Start.AddMinutes(minute), ["INBOX"],
            HasAttachments: false, text, AttachmentNames: "",
            [new IndexedChunk(0, text.Length, ContentHash.Compute($"{name}\n{text}"), Axis(direction))]);
    }

    private static long Uid(string name) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
