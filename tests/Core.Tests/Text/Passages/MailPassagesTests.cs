using System.Globalization;
using CsCheck;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Tests.Text.Passages;

public sealed class MailPassagesTests
{
    private const double Least = 0.99;

    private static readonly string[] Pieces =
        ["> ", "\n", "\n\n", "On Monday, 2 March, Anna wrote:", "From: a\nDate: b\nSubject: c\n", "-- \n", "x y z", "Regards,\n"];

    [Fact]
    public void Read_AttributionsOfAllPrograms_TellsEachLine()
    {
        var mails = new List<(string Program, ComposedMail Mail)>();
        foreach (var (program, n) in QuotingPrograms.Attributions.Select(static (p, i) => (p, i)))
        {
            foreach (var mark in new[] { "> ", ">" })
            {
                var (writer, lines, text, own) = Parts(program, n + mark.Length);
                mails.Add((program, new ComposedMail().Own(own).Own("").Introduction(lines).Quoted(writer, mark, text)));
                mails.Add((program, new ComposedMail().Introduction(lines).Quoted(writer, mark, text).Own("").Own(own)));
                mails.Add((program, new ComposedMail().Own("Hello,", "").Introduction(lines).Own("").Quoted(writer, mark, text[0])
                    .Own("", own[0], "").Quoted("", mark, text[^1]).Own("", own[^1])));
            }
        }

        mails.Count.ShouldBeGreaterThan(250);
        Check(mails);
    }

    [Fact]
    public void Read_HeaderBlocksOfAllPrograms_TellsEachLine()
    {
        var mails = new List<(string Program, ComposedMail Mail)>();
        foreach (var (program, n) in QuotingPrograms.Blocks.Select(static (p, i) => (p, i)))
        {
            for (var more = 0; more < 3; more++)
            {
                var (writer, lines, text, own) = Parts(program, n + more);
                mails.Add((program, new ComposedMail().Own(own).Own("", "").Introduction(lines).Quoted(writer, "", text)));
                mails.Add((program, new ComposedMail().Introduction(lines).Quoted(writer, "", text)));
                mails.Add((program, new ComposedMail().Own(own).Own("").Introduction([.. lines.Select(static l => $"> {l}")])
                    .Quoted(writer, "> ", text)));
            }
        }

        Check(mails);
    }

    [Theory]
    [InlineData("We go from: Kiel\nto: Oslo\non Friday.")]
    [InlineData("From: the harbour\nIt is far.")]
    [InlineData("From: 10 am\nTo: 12 pm\nin the shed")]
    [InlineData("Here is what I wrote:\n\nThe shed is closed.")]
    [InlineData("I wrote to them:\nno answer yet.")]
    [InlineData("The rule is as follows:\nnobody leaves.\n\nAnna wrote it down.")]
    [InlineData("a > b\nand b > c")]
    [InlineData(">From what I hear it is closed.")]
    [InlineData("Subject: to change, the price is\n1,400 euros.")]
    [InlineData("Date: 3 May 2024\nPlace: the shed\nSubject: the roof")]
    [InlineData(
        "--\nis what the meter shows.\n\nSo we wait, and go on with the second part of the list, which is "
            + "long.\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16")]
    public void Read_WhatOnlyLooksLikeIt_IsTheSendersOwn(string text) =>
        MailPassages.Read(text).ShouldAllBe(static p => p.Kind == PassageKind.New);

    [Theory]
    [InlineData("See you.\n\n-- \nAnna Berg\nTel. 0431 555", "Anna Berg")]
    [InlineData("The price is 5.\n\nBest regards,\nAnna Berg\nHead of Sheds\n+49 431 555", "Best regards")]
    [InlineData("Bis morgen.\n\nMit freundlichen Grüßen\nAnna Berg", "Mit freundlichen")]
    [InlineData("See you.\n\nSent from my iPhone", "Sent from")]
    [InlineData("Bis dann.\n\nVon meinem iPhone gesendet", "Von meinem")]
    public void Read_Signature_IsApart(string text, string begins)
    {
        var passage = MailPassages.Read(text).Where(static p => p.Kind == PassageKind.Signature).ShouldHaveSingleItem();

        text.Substring(passage.Start, passage.Length).ShouldContain(begins);
        MailPassages.Read(text)[0].Kind.ShouldBe(PassageKind.New);
    }

    [Theory]
    [InlineData("Thanks,\nthe price is 5 euros and we need it by noon on Friday.\nAnna")]
    [InlineData("See below.\n\nRegards,\nAnna\n\nPS: the key is under the mat.")]
    public void Read_WordsBelowAClosing_AreNotLost(string text)
    {
        var last = text.Split('\n').MaxBy(static l => l.Length)!;

        MailPassages.Read(text).Single(p => p.Start <= text.IndexOf(last, StringComparison.Ordinal)
            && text.IndexOf(last, StringComparison.Ordinal) < p.Start + p.Length).Kind.ShouldBe(PassageKind.New);
    }

