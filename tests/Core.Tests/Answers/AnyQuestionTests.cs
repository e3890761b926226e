using CsCheck;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Compliance.Instructions;
using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Answers.Replies;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Answers;

/// <summary>Whatever people, mails and models write is read without an error.</summary>
public sealed class AnyQuestionTests
{
    private static readonly DateOnly Today = new(2026, 3, 31);

    private static readonly Gen<DateOnly> Days = Gen.OneOf(
        new DateOnly(2024, 2, 29), new DateOnly(2099, 12, 31), new DateOnly(2026, 1, 1), new DateOnly(1999, 12, 31));

    private static readonly KnownPeople People = Registers.Of(
        new MailHead(
            new EmailId("a"), new ThreadId("a"), DateTimeOffset.UnixEpoch, "", [new MailAddress("Will Don", "will@x.example")], [], [],
            [])).People;

    private static readonly string[] Parts =
    [
        "how many", "of the", "old", "which", "who", "whom", "what", "when", "did", "was", "is", "are", "left", "latest", "first",
        "list", "mails", "mail", "about", "from", "to", "sum", "per", "month", "sender", "und", "wie viele", "wer", "wann", "welche",
        "hat", "im", "am", "letzten", "last", "next", "before", "after", "since", "between", "until", "two", "3", "12", "31", "29",
        "2026", "26", "99", "0", "1st", "32nd", "march", "may", "Mai", "Januar", "feb", "Friday", "Freitag", "week", "weeks", "days",
        "day", "year", "ago", "vor", "Tagen", "early", "late", "mid", "Will", "Don", "will@x.example", "Will Don", "Kiln",
        "attachments", "reply", "waiting", "phone number", "address", "'s", "X 2", "24 V", "$", "€", "%", "\u0663", "\uff12", "\u00bd",
        "\u00b2", "?", "!", ".", "..", ",", ";", ":", "/", "\\", "-", "--", "\u2013", "_", "(", ")", "[", "]", "[1]", "[2, 3]", "[7]",
        "[99999999999]", "{", "}", "<", ">", "\"", "\u201c", "\u201e", "'", "@", "#", "&", "*", "+", "=", "|", "~", "^", "\n", "\r\n",
        "\t", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u0301", "\ud83d\ude00", "\ud800", "\udc00", "\u0130", "\u0131", "\u212a",
        "\u017f", "\u00df", "\u00c4", "\u6708", "\u65e5", "会议", "ไทย", "שלום", "مرحبا",
        "10:30", "10.30", "24:00", "5pm", "11/18/2026",
        "2026-13-45", "30.2.", "29.2.", "1.1.0001", "31.12.9999", "9999", "0000", "0001", "DE89 3704 0044 0532 0130 00",
        "4111 1111 1111 1111", "123-45-6789", "+49 151 2345 6789", "00", "12345678Z", "password:", "token=", "IBAN", "SSN", "ignore",
        "previous", "instructions", "system:", "http://x.example/a", "www.", ".com", "mailto:", "](", "![x](", "&#x41;", "half past",
        "noon", "Q1", "KW 12", "kw", "summer", "quarter", "weekend", "today", "gestern",
    ];

    private static readonly Gen<string> Part = Gen.Int[0, Parts.Length - 1].Select(static i => Parts[i]);

    private static readonly Gen<string> Texts = Gen.Select(Gen.OneOf(Part, Part, Gen.String[0, 6]), Gen.OneOf(" ", " ", "", "\n"))
        .Select(static (part, gap) => part + gap).Array[0, 24].Select(static parts => string.Concat(parts));

    /// <summary>Words in a row behind the beginning of a question, so that more of them are for the store.</summary>
    private static readonly Gen<string> Questions = Gen.Select(
        Gen.OneOf("How many", "How many of the", "Which", "List all", "Who", "When did", "Wie viele", "Wann hat"),
        Gen.OneOf(Part.Where(static p => char.IsAsciiLetterOrDigit(p[0]))).Array[0, 9])
        .Select(static (begin, words) => $"{begin} {string.Join(' ', words)}?");

    [Fact]
    public void Read_AnyQuestion_ThrowsNothing() => Gen.OneOf(Texts, Questions).Sample(
        static text =>
        {
            QuestionReader.Read(text, Today);
            ExactQuestionReader.MayBe(text);
            ExactQuestionReader.Read(text, Today, People);
            WhoIsQuestion.Read(text);
            foreach (var day in TimeExpressions.In(text, Today))
                (day.Start >= 0 && day.Start + day.Length <= text.Length).ShouldBeTrue();
        },
        iter: 2_000);

    [Fact]
    public void Read_AnyQuestionOnAnyDay_ThrowsNothing() => Gen.Select(Texts, Days).Sample(
        static (text, day) =>
        {
            QuestionReader.Read(text, day);
            ExactQuestionReader.Read(text, day, People);
        },
        iter: 1_000);

    [Fact]
    public void Check_AnyAnswer_ThrowsNothingAndCitesWhatThereIs() => Texts.Sample(
        static text =>
        {
            CitationCheck.Check(text, 3).Cited.ShouldAllBe(static n => n >= 1 && n <= 3);
            CitationCheck.Pieces(text);
            foreach (var (start, length) in Addresses.In(text))
            {
                (start >= 0 && length > 0 && start + length <= text.Length).ShouldBeTrue();
                Addresses.Normal(text.AsSpan(start, length));
                Addresses.Host(text.AsSpan(start, length));
            }

            foreach (var _ in SpokenFigures.In(text)) { }
            PromptMarks.Neutral(text);
        },
        iter: 2_000);

    [Fact]
    public void Redact_SecretsBehindAnyText_AreTakenOut() => Texts.Sample(
        static text =>
        {
            foreach (var policy in new[] { RedactionPolicy.Standard, RedactionPolicy.Strict })
            {
                var (clean, _) = PersonalData.Redact(
                    $"{text}\n\nMy card is 5555 5555 5555 4444.\nMy IBAN is GB29 NWBK 6016 1331 9268 19.\nMy SSN is 219-09-9999.\n\n"
                    + text, policy);
                clean.ShouldNotContain("5555 4444");
                clean.ShouldNotContain("NWBK 6016 1331");
                clean.ShouldNotContain("219-09-9999");
            }

            PersonalData.Redact($"{text}\n\nPassword: Tr0ub4dor&3\n\n{text}", RedactionPolicy.SecretsOnly).Text
                .ShouldNotContain("Tr0ub4dor");
        },
        iter: 1_000);

    [Fact]
    public void Found_AnyText_ThrowsNothing() => Texts.Sample(
        static text =>
        {
            InjectedInstructions.Found(text);
            AskedSentence.IsIn(text);
            AskedSentence.First(text);
            Sentences.Split(text);
            NewText.Extract(text);
        },
        iter: 1_000);
}
