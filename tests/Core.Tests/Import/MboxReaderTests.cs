using System.Text;
using CsCheck;
using InboxMind.Core.Import;

namespace InboxMind.Core.Tests.Import;

public sealed class MboxReaderTests
{
    private const string From = "From anna@x.example Mon Mar  2 10:00:00 2026\n";

    /// <summary>What the reader has in memory at a time.</summary>
    private const int Buffer = 128 * 1024;

    [Fact]
    public void Read_TwoMails_GivesBothWithoutTheFormatsLines() =>
        Read($"{From}Subject: a\n\none\n\n{From}Subject: b\n\ntwo\n\n").ShouldBe(["Subject: a\n\none\n", "Subject: b\n\ntwo\n"]);

    [Fact]
    public void Read_Crlf_IsKept() =>
        Read($"{From}Subject: a\n\none\n\n{From}Subject: b\n\ntwo\n\n".Replace("\n", "\r\n"))
            .ShouldBe(["Subject: a\r\n\r\none\r\n", "Subject: b\r\n\r\ntwo\r\n"]);

    [Fact]
    public void Read_CrlfMailsBetweenLfSeparators_LoseOnlyTheFormatsLine() =>
        Read($"{From}a: b\r\n\r\none\r\n\n{From}a: b\n\ntwo\n\r\n").ShouldBe(["a: b\r\n\r\none\r\n", "a: b\n\ntwo\n"]);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n\n\r\n", new string[0])]
    [InlineData(From, new[] { "" })]
    [InlineData(From + "Subject: a", new[] { "Subject: a" })]
    [InlineData(From + "Subject: a\n\nno newline at the end", new[] { "Subject: a\n\nno newline at the end" })]
    [InlineData(From + "Subject: a\n\none\n" + From, new[] { "Subject: a\n\none\n" + From })]
    [InlineData(From + "\n" + From + "\n", new[] { "\n" + From })]
    [InlineData("Subject: no From line\n\none\n\n" + From + "a: b\n", new[] { "Subject: no From line\n\none\n", "a: b\n" })]
    [InlineData("\u00EF\u00BB\u00BF" + From + "one\n", new[] { "one\n" })]
    [InlineData(From + "a: b\n\none\n\u00EF\u00BB\u00BF" + From + "Subject: b\n", new[] { "a: b\n\none\n", "Subject: b\n" })]
    [InlineData(From + From + "a: b\n\none\n", new[] { From + "a: b\n\none\n" })]
    [InlineData("\n\n" + From + "one\n", new[] { "one\n" })]
    public void Read_OddFiles_GivesWhatIsThere(string mbox, string[] mails) => Read(mbox).ShouldBe(mails);

    [Theory]
    [InlineData(">From x\n", "From x\n")]
    [InlineData(">>From x\n", ">From x\n")]
    [InlineData(">>>>From x\n", ">>>From x\n")]
    [InlineData("> From x\n", "> From x\n")]
    [InlineData(">Fromage\n", ">Fromage\n")]
    [InlineData(">from x\n", ">from x\n")]
    [InlineData(">\n", ">\n")]
    [InlineData(">From \n", "From \n")]
    [InlineData("x >From y\n", "x >From y\n")]
    public void Read_QuotedFromLine_LosesOneMark(string line, string expected) =>
        Read($"{From}a: b\n\n{line}").ShouldBe([$"a: b\n\n{expected}"]);