    [Theory]
    [InlineData("This e-mail and any attachments are confidential and intended only for the addressee.")]
    [InlineData("Diese E-Mail enthält vertrauliche Informationen.")]
    [InlineData("You received this message because you are subscribed to the group Sheds.")]
    [InlineData("_______________________________________________\nSheds mailing list\nhttps://lists.example.org/mailman/listinfo/sheds")]
    public void Read_Footer_IsApart(string footer)
    {
        var passages = MailPassages.Read($"The price is 5.\n\n{footer}");

        passages.Select(static p => p.Kind).ShouldBe([PassageKind.New, PassageKind.Footer]);
    }

    [Theory]
    [InlineData("On Friday, May 3, 2024 at 10:12:45 AM GMT+2, Anna Berg <anna@example.org> wrote:")]
    [InlineData("On Friday, May 3, 2024 at 10:12:45 AM PDT, Anna Berg <anna@example.org> wrote:")]
    [InlineData("Em sexta-feira, 3 de maio de 2024 10:12:45 BRT, Anna Berg <anna@example.org> escreveu:")]
    [InlineData("Пятница, 3 мая 2024, 10:12 +03:00 от Anna Berg <anna@example.org>:")]
    public void Read_ZoneOrWordBeforeTheName_IsNoneOfIt(string introduction) =>
        MailPassages.Read($"Yes.\n\n{introduction}\n\n> Is it open?")
        .Single(static p => p.Kind == PassageKind.Quoted).Author.ShouldBe("Anna Berg");

    [Theory]
    [InlineData("вт, 7 трав. 2024 р. о 10:12 Anna Berg <anna@example.org> пише:")]
    [InlineData("Em ter., 7 de mai. de 2024 às 10:12, Anna Berg <anna@example.org> escreveu:")]
    [InlineData("El mar, 5 de mar de 2024 a las 10:12, Anna Berg (<anna@example.org>) escribió:")]
    [InlineData("În mar., 5 mar. 2024 la 10:12, Anna Berg <anna@example.org> a scris:")]
    [InlineData("Στις Τρί 7 Μαΐ 2024 στις 10:12 π.μ., ο χρήστης Anna Berg <anna@example.org> έγραψε:")]
    [InlineData("На вт, 7.05.2024 г. в 10:12 ч. Anna Berg <anna@example.org> написа:")]
    [InlineData("uto, 7. svi 2024. u 10:12 Anna Berg <anna@example.org> napisao je:")]
    [InlineData("El dt., 7 de maig 2024 a les 10:12, Anna Berg (<anna@example.org>) va escriure:")]
    [InlineData("Pada Sel, 7 Mei 2024 pukul 10.12 Anna Berg <anna@example.org> menulis:")]
    [InlineData("Vào Th 3, 7 thg 5, 2024 vào lúc 10:12 Anna Berg <anna@example.org> đã viết:")]
    [InlineData("\u202bفي الثلاثاء، 7 مايو 2024 في 10:12 ص تمت كتابة ما يلي بواسطة "
        + "\u202aAnna Berg\u202c\u200f <\u202aanna@example.org\u202c\u200f>:\u202c")]
    [InlineData(">>> Anna Berg <anna@example.org> 5/7/2024 10:12 AM >>>")]
    [InlineData(">>> Anna Berg 07.05.2024 10:12 >>>")]
    [InlineData(">>> On 5/7/2024 at 10:12 AM, in message <6A1.B2@example.org>, Anna Berg <anna@example.org> wrote:")]
    [InlineData("---- On Tue, 07 May 2024 10:12:00 +0200 Anna Berg <anna@example.org> wrote ----")]
    public void Read_IntroductionOfFurtherLanguagesAndPrograms_NamesTheWriter(string introduction)
    {
        var passages = MailPassages.Read($"Yes, it is.\n\n{introduction}\n\nIs the boathouse open?");

        passages.Select(static p => p.Kind).ShouldBe([PassageKind.New, PassageKind.Introduction, PassageKind.Quoted]);
        passages[^1].Author.ShouldBe("Anna Berg");
    }

    [Fact]
    public void Read_HebrewIntroductionAboveMarkedLines_NamesTheWriter() => MailPassages.Read(
            "Yes.\n\n"
            + "\u202bבתאריך יום ג׳, 7 במאי 2024 ב-10:12 מאת \u202a"
            + "Anna Berg\u202c <\u202aanna@example.org\u202c>:\u202c\n\n> Is it open?")
        .Single(static p => p.Kind == PassageKind.Quoted).Author.ShouldBe("Anna Berg");

