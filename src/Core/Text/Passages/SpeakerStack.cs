namespace InboxMind.Core.Text.Passages;

/// <summary>Who speaks at each depth of quotation while a mail is read from the top.</summary>
internal sealed class SpeakerStack
{
    private readonly SortedDictionary<int, Speaker> _speakers = new() { [0] = Speaker.Sender };

    /// <summary>For whom the next marked lines wait, and the depth above theirs.</summary>
    private (int Depth, Speaker Speaker)? _waiting;

    /// <summary>Who spoke before somebody who has only a paragraph.</summary>
    private (int Depth, Speaker Before, bool Began)? _paragraph;

    /// <summary>Who spoke in the line before.</summary>
    public Speaker Last { get; private set; } = Speaker.Sender;

    /// <summary>Who speaks in a line.</summary>
    /// <param name="depth">Its marks.</param>
    public Speaker At(int depth)
    {
        foreach (var deeper in _speakers.Keys.Where(d => d > depth).ToList())
            _speakers.Remove(deeper);
        if (_waiting is { } waiting && depth != waiting.Depth)
        {
            if (depth > waiting.Depth)
                _speakers[depth] = waiting.Speaker;
            _waiting = null;
        }

        if (_paragraph is { } paragraph && paragraph.Depth == depth)
            _paragraph = paragraph with { Began = true };
        if (!_speakers.TryGetValue(depth, out var speaker))
            _speakers[depth] = speaker = Speaker.Unknown;
        return Last = speaker;
    }

    /// <summary>Takes in an introduction.</summary>
    public void Set(int depth, Introduction introduction)
    {
        _waiting = introduction.Reach == Reach.Marked ? (depth, introduction.Speaker) : null;
        _paragraph = introduction.Reach == Reach.Paragraph ? (depth, _speakers[depth], false) : null;
        if (introduction.Reach != Reach.Marked)
            _speakers[depth] = introduction.Speaker;
    }

    /// <summary>An empty line.</summary>
    public void EndParagraph(int depth)
    {
        if (_paragraph is not { Began: true } paragraph || paragraph.Depth != depth)
            return;
        _speakers[depth] = paragraph.Before;
        _paragraph = null;
    }
}
