using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Compliance.Findings;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Answers;

/// <summary>How much of what has to be taken out is, and how much of what is taken out has to be, on labelled lines of mails.</summary>
public sealed partial class PersonalDataQualityTests
{
    private const double Enough = 0.95;

    /// <summary>Letters and digits beside a labelled piece that may go with it.</summary>
    private const int MaxBeside = 8;

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["card number"] = "card",
        ["account number"] = "account",
        ["social security number"] = "identity",
        ["identity number"] = "identity",
        ["private key"] = "key",
        ["access token"] = "token",
        ["secret"] = "secret",
        ["e-mail address"] = "address",
        ["telephone number"] = "phone",
    };

    [Theory]
    [InlineData("dev", "card")]
    [InlineData("dev", "account")]
    [InlineData("dev", "identity")]
    [InlineData("dev", "key")]
    [InlineData("dev", "token")]
    [InlineData("dev", "secret")]
    [InlineData("dev", "address")]
    [InlineData("dev", "phone")]
    [InlineData("held", "card")]
    [InlineData("held", "account")]
    [InlineData("held", "identity")]
    [InlineData("held", "key")]
    [InlineData("held", "token")]
    [InlineData("held", "secret")]
    [InlineData("held", "address")]
    [InlineData("held", "phone")]
    public void Find_LabelledLines_TakesOutWhatItShouldAndLittleElse(string part, string kind)
    {
        int wanted = 0, found = 0, taken = 0, rightly = 0;
        var faults = new StringBuilder();
        foreach (var (text, labels) in Lines(part))
        {
            var pieces = PersonalData.Find(text, RedactionPolicy.Strict);
            foreach (var label in labels.Where(l => l.What == kind))
            {
                wanted++;
                var isFound = Enumerable.Range(label.Start, label.End - label.Start)
                    .All(i => !char.IsLetterOrDigit(text[i]) || pieces.Any(p => p.Start <= i && i < p.End));
                found += isFound ? 1 : 0;
                if (!isFound)
                    faults.AppendLine(CultureInfo.InvariantCulture, $"missed: {text}");
            }

            foreach (var piece in pieces.Where(p => Kinds[p.What] == kind))
            {
                taken++;
                var beside = Enumerable.Range(piece.Start, piece.End - piece.Start)
                    .Count(i => char.IsLetterOrDigit(text[i]) && !labels.Any(l => l.Start <= i && i < l.End));
                var isRight = labels.Any(l => l.Start < piece.End && piece.Start < l.End) && beside <= MaxBeside;
                rightly += isRight ? 1 : 0;
                if (!isRight)
                    faults.AppendLine(CultureInfo.InvariantCulture, $"taken: {text[piece.Start..piece.End]} of: {text}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{part} {kind}: precision {(double)rightly / taken:0.000}, recall {(double)found / wanted:0.000} of {wanted}"));
        wanted.ShouldBeGreaterThan(5);
        ((double)rightly / taken).ShouldBeGreaterThanOrEqualTo(Enough, faults.ToString());
        ((double)found / wanted).ShouldBeGreaterThanOrEqualTo(Enough, faults.ToString());
    }

    private static IEnumerable<(string Text, List<Finding> Labels)> Lines(string part)
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Folder, "tests", "Core.Tests", "Answers", "personal-data.txt")))
        {
            if (line.StartsWith('#') || line.Split('\t', 2) is not [var name, var marked] || name != part)
                continue;
            var plain = Escape().Replace(marked, static m => m.Value[1] switch
            {
                'n' => "\n",
                'r' => "\r",
                '\\' => "\\",
                _ => ((char)int.Parse(m.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
            });
            var text = new StringBuilder();
            var labels = new List<Finding>();
            foreach (var piece in plain.Split('⟦'))
            {
                if (piece.Split('⟧') is not [var label, var rest])
                {
                    text.Append(piece);
                    continue;
                }

                var bar = label.IndexOf('|', StringComparison.Ordinal);
                labels.Add(new Finding(text.Length, text.Length + label.Length - bar - 1, label[..bar]));
                text.Append(label, bar + 1, label.Length - bar - 1).Append(rest);
            }

            yield return (text.ToString(), labels);
        }
    }

    [GeneratedRegex(@"\\(?:[nr\\]|u[0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
