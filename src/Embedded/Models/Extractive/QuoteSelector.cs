using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Scores every sentence of the mails by the question's words in it and around it, by the kind of thing asked for, and
/// by its mail's rank, and takes the best few.</summary>
internal sealed partial class QuoteSelector
{
    /// <summary>An answer's length in words, attributions not counted.</summary>
    private const int MaxWords = 46;

    /// <summary>A quote's length in words.</summary>
    private static readonly int MaxQuoteWords = (int)double.Parse(Environment.GetEnvironmentVariable("P_MQ")??"32",System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A second quote must be nearly as good as the first.</summary>
    private static readonly double SecondQuote = double.Parse(Environment.GetEnvironmentVariable("P_SEC")??"0.6",System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The share of the question's weight that mail and sentence must hold for an answer.</summary>
    private static readonly double COV_A = double.Parse(Environment.GetEnvironmentVariable("COV_A")??"0.9",System.Globalization.CultureInfo.InvariantCulture), COV_B=double.Parse(Environment.GetEnvironmentVariable("COV_B")??"0.06",System.Globalization.CultureInfo.InvariantCulture), COV_C=double.Parse(Environment.GetEnvironmentVariable("COV_C")??"0.25",System.Globalization.CultureInfo.InvariantCulture);

    private static readonly double QuotedDiscount = double.Parse(Environment.GetEnvironmentVariable("P_QD")??"0.85",System.Globalization.CultureInfo.InvariantCulture);

    private readonly AskedFor _asked;
    private readonly List<Candidate> _candidates = [];
    private readonly Dictionary<string, double> _weights;

    public QuoteSelector(PromptContent prompt)
    {
        _asked = AskedFor.In(prompt.Question);
        var wanted = Words.Of(prompt.Question).Select(static w => w.Text).Where(static w => !StopWords.Contains(w))
            .Select(static w => Stems.Of(w)).Distinct().ToList();
        foreach (var source in prompt.Sources)
            AddSentences(source);

        // A word that is in many of the sentences tells little about which one answers.
        var counts = wanted.ToDictionary(static w => w, w => _candidates.Count(c => c.Stems.Contains(w)));
        _weights = wanted.ToDictionary(static w => w, w => Math.Log(1 + ((_candidates.Count + 1.0) / (counts[w] + 1.0))));
    }

    public List<Quote> Select()
    {
        var total = _weights.Values.Sum();
        if (total == 0 || _candidates.Count == 0)
            return [];
        foreach (var candidate in _candidates)
            Score(candidate);

        var ranked = _candidates.Where(static c => c.Score > 0).OrderByDescending(static c => c.Score).ThenBy(static c => c.Source.N)
            .ThenBy(static c => c.Index).ToList();
        if (ranked.Count == 0 || ranked.Take(3).Max(static c => c.Covered) / total < LeastCoverage(_weights.Count))
            return [];

        var quotes = new List<Quote>();
        var used = new HashSet<int>();
        var left = MaxWords;
        foreach (var candidate in ranked)
        {
            if (left < 8 || candidate.Score < ranked[0].Score * SecondQuote || quotes.Count == 3)
                break;
            if (used.Contains(candidate.Index))
                continue;
            var text = Extend(candidate, Math.Min(left, MaxQuoteWords), used);
            if (quotes.Any(q => Same(q.Text, text)))
                continue;
            quotes.Add(new Quote(candidate.Source, text, candidate.Sentence.IsQuoted));
            left -= text.Split(' ').Length;
        }

        return quotes;
    }

    /// <summary>The sentence with those behind and before it that fit: an answer often runs over two.</summary>
    private string Extend(Candidate candidate, int words, HashSet<int> used)
    {
        var text = Shorten(candidate.Sentence.Text, words);
        used.Add(candidate.Index);
        var left = words - text.Split(' ').Length;
        int first = candidate.Index, last = candidate.Index;
        for (var grown = true; grown;)
        {
            var next = Best(Fits(last + 1), Fits(first - 1));
            grown = next is not null;
            if (next is null)
                break;
            used.Add(next.Index);
            left -= next.Length;
            text = next.Index > last ? $"{text} {next.Sentence.Text}" : $"{next.Sentence.Text} {text}";
            (first, last) = (Math.Min(first, next.Index), Math.Max(last, next.Index));
        }

        return text;

        Candidate? Fits(int i) => i >= 0 && i < _candidates.Count && !used.Contains(i) && _candidates[i].Source == candidate.Source
            && _candidates[i].Sentence.IsQuoted == candidate.Sentence.IsQuoted && _candidates[i].Length <= left
            && _candidates[i].Score >= candidate.Score * Neighbour ? _candidates[i] : null;

        static Candidate? Best(Candidate? next, Candidate? previous) =>
            next is null ? previous : previous is null || next.Score >= previous.Score * 0.8 ? next : previous;
    }

    private void AddSentences(PromptSource source)
    {
        var about = Stems.In($"{source.Subject} {source.From} {source.To}");
        var sentences = Sentences.Of(source.Text).Where(static s => !IsHeader(s.Text)).ToList();
        var own = sentences.Where(static s => !s.IsQuoted).Sum(static s => s.Text.Count(static c => c == ' ') + 1);
        var mail = new MailWords(about, Stems.In(source.Text), own <= 80);
        foreach (var sentence in sentences)
            _candidates.Add(new Candidate(source, sentence, _candidates.Count, Stems.In(sentence.Text), mail));
    }

    private static readonly double Neighbour = double.Parse(Environment.GetEnvironmentVariable("P_NB")??"0.35",System.Globalization.CultureInfo.InvariantCulture);
    private static readonly double P_FRAG = double.Parse(Environment.GetEnvironmentVariable("P_FRAG")??"0.3",System.Globalization.CultureInfo.InvariantCulture), P_OWN = double.Parse(Environment.GetEnvironmentVariable("P_OWN")??"0.8",System.Globalization.CultureInfo.InvariantCulture);
    private static readonly double P_REL=double.Parse(Environment.GetEnvironmentVariable("P_REL")??"2",System.Globalization.CultureInfo.InvariantCulture), P_NEAR=double.Parse(Environment.GetEnvironmentVariable("P_NEAR")??"0.6",System.Globalization.CultureInfo.InvariantCulture), P_ABOUT=double.Parse(Environment.GetEnvironmentVariable("P_ABOUT")??"0.3",System.Globalization.CultureInfo.InvariantCulture), P_DECAY=double.Parse(Environment.GetEnvironmentVariable("P_DECAY")??"0.8",System.Globalization.CultureInfo.InvariantCulture), P_BASE=double.Parse(Environment.GetEnvironmentVariable("P_BASE")??"0.1",System.Globalization.CultureInfo.InvariantCulture), P_LEN=double.Parse(Environment.GetEnvironmentVariable("P_LEN")??"0.3",System.Globalization.CultureInfo.InvariantCulture);
    private void Score(Candidate candidate)
    {
        double own = 0, near = 0, about = 0, total = 0;
        foreach (var (word, weight) in _weights)
        {
            total += weight;
            if (candidate.Stems.Contains(word))
                own += weight;
            else if (candidate.Mail.About.Contains(word))
                about += weight;
            else
                near += weight * Math.Max(Nearness(candidate, word), candidate is { Sentence.IsQuoted: false, Mail.OwnIsShort: true } && candidate.Mail.All.Contains(word) ? P_OWN : 0);
        }

        candidate.Covered = own + near + about;
        var news = candidate.Stems.Count(s => !_weights.ContainsKey(s) && !StopWords.Contains(s));
        var score = (P_BASE * total) + own + (P_NEAR * near) + (P_ABOUT * about);
        score *= 1 + _asked.Bonus(candidate.Sentence.Text);
        score *= news < 2 ? 0.4 : 1;
        score *= IsFragment(candidate.Sentence.Text) ? P_FRAG : 1;
        score *= candidate.Sentence.Text.EndsWith('?') ? 0.6 : 1;
        score *= candidate.Sentence.IsQuoted ? QuotedDiscount : 1;
        score *= candidate.Length > MaxQuoteWords ? Math.Pow((double)MaxQuoteWords / candidate.Length, P_LEN) : 1;
        candidate.Score = score * Math.Pow(candidate.Source.Relevance, P_REL);
    }

    /// <summary>How near a word stands in the same mail: 1 in the next sentence, falling with each one further.</summary>
    private double Nearness(Candidate candidate, string word)
    {
        for (var distance = 1; distance <= 5; distance++)
        {
            if (Has(candidate.Index - distance) || Has(candidate.Index + distance))
                return Math.Pow(P_DECAY, distance - 1);
        }

        return 0;

        bool Has(int i) => i >= 0 && i < _candidates.Count && _candidates[i].Source == candidate.Source && _candidates[i].Stems.Contains(word);
    }

    /// <summary>The share of a question's weight that an answer must cover: all but all of a short question; of a long one, which
    /// says things in words of its own, less.</summary>
    private static double LeastCoverage(int words) => Math.Clamp(COV_A - (COV_B * words), COV_C, 0.8);

    /// <summary>Cuts a long sentence to the window that holds most of the question's words.</summary>
    private string Shorten(string text, int words)
    {
        var all = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (all.Length <= words)
            return string.Join(' ', all);
        var weights = Array.ConvertAll(all, w => Words.Of(w).Sum(part => _weights.GetValueOrDefault(Stems.Of(part.Text))));
        var best = 0;
        double sum = weights.Take(words).Sum(), bestSum = sum;
        for (var start = 1; start + words <= all.Length; start++)
        {
            sum += weights[start + words - 1] - weights[start - 1];
            if (sum > bestSum + 1e-9)
                (best, bestSum) = (start, sum);
        }

        return $"{(best > 0 ? "… " : "")}{string.Join(' ', all.Skip(best).Take(words))}{(best + words < all.Length ? " …" : "")}";
    }

    /// <summary>Signatures, addresses, captions: a few words that end in nothing.</summary>
    private static bool IsFragment(string text)
    {
        var words = text.Split(' ').Count(static w => w.Length > 1 && w.Any(char.IsLower));
        return words < 4 || (words < 8 && text[^1] is not ('.' or '!' or '?' or ';' or ',' or ':' or ')')
            && text.Split(' ').Count(static w => char.IsUpper(w[0]) || char.IsDigit(w[0])) * 2 > words);
    }

    private static bool IsHeader(string sentence) => HeaderLine().IsMatch(sentence);

    [System.Text.RegularExpressions.GeneratedRegex(@"^(From|To|Cc|Bcc|Sent|Date|Subject|Von|An|Betreff|Gesendet|Datum)\s?:|^-+\s*(Original Message|Forwarded)|Forwarded by .* on |@[A-Z]{2,}|/(HOU|ENRON|ECT|NA)/|^\S+@\S+$", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex HeaderLine();

    private static bool Same(string a, string b) => a.Contains(b, StringComparison.OrdinalIgnoreCase) || b.Contains(a, StringComparison.OrdinalIgnoreCase);

    private sealed record MailWords(HashSet<string> About, HashSet<string> All, bool OwnIsShort);

    private sealed class Candidate(PromptSource source, Sentence sentence, int index, HashSet<string> stems, MailWords mail)
    {
        public PromptSource Source => source;

        public Sentence Sentence => sentence;

        public int Index => index;

        public HashSet<string> Stems => stems;

        public MailWords Mail => mail;

        public int Length { get; } = sentence.Text.Count(static c => c == ' ') + 1;

        public double Covered { get; set; }

        public double Score { get; set; }
    }
}
