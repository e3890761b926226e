using System.Text.Json;

namespace InboxMind.Core.Mail;

/// <summary>Reads long <see cref="MessageDetails"/> as they come: the first of each list are kept, the others counted.</summary>
/// <param name="json">The details as JSON.</param>
/// <param name="extent">How many are kept.</param>
/// <param name="maxBytes">Bytes that are looked at; what begins behind them is left out, and then nothing is counted.</param>
public sealed class DetailsReader(Stream json, MailExtent extent, long maxBytes)
{
    private readonly Dictionary<string, List<Item>> _lists = [];
    private readonly Dictionary<string, int> _counts = [];
    private byte[] _buffer = new byte[64 * 1024];
    private string _list = "", _field = "";
    private Item _item = new();
    private long? _wholeText;
    private string? _listId, _protection;
    private DateSource? _dateSource;
    private bool? _asks;
    private MailKind? _kind;

    /// <summary>Reads them, once.</summary>
    /// <param name="hasAttachments">What the row says.</param>
    public (MessageDetails Details, MailCounts? Counts) Read(bool hasAttachments)
    {
        var isWhole = ReadAll();
        var details = new MessageDetails(
            Addresses(nameof(MessageDetails.From)), Addresses(nameof(MessageDetails.To)), Addresses(nameof(MessageDetails.Cc)),
            Addresses(nameof(MessageDetails.Bcc)), List(nameof(MessageDetails.Attachments)).ConvertAll(static i => new AttachmentInfo(
                i.Texts.GetValueOrDefault(nameof(AttachmentInfo.Name), ""),
                i.Texts.GetValueOrDefault(nameof(AttachmentInfo.ContentType), ""),
                i.Size, i.Texts.GetValueOrDefault(nameof(AttachmentInfo.ContentId)), i.IsInline)))
        {
            WholeText = _wholeText,
            ListId = _listId,
            DateSource = _dateSource,
            Protection = _protection,
            Asks = _asks,
            Kind = _kind,
        };
        var isCut = !isWhole || _counts.Any(c => c.Value > List(c.Key).Count);
        return (details, isCut
            ? new MailCounts(
                Count(nameof(MessageDetails.From), isWhole), Count(nameof(MessageDetails.To), isWhole),
                Count(nameof(MessageDetails.Cc), isWhole),
                Count(nameof(MessageDetails.Bcc), isWhole), Count(nameof(MessageDetails.Attachments), isWhole), hasAttachments)
            : null);
    }

    /// <returns>Whether it came to the end.</returns>
    private bool ReadAll()
    {
        var state = default(JsonReaderState);
        var length = 0;
        var seen = 0L;
        while (true)
        {
            // A text is given as a whole: a long one takes a longer buffer.
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = json.Read(_buffer, length, _buffer.Length - length);
            length += read;
            seen += read;
            var reader = new Utf8JsonReader(_buffer.AsSpan(0, length), isFinalBlock: read == 0, state);
            while (reader.Read())
                Take(ref reader);
            if (read == 0)
                return true;
            if (seen >= maxBytes)
                return false;
            state = reader.CurrentState;
            var done = (int)reader.BytesConsumed;
            _buffer.AsSpan(done, length - done).CopyTo(_buffer);
            length -= done;
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType, reader.CurrentDepth)
        {
            case (JsonTokenType.PropertyName, 1):
                _list = reader.GetString()!;
                break;
            case (JsonTokenType.Number, 1) when _list == nameof(MessageDetails.WholeText):
                _wholeText = reader.GetInt64();
                break;
            case (JsonTokenType.String, 1) when _list == nameof(MessageDetails.ListId):
                _listId = MailLimits.Begin(reader.GetString()!, MailLimits.Name);
                break;
            case (JsonTokenType.String, 1) when _list == nameof(MessageDetails.Protection):
                _protection = MailLimits.Begin(reader.GetString()!, MailLimits.Name);
                break;
            case (JsonTokenType.String, 1) when _list == nameof(MessageDetails.DateSource):
                _dateSource = Enum.Parse<DateSource>(reader.GetString()!);
                break;
            case (JsonTokenType.True or JsonTokenType.False, 1) when _list == nameof(MessageDetails.Asks):
                _asks = reader.GetBoolean();
                break;
            case (JsonTokenType.String, 1) when _list == nameof(MessageDetails.Kind):
                _kind = Enum.Parse<MailKind>(reader.GetString()!);
                break;
            case (JsonTokenType.StartObject, 2):
                _item = new Item();
                break;
            case (JsonTokenType.PropertyName, 3) when IsKept:
                _field = reader.GetString()!;
                break;
            case (JsonTokenType.String, 3) when IsKept:
                _item.Texts[_field] = MailLimits.Begin(reader.GetString()!, MailLimits.Name);
                break;
            case (JsonTokenType.Number, 3) when IsKept:
                _item.Size = reader.GetInt64();
                break;
            case (JsonTokenType.True, 3) when IsKept && _field == nameof(AttachmentInfo.IsInline):
                _item.IsInline = true;
                break;
            case (JsonTokenType.EndObject, 2):
                if (IsKept)
                    List(_list).Add(_item);
                _counts[_list] = _counts.GetValueOrDefault(_list) + 1;
                break;
        }
    }

    private bool IsKept =>
        List(_list).Count < (_list == nameof(MessageDetails.Attachments) ? extent.Attachments : extent.Addresses);

    private List<Item> List(string name) => _lists.TryGetValue(name, out var list) ? list : _lists[name] = [];

    private int? Count(string name, bool isWhole) => isWhole ? _counts.GetValueOrDefault(name) : null;

    private List<MailAddress> Addresses(string name) => List(name).ConvertAll(static i => new MailAddress(
        i.Texts.GetValueOrDefault(nameof(MailAddress.Name), ""), i.Texts.GetValueOrDefault(nameof(MailAddress.Address), "")));

    private sealed class Item
    {
        public Dictionary<string, string> Texts { get; } = [];

        public long Size { get; set; }

        public bool IsInline { get; set; }
    }
}