    [Theory]
    [InlineData("---- boathouse open on 7 May 2024 ----")]
    [InlineData(">>> boathouse >>>\n>>> open from 10:12 >>>")]
    [InlineData("On Monday, 3 boats leave:\nthe red one first.")]
    public void Read_RuleThatNamesNoWriter_GivesTheWordToNoOne(string text) => MailPassages.Read($"{text}\n\nIt is open.")[^1]
        .Kind.ShouldBe(PassageKind.New);

    [Theory]
    [InlineData("On 3 May 2024, Anna Berg wrote:", "Anna Berg")]
    [InlineData("Am 3. Mai 2024 schrieb Anna Berg:", "Anna Berg")]
    [InlineData("Am 3. Mai 2024 schrieb Anna Berg (Kelp SA):", "Anna Berg")]
    public void Read_LineWithANumberRightAboveAnIntroduction_IsTheSenders(string introduction, string author)
    {
        var passages = MailPassages.Read($"We need 3 boats and room for 12\n{introduction}\n> Is it open?");

        passages.Select(static p => p.Kind).ShouldBe([PassageKind.New, PassageKind.Introduction, PassageKind.Quoted]);
        passages[^1].Author.ShouldStartWith(author);
    }

    [Theory]
    [InlineData("On 6 September 2024, Anna Berg said:")]
    [InlineData("Anna Berg said:")]
    [InlineData("On Fri, 3 May 2024, Anna Berg mused:")]
    [InlineData("On 3 May 2024, Anna Berg wrote:\n[...]")]
    [InlineData("On 3 May 2024, Anna Berg wrote:\n\n<snip>\n")]
    public void Read_MarkedLinesBelowOtherWords_AreTheWritersAndNoOthers(string introduction)
    {
        var passages = MailPassages.Read($"{introduction}\n> Is it open?\n\nYes, from nine.\n\n> And the key?\n\nBelow the mat.");

        passages.Where(static p => p.Kind == PassageKind.New).Count().ShouldBeGreaterThanOrEqualTo(2);
        passages.First(static p => p.Kind == PassageKind.Quoted).Author.ShouldBe("Anna Berg");
        passages[^1].Kind.ShouldBe(PassageKind.New);
    }

    [Theory]
    [InlineData("--]")]
    [InlineData("# ")]
    [InlineData("| ")]
    [InlineData("%")]
    [InlineData("    Anna> ")]
    public void Read_LinesWithAMarkOfTheSendersOwn_AreTheWritersAndNoOthers(string mark)
    {
        var passages = MailPassages.Read(
            $"On 3 May 2024, Anna Berg wrote:\n{mark}Is it open?\n{mark}And the key?\n\nYes, from nine.\n\n{mark}Bye\n");

        passages.Select(static p => p.Kind).ShouldBe(
            [PassageKind.Introduction, PassageKind.Quoted, PassageKind.New, PassageKind.Quoted]);
        passages[1].Author.ShouldBe("Anna Berg");
    }

    [Fact]
    public void Read_ListRightBelowAnIntroduction_IsNoMark() => MailPassages.Read(
        "On 3 May 2024, Anna Berg wrote:\n\n- the shed\n- the key\n\nBring boots.").Select(static p => p.Kind)
        .ShouldBe([PassageKind.Introduction, PassageKind.Quoted]);

    [Theory]
    [InlineData("As Anna Berg said:\n\nThe shed is open.")]
    [InlineData("On 3 May 2024 Anna said:\nIt costs 5 euros.")]
    public void Read_SentenceThatSaysWhatSomebodySaid_IsTheSenders(string text) =>
        MailPassages.Read(text).ShouldHaveSingleItem().Kind.ShouldBe(PassageKind.New);

    [Theory]
    [InlineData("\"Anna Berg\" <anna@example.org> on 05/03/2024 10:12 AM\nPlease respond to <anna@example.org>\nTo: Ben\nSubject: Shed\n")]
    [InlineData("Anna Berg@KELP\n05/03/2024 10:12 AM\nTo: Ben Carter/HOU/KELP@KELP\nI\ncc: Carla\nSubject: Shed\n")]
    [InlineData("Anna Berg@KELP\n05/03/2024 10:12 AM\nTo: Ben\ncc: Carla Diaz/KELP@KELP (bcc: Dan\nKeel/HOU/KELP)\nSubject: Shed\n")]
    public void Read_FieldsOfNotesWithOddLines_NameTheWriter(string fields)
    {
        var passages = MailPassages.Read($"Fine with me.\n\n{fields}\nThe shed is open.");

        passages.Select(static p => p.Kind).ShouldBe([PassageKind.New, PassageKind.Introduction, PassageKind.Quoted]);
        passages[^1].Author.ShouldStartWith("Anna Berg");
    }

