using System.Text;
using System.Text.Json;
using CsCheck;

namespace InboxMind.Core.Tests.Mail;

public sealed class ShortDetailsTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["aZ ü漢\"\\\0<>\n"], 0, 20];

    private static readonly Gen<MailAddress[]> People =
        Gen.Select(Text, Text, static (name, address) => new MailAddress(name, address)).Array[0, 3];

    private static readonly Gen<AttachmentInfo[]> Files = Gen.Select(
        Text, Text, Gen.Long, Gen.OneOf(Text, Gen.Const("").Select(static _ => (string)null!)), Gen.Bool,
        static (name, type, size, id, isInline) => new AttachmentInfo(name, type, size, id, isInline)).Array[0, 3];

    private static readonly Gen<MessageDetails> Details = Gen.Select(
        Gen.Select(People, People, People, People), Files, Gen.Select(Gen.Long.Nullable(), Gen.Bool.Nullable()), Gen.Select(Text, Text),
        Gen.Select(Gen.Enum<MailKind>().Nullable(), Gen.Enum<DateSource>().Nullable()),
        static (people, files, figures, texts, named) =>
            new MessageDetails(people.Item1, people.Item2, people.Item3, people.Item4, files)
            {
                WholeText = figures.Item1,
                Asks = figures.Item2,
                ListId = texts.Item1.Length == 0 ? null : texts.Item1,
                Protection = texts.Item2.Length == 0 ? null : texts.Item2,
                Kind = named.Item1,
                DateSource = named.Item2,
            });

    [Fact]
    public void Read_AnyDetails_AreThoseWritten() => Details.Sample(
        static details =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(details, MailJson.Default.MessageDetails);

            var read = ShortDetails.Read(json);

            JsonSerializer.SerializeToUtf8Bytes(read, MailJson.Default.MessageDetails).ShouldBe(json);
        }, iter: Iterations.Of(300));

    [Fact]
    public void Read_WhatANewerVersionWrote_IsPassedOver()
    {
        var read = ShortDetails.Read("""{"New":{"From":[1]},"From":[{"New":[{}],"Address":"a@example.com","Name":"A"}],"Size":3}"""u8);

        read.From.ShouldHaveSingleItem().ShouldBe(new MailAddress("A", "a@example.com"));
        read.To.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"From":{}}""")]
    [InlineData("""{"From":[1]}""")]
    public void Read_OtherJson_IsRefused(string json) =>
        Should.Throw<JsonException>(() => ShortDetails.Read(Encoding.UTF8.GetBytes(json)));
}
