using System.Runtime.InteropServices;

namespace InboxMind.Core.Text.Passages;

/// <summary>Reads who said what in the text of a mail: what its sender wrote, what is quoted or forwarded and whose words that is,
/// signatures and footers. When in doubt the words are the sender's: what a mail says is not to be lost.</summary>
public static class MailPassages
{
    /// <summary>Reads a text whose lines end in LF.</summary>
    /// <returns>Passages in the order of the text, that hold every line with something on it.</returns>
    public static IReadOnlyList<MailPassage> Read(string text)
    {
        var lines = TextLine.Split(text);
        return Join(lines, Mark(lines));
    }

    /// <summary>Who speaks in each line, by what stands above it; of introductions, that they are ones.</summary>
    private static (Speaker Speaker, PassageKind Kind)[] Mark(List<TextLine> lines)
    {
        var marked = new (Speaker Speaker, PassageKind Kind)[lines.Count];
        var speakers = new SpeakerStack();
        for (var i = 0; i < lines.Count;)
        {
            var line = lines[i];
            if (line.IsEmpty)
            {
                speakers.EndParagraph(line.Depth);
                marked[i++] = (speakers.Last, PassageKind.New);
                continue;
            }

            var speaker = speakers.At(line.Depth);
            if (Introduce(lines, i) is { } introduction)
            {
                introduction = WithOwnMarks(lines, i, introduction);
                speakers.Set(line.Depth, introduction);
                for (var end = i + introduction.Lines; i < end; i++)
                    marked[i] = (introduction.Speaker, PassageKind.Introduction);
                continue;
            }

            marked[i++] = (speaker, speaker.Kind);
        }

        MarkSignatures(lines, marked);
        return marked;
    }

    /// <summary>Where the lines below an introduction begin with a mark of the sender's own, only those that do are the
    /// writer's.</summary>
    private static Introduction WithOwnMarks(List<TextLine> lines, int at, Introduction introduction)
    {
        if (introduction.Reach != Reach.Rest || introduction.Speaker.Kind != PassageKind.Quoted)
            return introduction;
        var below = lines.FindIndex(at + introduction.Lines, static l => !l.IsEmpty);
        if (below < 0 || below + 1 >= lines.Count || TextLine.OwnMark(lines[below].Text) is not { Length: > 0 } mark
            || !lines[below + 1].Text.StartsWith(mark, StringComparison.Ordinal))
            return introduction;
        var depth = lines[at].Depth;
        for (var i = below; i < lines.Count; i++)
        {
            if (lines[i].Depth == depth)
                lines[i] = lines[i].MarkedBy(mark);
        }

        return introduction with { Reach = Reach.Marked };
    }

    private static Introduction? Introduce(List<TextLine> lines, int at)
    {
        var line = lines[at].Text;
        if (Separators.IsEnd(line))
            return new Introduction(1, lines[at].Depth == 0 ? Speaker.Sender : Speaker.Unknown, Reach.Rest);
        if (Separators.Read(line) is { } kind)
        {
            // The header fields below a separator name the writer.
            var next = at + 1;
            while (next < lines.Count && next - at < 4 && lines[next].IsEmpty)
                next++;
            if (next < lines.Count && lines[next].Depth == lines[at].Depth && HeaderBlocks.Read(lines, next, kind) is { } block)
                return block with { Lines = block.Lines + next - at };
            return new Introduction(1, new Speaker(kind, "", null), Reach.Rest);
        }

        if (Separators.IsRule(line) && at + 1 < lines.Count)
        {
            var next = at + (lines[at + 1].IsEmpty && at + 2 < lines.Count ? 2 : 1);
            if (HeaderBlocks.Read(lines, next, PassageKind.Quoted) is { } block)
                return block with { Lines = block.Lines + next - at };
        }

        return HeaderBlocks.Read(lines, at, PassageKind.Quoted) ?? Attributions.Read(lines, at);
    }

    /// <summary>Within the words of each writer, what is signature or footer.</summary>
    private static void MarkSignatures(List<TextLine> lines, (Speaker Speaker, PassageKind Kind)[] marked)
    {
        for (var from = 0; from < lines.Count;)
        {
            var to = from + 1;
            while (to < lines.Count && (lines[to].IsEmpty
                || (lines[to].Depth == lines[from].Depth && marked[to] == marked[from])))
                to++;
            if (marked[from].Kind != PassageKind.Introduction && !lines[from].IsEmpty)
                MarkSignatures(lines, marked, from, to);
            from = to;
        }
    }

    private static void MarkSignatures(List<TextLine> lines, (Speaker Speaker, PassageKind Kind)[] marked, int from, int to)
    {
        for (var i = from; i < to;)
        {
            var isFirst = i == from || lines[i - 1].IsEmpty;
            var count = lines[i].IsEmpty || i == from ? 0 : Signatures.Read(lines, i, to);
            var kind = PassageKind.Signature;
            if (count == 0 && isFirst && !lines[i].IsEmpty)
            {
                count = Footers.Read(lines, i, to);
                kind = PassageKind.Footer;
            }

            for (var end = i + Math.Max(1, count); i < end; i++)
            {
                if (count > 0)
                    marked[i].Kind = kind;
            }
        }

        // A mail that is nothing else is not only a signature or a footer: it is what its sender had to say.
        var all = CollectionsMarshal.AsSpan(lines)[from..to];
        for (var i = 0; i < all.Length; i++)
        {
            if (!all[i].IsEmpty && marked[from + i].Kind is not (PassageKind.Signature or PassageKind.Footer))
                return;
        }

        for (var i = from; i < to; i++)
            marked[i].Kind = marked[i].Speaker.Kind;
    }

    private static List<MailPassage> Join(List<TextLine> lines, (Speaker Speaker, PassageKind Kind)[] marked)
    {
        var passages = new List<MailPassage>();
        for (var i = 0; i < lines.Count;)
        {
            if (lines[i].IsEmpty)
            {
                i++;
                continue;
            }

            int first = i, last = i;
            for (; i < lines.Count && (lines[i].IsEmpty || marked[i] == marked[first]); i++)
                last = lines[i].IsEmpty ? last : i;
            var (speaker, kind) = marked[first];
            passages.Add(new MailPassage(kind, lines[first].Start, lines[last].End - lines[first].Start)
            {
                Author = speaker.Author,
                Date = speaker.Date,
                IsQuoted = kind == PassageKind.Introduction || speaker.Kind is PassageKind.Quoted or PassageKind.Forwarded,
            });
        }

        return passages;
    }
}