    [Fact]
    public void Read_EndOfAForwardedMailWithinAQuotation_DoesNotGiveTheWordToTheSender()
    {
        var passages = MailPassages.Read(
            "Look.\n\n--- begin forwarded text\n\n> It is open.\n>\n> --- end forwarded text\n>\n> --\n> Anna\n\n"
                + "--- end forwarded text\n\nBye.");

        passages.Where(static p => p.Kind == PassageKind.New).Select(static p => p.Length).ShouldBe([5, 4]);
    }

    [Fact]
    public void Read_ForwardedMail_IsTheWordsOfItsWriter()
    {
        var passages = MailPassages.Read(
            "FYI\n\n---------- Forwarded message ---------\nFrom: Anna Berg <anna@example.org>\nDate: Fri, 3 May 2024\nSubject: Shed\n\n"
                + "The shed is 5 m wide.\n\nOn 2 May 2024, Carla Diaz wrote:\n> How wide is it?\n\n----- End forwarded message -----\n\nSo "
                + "there.");

        passages.Where(static p => p.Kind != PassageKind.Introduction).Select(static p => (p.Kind, p.Author, p.Date)).ShouldBe(
        [
            (PassageKind.New, "", null), (PassageKind.Forwarded, "Anna Berg", new DateOnly(2024, 5, 3)),
            (PassageKind.Quoted, "Carla Diaz", new DateOnly(2024, 5, 2)), (PassageKind.New, "", null),
        ]);
    }

    [Theory]
    [InlineData("On 3/5/\u0662\u0664 Anna Berg wrote:")]
    [InlineData("On \u0662\u0660\u0662\u0664-05-03 Anna Berg wrote:")]
    public void Read_DayInDigitsOfAnotherScript_NamesTheWriterWithoutIt(string introduction)
    {
        var quoted = MailPassages.Read($"Yes.\n\n{introduction}\n> Is it open?\n").Single(static p => p.Kind == PassageKind.Quoted);

        (quoted.Author, quoted.Date).ShouldBe(("Anna Berg", null));
    }

    [Fact]
    public void Read_QuotationsWithinQuotations_EachHasItsWriter()
    {
        var passages = MailPassages.Read(
            "Yes.\n\nOn 3 May 2024, Anna Berg wrote:\n> Is it open?\n>\n> On 2 May 2024, Carla Diaz wrote:\n>> It opens at 9.\n>> Bring "
                + "boots.\n> Thanks.\n");

        passages.Where(static p => p.Kind == PassageKind.Quoted).Select(static p => p.Author)
            .ShouldBe(["Anna Berg", "Carla Diaz", "Anna Berg"]);
    }

    [Fact]
    public void Read_AnyText_HoldsEachLineOnceInOrder() =>
        Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]))
            .Array[0, 20].Select(static parts => string.Concat(parts)).Sample(static text =>
            {
                var end = 0;
                foreach (var passage in MailPassages.Read(text))
                {
                    passage.Start.ShouldBeGreaterThanOrEqualTo(end);
                    text[end..passage.Start].Split('\n').ShouldAllBe(static l => l.Trim(' ', '>', '\t', '\r', '\u00a0').Trim().Length == 0);
                    end = passage.Start + passage.Length;
                }

                text[end..].Split('\n').ShouldAllBe(static l => l.Trim(' ', '>').Trim().Length == 0);
            });

    private static (string Writer, string[] Lines, string[] Text, string[] Own) Parts(string program, int n)
    {
        var (name, address) = QuotingPrograms.Writers[n % QuotingPrograms.Writers.Length];
        return (name, string.Format(CultureInfo.InvariantCulture, program, name, address).Split('\n'),
            QuotingPrograms.Texts[n % QuotingPrograms.Texts.Length], QuotingPrograms.Own[n % QuotingPrograms.Own.Length]);
    }

    private static void Check(List<(string Program, ComposedMail Mail)> mails)
    {
        var counts = mails.Select(static m => (m.Program, m.Mail, Counts: m.Mail.Compare())).ToList();
        var all = counts.Aggregate(default(LineCounts), static (sum, c) => sum + c.Counts);
        var wrong =
            string.Join(
                "\n===\n", counts.Where(static c => c.Counts is { Missed: > 0 } or { TooMuch: > 0 } || c.Counts.Named > c.Counts.NamedRight)
            .DistinctBy(static c => c.Program).Select(static c => $"{c.Counts}\n{c.Mail.Text}"));

        all.Precision.ShouldBeGreaterThanOrEqualTo(Least, $"{all}\n{wrong}");
        all.Recall.ShouldBeGreaterThanOrEqualTo(Least, $"{all}\n{wrong}");
        all.Authors.ShouldBeGreaterThanOrEqualTo(Least, $"{all}\n{wrong}");
    }
}
