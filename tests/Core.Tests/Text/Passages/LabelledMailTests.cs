using System.Globalization;
using InboxMind.Core.Mail.Parsing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>Who said what, by line, over whole mails of all programs and languages. The forms of <see cref="HeldOutForms"/> are for the
/// final figure only: none of them is to be looked at while the reading is worked on.</summary>
public sealed class LabelledMailTests
{
    /// <summary>Mails made of each form, with other writers and texts.</summary>
    private const int OfEachForm = 4;

    private readonly MimeReader _reader = new(new FakeTimeProvider(TestMail.Now));

    [Fact]
    public void Set_AsAWhole_HasThreeHundredMailsAndAllLanguages()
    {
        var forms = QuotingForms.All.Concat(HeldOutForms.All).ToList();

        (forms.Count * OfEachForm).ShouldBeGreaterThanOrEqualTo(300);
        forms.Select(static f => (f.Program, f.Language, f.Template)).ShouldBeUnique();
        foreach (var part in (IReadOnlyList<QuotingForm>[])[QuotingForms.All, HeldOutForms.All])
        {
            part.Select(static f => f.Language).Distinct().Order(StringComparer.Ordinal)
                .ShouldBe(["cs", "da", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "sv", "tr", "zh"]);
        }
    }

    [Fact]
    public void Read_KnownForms_TellsWhoWroteEachLine() => Check(QuotingForms.All, names: true);

    [Fact]
    public void Read_HeldOutForms_TellsWhoWroteEachLine() => Check(HeldOutForms.All, names: false);

    private void Check(IReadOnlyList<QuotingForm> forms, bool names)
    {
        var (all, wrong) = (default(LineCounts), new List<string>());
        foreach (var mail in forms.SelectMany(static form => Enumerable.Range(0, OfEachForm).Select(i => new LabelledMail(form, i))))
        {
            var counts = mail.Compare(_reader);
            all += counts;
            if (counts is not { Missed: 0, TooMuch: 0, NewTooMuch: 0 } || counts.NewRight < counts.New || counts.NamedRight < counts.Named)
                wrong.Add(mail.Name);
        }

        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"quoted: precision {all.Precision:0.0000}, recall {all.Recall:0.0000}, writers {all.Authors:0.0000}; new: precision "
                + $"{all.NewPrecision:0.0000}, recall {all.NewRecall:0.0000}; {all.Right + all.Missed + all.Own} lines")
            + (names ? $"; not right in all lines: {string.Join(", ", wrong)}" : $"; {wrong.Count} mails not right in all lines");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        all.Precision.ShouldBeGreaterThanOrEqualTo(0.99, said);
        all.Recall.ShouldBeGreaterThanOrEqualTo(0.99, said);
        all.Authors.ShouldBeGreaterThanOrEqualTo(0.95, said);
        all.NewPrecision.ShouldBeGreaterThanOrEqualTo(0.95, said);
        all.NewRecall.ShouldBeGreaterThanOrEqualTo(0.99, said);
    }
}
