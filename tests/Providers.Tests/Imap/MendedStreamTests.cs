using System.Text;
using InboxMind.Providers.Imap;

namespace InboxMind.Providers.Tests.Imap;

public sealed class MendedStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("* OK [HIGHESTMODSEQ NIL] none\r\n", "* OK none\r\n")]
    [InlineData("* OK [HIGHESTMODSEQ 12] some\r\n", "* OK [HIGHESTMODSEQ 12] some\r\n")]
    [InlineData("* 3 FETCH (UID 7 THREADID (NIL) FLAGS ())\r\n", "* 3 FETCH (UID 7 THREADID NIL FLAGS ())\r\n")]
    [InlineData("* STATUS \"MESSAGES NIL\" (MESSAGES 3 HIGHESTMODSEQ NIL)\r\n", "* STATUS \"MESSAGES NIL\" (MESSAGES 3 )\r\n")]
    [InlineData("* CAPABILITY IMAP4rev1 ID LIST-EXTENDED IDLE\r\n", "* CAPABILITY IMAP4rev1 LIST-EXTENDED IDLE\r\n")]
    [InlineData("* OK [CAPABILITY IMAP4rev1 ID] ID please\r\n", "* OK [CAPABILITY IMAP4rev1] ID please\r\n")]
    [InlineData("A1 OK [CAPABILITY id IMAP4rev1] done\r\n", "A1 OK [CAPABILITY IMAP4rev1] done\r\n")]
    [InlineData("* 1 FETCH (BODY[] {39}\r\n* OK [HIGHESTMODSEQ NIL]\r\n* CAPABILITY ID UID 7)\r\n",
        "* 1 FETCH (BODY[] {39}\r\n* OK [HIGHESTMODSEQ NIL]\r\n* CAPABILITY ID UID 7)\r\n")]
    [InlineData("+ idling\r\n", "+ idling\r\n")]
    public async Task ReadAsync_AnswerInPiecesOfAnySize_GivesTheSameMendedLines(string sent, string expected)
    {
        for (var size = 1; size <= sent.Length; size++)
        {
            await using var stream =
                new MendedStream(new Pieces(Encoding.Latin1.GetBytes(sent), size), new AnswerMender(ImapExtension.Announced("ID")));

            (await ReadAllAsync(stream)).ShouldBe(expected, $"in pieces of {size}");

            stream.HasEnded.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task ReadAsync_LineOfAMegabyte_PassesAsItIs()
    {
        var sent = $"* SEARCH{string.Concat(Enumerable.Range(1, 150_000).Select(static n => $" {n}"))}\r\n* OK [HIGHESTMODSEQ NIL]\r\n";
        await using var stream =
            new MendedStream(new Pieces(Encoding.Latin1.GetBytes(sent), 8_192), new AnswerMender(new HashSet<string>()));

        (await ReadAllAsync(stream)).ShouldBe(sent.Replace("[HIGHESTMODSEQ NIL]", ""));
    }

    [Theory]
    [InlineData("A1 EXAMINE ~mail (CONDSTORE)\r\n", "A1 EXAMINE \"~mail\" (CONDSTORE)\r\n")]
    [InlineData("A1 STATUS NIL (MESSAGES)\r\n", "A1 STATUS \"NIL\" (MESSAGES)\r\n")]
    [InlineData("A1 SELECT #news\r\n", "A1 SELECT \"#news\"\r\n")]
    [InlineData("A1 LIST \"\" R&-D\r\n", "A1 LIST \"\" \"R&-D\"\r\n")]
    [InlineData("A1 EXAMINE INBOX\r\n", "A1 EXAMINE INBOX\r\n")]
    [InlineData("A1 EXAMINE \"a b\"\r\n", "A1 EXAMINE \"a b\"\r\n")]
    [InlineData("A1 EXAMINE {5+}\r\n~mail\r\n", "A1 EXAMINE {5+}\r\n~mail\r\n")]
    [InlineData("A1 LOGIN anna ~secret\r\n", "A1 LOGIN anna ~secret\r\n")]
    public async Task WriteAsync_NameOfAFolder_IsQuotedWhereItIsNoPlainWord(string sent, string expected)
    {
        using var server = new MemoryStream();
        await using var stream = new MendedStream(server, new AnswerMender(new HashSet<string>()));

        await stream.WriteAsync(Encoding.Latin1.GetBytes(sent), Cancellation);

        Encoding.Latin1.GetString(server.ToArray()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("* LIST (\\HasNoChildren) \"/\" \"Entw\u00FCrfe\"\r\n", "Entw&APw-rfe", "Entw\u00FCrfe")]
    [InlineData("* LIST () \".\" Entw\u00FCrfe\r\n", "Entw&APw-rfe", "Entw\u00FCrfe")]
    [InlineData("* LSUB () NIL \"a \\\"\u00E9\\\" & b\"\r\n", "a \\\"&AOk-\\\" &- b", "a \\\"\u00E9\\\" & b")]
    [InlineData("* STATUS \"Entw\u00FCrfe\" (MESSAGES 3 HIGHESTMODSEQ NIL)\r\n", "Entw&APw-rfe", "Entw\u00FCrfe")]
    public async Task ReadAndWrite_NameInBytesOfALegacyCharset_IsReadAndSentBackAsItCame(string listed, string read, string name)
    {
        var mender = new AnswerMender(new HashSet<string>());
        await using var answers = new MendedStream(new MemoryStream(Encoding.Latin1.GetBytes(listed)), mender);
        using var server = new MemoryStream();
        await using var commands = new MendedStream(server, mender);

        (await ReadAllAsync(answers)).ShouldContain($"\"{read}\"");

        foreach (var command in (string[])["EXAMINE", "STATUS", "LIST \"\""])
            await commands.WriteAsync(Encoding.Latin1.GetBytes($"A1 {command} \"{read}\" (X)\r\n"), Cancellation);
        Encoding.Latin1.GetString(server.ToArray())
            .ShouldBe($"A1 EXAMINE \"{name}\" (X)\r\nA1 STATUS \"{name}\" (X)\r\nA1 LIST \"\" \"{name}\" (X)\r\n");
    }

    [Fact]
    public async Task ReadAsync_NameInUtf8_PassesAsItIs()
    {
        var listed = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("* LIST () \"/\" \"Entwürfe\"\r\n"));
        await using var stream =
            new MendedStream(new MemoryStream(Encoding.Latin1.GetBytes(listed)), new AnswerMender(new HashSet<string>()));

        (await ReadAllAsync(stream)).ShouldBe(listed);
    }

    private static async Task<string> ReadAllAsync(MendedStream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[100];
        while (await stream.ReadAsync(buffer, Cancellation) is > 0 and var count)
            all.Write(buffer, 0, count);
        return Encoding.Latin1.GetString(all.ToArray());
    }

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
