using System.Text;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Process;

/// <summary>The lines of an answer, which has no more characters than the limits allow: JSON writes up to six for one, and a place beside
/// each passage.</summary>
internal sealed class ReplyLines(StreamReader output, AttachmentLimits limits)
{
    private const int MaxEscape = 6, MaxPlace = 3_000;

    /// <summary>Characters that all pictures of one attachment are: four times the largest, of which three bytes are four characters, and
    /// JSON writes some of these as six.</summary>
    private const long PicturesOfMegabyte = 4L * 1024 * 1024 * 3 / 2;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private long _left = ((long)limits.Characters * MaxEscape) + ((limits.Pages + (long)limits.Files + 1) * MaxPlace)
        + (limits.Pictures > 0 ? (limits.PictureMegabytes * PicturesOfMegabyte) + (limits.Pictures * (long)MaxPlace) : 0);
    private int _at, _length;

    /// <summary>The next line; null when the output ends, or goes beyond its bounds.</summary>
    public async Task<string?> NextAsync(CancellationToken cancellation)
    {
        _line.Clear();
        while (true)
        {
            var end = Array.IndexOf(_buffer, '\n', _at, _length - _at);
            _line.Append(_buffer, _at, (end < 0 ? _length : end) - _at);
            if (end >= 0)
            {
                _at = end + 1;
                return _line.ToString();
            }

            (_at, _length) = (0, await output.ReadAsync(_buffer, cancellation));
            if (_length == 0 || (_left -= _length) < 0)
                return null;
        }
    }
}
