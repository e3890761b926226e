using System.Text;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Passages;

/// <summary>Takes the text of a file, passage by passage, as long as the limits let it.</summary>
/// <param name="limits">How much.</param>
/// <param name="write">Takes each passage as soon as it is whole.</param>
internal sealed class PassageWriter(AttachmentLimits limits, Action<AttachmentPassage> write)
{
    private readonly StringBuilder _text = new();
    private AttachmentPassage _place = new("");
    private int _characters, _parts;

    /// <summary>Whether anything was written that is no white space.</summary>
    public bool HasText { get; private set; }

    /// <summary>The file within the attachment that is read now; null when it is the attachment itself.</summary>
    public string? Entry
    {
        get => _place.Entry;
        set
        {
            End();
            _place = new AttachmentPassage("") { Entry = value };
        }
    }

    /// <exception cref="DocumentException">There are more pages than may be read.</exception>
    public void BeginPage(int number) => Begin(new AttachmentPassage("") { Entry = Entry, Page = number });

    /// <inheritdoc cref="BeginPage"/>
    public void BeginSheet(string name) => Begin(new AttachmentPassage("") { Entry = Entry, Sheet = MailLimits.Begin(name, 200) });

    /// <inheritdoc cref="BeginPage"/>
    public void BeginSlide(int number) => Begin(new AttachmentPassage("") { Entry = Entry, Slide = number });

    /// <summary>Begins what stands on no page.</summary>
    public void BeginRest()
    {
        End();
        _place = new AttachmentPassage("") { Entry = Entry };
    }

    /// <exception cref="DocumentException">There are more characters than may be read.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        var left = limits.Characters - _characters;
        foreach (var c in text[..Math.Min(left, text.Length)])
        {
            // No one sees what stands before the end of a cell or a line, nor any other control character.
            if (c is '\n' or '\t')
                TrimEnd(c == '\n');
            if (c is '\n' or '\t' || (!char.IsControl(c) && c != '\uFEFF'))
                _text.Append(c == '\u00A0' ? ' ' : c);
        }

        _characters += Math.Min(left, text.Length);
        if (text.Length <= left)
            return;
        End();
        throw new DocumentException(AttachmentOutcome.OverLimits);
    }

    public void Append(char c) => Append([c]);

    /// <summary>Begins a line, unless one has just begun.</summary>
    public void NewLine()
    {
        TrimEnd(tabs: true);
        if (_text.Length > 0 && _text[^1] != '\n')
            Append('\n');
    }

    /// <summary>Ends the passage.</summary>
    public void End()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        if (text.Length == 0)
            return;
        HasText = true;
        write(_place with { Text = text });
    }

    private void TrimEnd(bool tabs)
    {
        while (_text.Length > 0 && (_text[^1] == ' ' || (tabs && _text[^1] == '\t')))
            _text.Length--;
    }

    private void Begin(AttachmentPassage place)
    {
        End();
        if (++_parts > limits.Pages)
            throw new DocumentException(AttachmentOutcome.OverLimits);
        _place = place;
    }
}