    [Theory]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 2026", 10)]
    [InlineData("From anna@x.example  Mon Mar 02 10:00:00 2026", 10)]
    [InlineData("From anna@x.example Mon Mar 2 10:00 2026", 10)]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 +0100 2026", 9)]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 MET DST 2026", 8)]
    [InlineData("From - Mon Mar 02 10:00:00 2026", 10)]
    [InlineData("From ???@??? Mon Mar 02 10:00:00 2026", 10)]
    [InlineData("From \"Anna Berg\"@x.example Mon Mar  2 10:00:00 2026", 10)]
    [InlineData("From MAILER-DAEMON Mon Mar  2 10:00:00 2026 remote from x", 10)]
    [InlineData("From 1234567890@xxx Mon Mar 02 10:00:00 +0000 2026", 10)]
    [InlineData("From anna@x.example Mon, 2 Mar 2026 10:00:00 -0500", 15)]
    [InlineData("From anna@x.example Mon Mar  2 10:00:00 CET 2026", 9)]
    [InlineData("From - anna@x.example Mon Mar 02 2026 10:00:00 GMT+0100 (CET)", 9)]
    [InlineData("From anna@x.example 2026-03-02T10:00:00Z", 10)]
    [InlineData("From anna@x.example 2026-03-02 10:00:00 +0200", 8)]
    [InlineData("From anna@x.example lun. 2 mars 2026 10:00:00", 10)]
    [InlineData("From anna@x.example Mo Mär 02 10:00:00 2026", 10)]
    [InlineData("From anna@x.example 02.03.2026 10:00:00", 10)]
    [InlineData("From anna@x.example 2 Mar 26 10:00", 10)]
    public void Read_FromLineOfAnyProgram_EndsAMail(string line, int hour)
    {
        foreach (var gap in (string[])["\n", ""])
        {
            var mails = Mails($"{From}Subject: one\n\none\n{gap}{line}\nSubject: two\n\ntwo\n");

            mails.Count.ShouldBe(2);
            mails[1].Date.ShouldBe(new DateTimeOffset(2026, 3, 2, hour, 0, 0, TimeSpan.Zero));
        }
    }

    [Theory]
    [InlineData("From ")]
    [InlineData("From -")]
    [InlineData("From anna@x.example")]
    [InlineData("From anna")]
    [InlineData("From x Mon Xxx 99 10:00:00 2026")]
    public void Read_FromLineWithoutDate_EndsAMailWhereAMailsHeaderFollows(string line)
    {
        Mails($"{From}a: b\n\none\n{line}\nFrom: b@x.example\nSubject: two\n\ntwo\n")[1].Date.ShouldBeNull();
        Doubted($"{From}a: b\n\none\n{line}\nFrom: b@x.example\ntwo\n\n", 1).ShouldBe(1);
        Doubted($"{From}a: b\n\none\n{line}\ntwo\n", 1).ShouldBe(0);
    }

    [Theory]
    [InlineData("X-IMAP: 1714723965 0000000002\n")]
    [InlineData("X-IMAPbase: 1714723965 2\nStatus: RO\n")]
    public void Read_DataOfTheFolderItself_IsNoMail(string mark) =>
        Read($"{From}From: Mail System Internal Data <MAILER-DAEMON@host>\n"
            + $"Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n{mark}\nNot a real message.\n\n{From}a: b\n\none\n")
            .ShouldBe(["a: b\n\none\n"]);

    [Fact]
    public void Read_MailAboutTheDataOfAFolder_IsOne() =>
        Read($"{From}From: a@x.example\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n\nWhat is it?\n").Count.ShouldBe(1);

    [Fact]
    public void Read_FromLineWithDateAndNoHeader_StaysAndIsCounted() =>
        Doubted($"{From}a: b\n\nas in\n\n{From}\nwhich begins a mail\n", 1).ShouldBe(1);

    [Fact]
    public void Read_HeaderBehindAForeignLine_EndsAMail() =>
        Doubted($"{From}a: b\n\none\n\n{From}Internet Headers Version 2\nFrom: b@x.example\nSubject: two\n\ntwo\n", 2).ShouldBe(0);

    [Theory]
    [InlineData("From Anna and me\nSubject: a note on what she said\nDate: unknown\n")]
    [InlineData("From here on\nSubject: means the topic\nTo: means us\n")]
    public void Read_SentenceAboveSomethingLikeAHeader_StaysAndIsCounted(string text) =>
        Doubted($"{From}a: b\n\none\n\n{text}", 1).ShouldBe(1);

    [Fact]
    public void Read_ContentLengthThatFits_KeepsFromLinesInTheMail()
    {
        var body = $"see\n\n{From}Subject: old\n\n>From there\n";
        var mbox = $"{From}Subject: a\nContent-Length: {body.Length}\n\n{body}\n{From}Subject: b\n\ntwo\n";

        Read(mbox).ShouldBe([$"Subject: a\nContent-Length: {body.Length}\n\n{body}", "Subject: b\n\ntwo\n"]);
        Read(mbox[..mbox.LastIndexOf(From, StringComparison.Ordinal)]).Count.ShouldBe(1);
    }

    [Fact]
    public void Read_ContentLengthOfAMailWithOtherLineEnds_Fits()
    {
        var body = $"see\n\n{From}Subject: old\n\nend\n";
        var mbox = $"{From}Subject: a\nContent-Length: {body.Length}\n\n{body}\n{From}Subject: b\n\ntwo\n".Replace("\n", "\r\n");

        Read(mbox).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(999_999_999_999)]
    public void Read_ContentLengthThatDoesNotFit_CountsForNothing(long length) =>
        Read($"{From}Subject: a\nContent-Length: {length}\n\none\n\n{From}Subject: b\n\ntwo\n\n{From}Subject: c\n\nthree\n"
            + $"").Count.ShouldBe(3);

    [Fact]
    public void Read_LengthThatFitsWithQuotedLines_TakesTheirMarksOff()
    {
        var body = ">From there\n";

        Read($"{From}a: b\nContent-Length: {body.Length}\n\n{body}\n{From}a: b\n")[0].ShouldEndWith("\n\nFrom there\n");
    }

    [Fact]
    public void Read_CrAlone_IsReadAsLf() =>
        Read($"{From}Subject: a\n\none\n\n{From}Subject: b\n\ntwo\n".Replace('\n', '\r')).ShouldBe(["Subject: a\n\none\n",
            "Subject: b\n\ntwo\n"]);

    [Theory]
    [InlineData("From now on we meet at 10:30 on Mondays.")]
    [InlineData("From what I saw at 10:30 in 2019 it works.")]
    [InlineData("From 10:00:00 to 11:00:00 2026 samples")]
    [InlineData("From Berlin Mon Mar  2 10:00:00")]
    [InlineData("From Berlin Mon Mar  2 2026")]
    [InlineData("From: Mon Mar  2 10:00:00 2026")]
    [InlineData("From")]
    [InlineData("From ")]
    [InlineData("from anna@x.example Mon Mar  2 10:00:00 2026")]
    [InlineData(" From anna@x.example Mon Mar  2 10:00:00 2026")]
    public void Read_SentenceThatBeginsWithFrom_EndsNoMail(string line) => Read($"{From}one\n\n{line}\ntwo\n").Count.ShouldBe(1);

    [Fact]
    public void Read_SeparatorWithoutDate_IsNoneToo() => Mails("From x Mon Xxx 99 10:00:00 2026\na: b\n")[0].Date.ShouldBeNull();

    [Fact]
    public void Read_ImpossibleDate_GivesTheMailWithoutDate() => Mails("From x Mon Feb 30 10:00:00 2026\na: b\n")[0].Date.ShouldBeNull();

    [Theory]
    [InlineData(Buffer - 1)]
    [InlineData(Buffer)]
    [InlineData(Buffer + 1)]
    [InlineData((3 * Buffer) + 17)]
    public void Read_LineLongerThanTheBuffer_IsKeptAsItIs(int length)
    {
        // After the buffer's end the line goes on with what would mean something at a line's beginning.
        foreach (var rest in (string[])["\n", ">From x\n", $"{From}", ""])
        {
            var body = $"a: b\n\n{new string('x', length)}{rest}\nend\n";

            Read($"{From}{body}").ShouldBe([body]);
        }
    }

    [Fact]
    public void Read_LongLineWhoseLastPieceIsALineEnd_IsNoEmptyLine()
    {
        // The separator is preceded by a line that is not empty, however it fell into pieces.
        for (var length = Buffer - From.Length - 8; length < Buffer + 2; length++)
            Read($"{From}a: b\n{new string('x', length)}\n{From}c: d\n\ntwo\n").Count.ShouldBe(1, $"length {length}");
    }

    [Fact]
    public void Read_MailLargerThanTheBuffer_IsWhole()
    {
        var body = string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"line {i}\n"));

        Read($"{From}{body}\n{From}a: b\n\n").ShouldBe([body, "a: b\n"]);
    }

    [Fact]
    public void Read_AnyMailsWrittenAsMboxrd_GivesTheirBytes()
    {
        var line = Gen.OneOf(
            Gen.String[Gen.Char["From >:\u00ff\0ab"], 0, 20],
            Gen.OneOf("", "From x", ">From x", ">>From x", From.TrimEnd(), ">" + From.TrimEnd(), new string('y', 300)));
        var mail = Gen.Select(line.Array[1, 8], Gen.OneOf("\n", "\r\n"))
            .Select(static (lines, end) => string.Join(end, ["Subject: x", "", .. lines]) + end);
        Gen.Select(mail.Array[0, 5], Gen.Int[1, 50]).Sample(
            static (mails, chunk) =>
            {
                var mbox = string.Concat(mails.Select(static m => $"{From}{Quote(m)}\n"));
                Read(new TricklingStream(Encoding.Latin1.GetBytes(mbox), chunk)).ShouldBe(mails);
            },
            iter: Iterations.Of(2_000));
    }

    [Fact]
    public void Read_AnyBytes_LosesNothingButTheFormatsLines() =>
        Gen.String[Gen.Char["From >\n\r:2026MonMar10"], 0, 300].Sample(
            static text =>
            {
                var mails = Read(text);
                mails.Sum(static m => m.Length).ShouldBeLessThanOrEqualTo(text.Length);
                if (text.Trim('\r', '\n').Length > 0)
                    mails.ShouldNotBeEmpty();
            },
            iter: Iterations.Of(2_000));

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        using var mails = new MboxReader(new MemoryStream(Encoding.Latin1.GetBytes($"{From}a: b\n\n{From}b: c\n\n{From}c: d\n"))).Read(
            stop.Token)
            .GetEnumerator();
        mails.MoveNext().ShouldBeTrue();

        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => mails.MoveNext());
    }

    private static string Quote(string mail) =>
        string.Concat(mail.Split('\n')
            .Select((line, i) =>
                $"{(i > 0 ? "\n" : "")}{(line.TrimStart('>').StartsWith("From ", StringComparison.Ordinal) ? ">" : "")}{line}"));

    private static List<string> Read(string mbox) => Read(new MemoryStream(Encoding.Latin1.GetBytes(mbox)));

    private static List<string> Read(Stream mbox) =>
        [.. new MboxReader(mbox).Read(default).Select(static m => Encoding.Latin1.GetString(m.Bytes.Span))];

    /// <summary>How many lines were in doubt, of a file that gives so many mails.</summary>
    private static long Doubted(string mbox, int mails)
    {
        var reader = new MboxReader(new MemoryStream(Encoding.Latin1.GetBytes(mbox)));
        reader.Read(default).Count().ShouldBe(mails);
        return reader.Doubted;
    }

    private static List<MboxMail> Mails(string mbox) => [.. new MboxReader(new MemoryStream(Encoding.Latin1.GetBytes(mbox))).Read(default)];

    /// <summary>Gives a few bytes at a time, as a pipe or a decompressor may.</summary>
    private sealed class TricklingStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
