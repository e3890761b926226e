using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using InboxMind.Core.Import;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Import;

public sealed class MailFilesTests : IDisposable
{
    private const string Mbox =
        """
        From anna@x.example Mon Mar  2 10:00:00 2026
        From: anna@x.example
        Subject: one

        first

        From mara@x.example Tue Mar  3 10:00:00 2026
        From: mara@x.example
        Subject: two

        second


        """;

    private const string Message = "From: anna@x.example\nSubject: single\n\ntext\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Mbox_GivesItsMailsWithFolderDateAndSource()
    {
        var path = Write("Project X.mbox", Mbox);

        var mails = Read(path);

        mails.Select(Subject).ShouldBe(["one", "two"]);
        mails.ShouldAllBe(static m => m.Folder == "Project X" && m.Flags == MailFlags.None && m.Problem == null);
        mails[0].FallbackDate.ShouldBe(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        mails[1].Source.ShouldBe($"{path}, mail 2");
    }

    [Theory]
    [InlineData("inbox.mbox", "inbox")]
    [InlineData("Inbox.MBOX", "Inbox")]
    [InlineData("inbox.mbx", "inbox")]
    [InlineData("inbox", "inbox")]
    [InlineData("old.txt", "old.txt")]
    [InlineData("a.b.mbox", "a.b")]
    [InlineData(".mbox", ".mbox")]
    public void Read_Mbox_IsKnownByContentAndNamedAfterItsFile(string name, string folder) =>
        Read(Write(name, Mbox)).ShouldAllBe(m => m.Folder == folder);

    [Fact]
    public void Read_GzipMbox_GivesItsMails()
    {
        var mails = Read(WriteGzip("inbox.mbox.gz", Mbox));

        mails.Select(Subject).ShouldBe(["one", "two"]);
        mails.ShouldAllBe(static m => m.Folder == "inbox");
    }

    [Fact]
    public void Read_GzipCutShort_KeepsWhatWasReadAndTellsTheProblem()
    {
        var mbox = string.Concat(Enumerable.Range(0, 2_000).Select(i =>
            $"From a@x.example Mon Mar  2 10:00:00 2026\nFrom: a@x.example\nSubject: {i}\n\n{i * 7919 % 10007} {i * 104729 % 10007}\n\n"));
        var path = WriteGzip("inbox.mbox.gz", mbox);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        var mails = Read(path);

        mails.Count.ShouldBeGreaterThan(500);
        mails.SkipLast(1).ShouldAllBe(static m => m.Problem == null && m.Bytes.Length > 0);
        mails.SkipLast(1).Select(Subject).ShouldBe(Enumerable.Range(0, mails.Count - 1).Select(static i => $"{i}"));
        mails[^1].Problem.ShouldBe("the file is damaged from there on");
        mails[^1].Source.ShouldBe($"{path}, mail {mails.Count}");
    }

    [Fact]
    public void Read_GzipWithWrongBytes_TellsTheProblem()
    {
        var path = WriteGzip("inbox.mbox.gz", Mbox);
        var bytes = File.ReadAllBytes(path);
        bytes[^8] ^= 0xFF;
        File.WriteAllBytes(path, bytes);

        Read(path)[^1].Problem.ShouldBe("the file is damaged from there on");
    }

    [Fact]
    public void Read_GzipBomb_GivesWhatStandsBeforeAndTheReason()
    {
        var path = _folder["bomb.mbox.gz"];
        using (var file = File.Create(path))
        {
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(Encoding.Latin1.GetBytes(Mbox + "\n"));
            AttackMails.WriteGzipBomb(file);
        }

        var mails = Read(path);

        mails.SkipLast(1).Select(Subject).ShouldBe(["one", "two"]);
        mails[^1].Problem.ShouldBe("the file cannot be read from there on (it unpacks to more than 100 times its size)");
        mails[^1].Bytes.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Read_GzipThatIsNoMail_IsNone()
    {
        WriteGzip("backup.sql.gz", "CREATE TABLE x;");
        Write("broken.gz", "\u001f\u008bnot gzip at all");
        Write("a.eml", Message);

        Read(_folder.Root).Select(Subject).ShouldBe(["single"]);
    }

    [Fact]
    public void Read_SingleMail_IsNamedAfterItsFile()
    {
        var mail = Read(Write("note.eml", Message)).ShouldHaveSingleItem();

        mail.Folder.ShouldBe("note");
        Encoding.Latin1.GetString(mail.Bytes.Span).ShouldBe(Message);
    }

    [Fact]
    public void Read_MailWithoutAnyMailHeader_IsTakenByItsName()
    {
        Read(Write("odd.eml", "hello\n")).ShouldHaveSingleItem().Problem.ShouldBeNull();
        Read(Write("empty.eml", "")).ShouldHaveSingleItem().Bytes.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Read_MailWithoutDate_TakesTheFilesTime()
    {
        var path = Write("note.eml", Message);
        var time = new DateTime(2019, 4, 5, 6, 7, 8, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);

        Read(path).Single().FallbackDate.ShouldBe(new DateTimeOffset(time));
    }

    [Fact]
    public void Read_Folder_GivesAllMailInItInOrder()
    {
        Write("Archive/002.eml", Message.Replace("single", "b"));
        Write("Archive/001.eml", Message.Replace("single", "a"));
        Write("Archive/Deep/x.txt", Message.Replace("single", "c"));
        Write("Archive/notes.txt", "Dear diary,\n");
        Write("Archive/picture.png", "\u0089PNG");
        Write("Lists/sensors.mbox", Mbox);

        var mails = Read(_folder.Root);

        mails.Select(static m => (m.Folder, Subject(m))).ShouldBe(
            [("Archive", "a"), ("Archive", "b"), ("Archive/Deep", "c"), ("sensors", "one"), ("sensors", "two")]);
    }

    [Fact]
    public void Read_FilesThatLookAlmostLikeMail_AreNone()
    {
        Write("page.html", "Content-Type: text/html\n\n<p>");
        Write("curl.txt", "HTTP/1.1 200 OK\nDate: Mon, 2 Mar 2026 10:00:00 GMT\n");
        Write("strange", "Content-Type:\u0001\n");
        Write("a.eml", Message);

        Read(_folder.Root).Count.ShouldBe(1);
    }

    [Fact]
    public void Read_FolderItself_NamesLooseMailsAfterIt()
    {
        Write("Inbox/a.eml", Message);

        Read(_folder["Inbox"]).Single().Folder.ShouldBe("Inbox");
        Read(_folder["Inbox"] + Path.DirectorySeparatorChar).Single().Folder.ShouldBe("Inbox");
    }

    [Fact]
    public void Read_Maildir_GivesFoldersAndFlags()
    {
        Write("cur/1.host:2,S", Message.Replace("single", "read"));
        Write("cur/2.host:2,FR", Message.Replace("single", "answered"));
        Write("cur/.hidden", Message);
        Write("new/3.host", Message.Replace("single", "fresh"));
        Write("tmp/4.host", Message.Replace("single", "half"));
        Write("dovecot-uidlist", "3 V1 N4\n");
        Write(".Projects.2024/cur/5.host:2,D", Message.Replace("single", "plus plus"));
        Write("Lists/Sensors/new/6.host", Message.Replace("single", "nested"));

        Read(_folder.Root).Select(static m => (m.Folder, Subject(m), m.Flags)).ShouldBe(
        [
            ("INBOX", "read", MailFlags.Seen),
            ("INBOX", "answered", MailFlags.Flagged | MailFlags.Answered),
            ("INBOX", "fresh", MailFlags.None),
            ("Projects/2024", "plus plus", MailFlags.Draft),
            ("Lists/Sensors", "nested", MailFlags.None),
        ]);
    }

    [Fact]
    public void Read_DeletedMail_IsLeftOutAndCountedUnlessAskedFor()
    {
        Write("box/cur/1.host:2,ST", Message);
        Write("a.emlx", $"{Message.Length}\n{Message}<plist><dict><key>flags</key><integer>3</integer></dict></plist>");
        Write("b.mbox", "From - Mon Mar  2 10:00:00 2026\nX-Mozilla-Status: 0009\nFrom: a@x.example\n\nx\n");
        Write("c.mbox", "From - Mon Mar  2 10:00:00 2026\nFrom: a@x.example\nStatus: RO\nX-Status: D\n\nx\n");
        Write("d.mbox", "From - Mon Mar  2 10:00:00 2026\nX-Evolution: 0000001a-0012\nFrom: a@x.example\n\nx\n");
        Write("e.mbox", "From - Mon Mar  2 10:00:00 2026\nX-Gmail-Labels: =?UTF-8?Q?Papierkorb,Ge=C3=B6ffnet?=\nFrom: a@x.example\n\nx\n");
        var files = MailFiles.Open([_folder.Root]);

        files.Read(TestContext.Current.CancellationToken).ShouldBeEmpty();

        files.Notes.Deleted.ShouldBe(6);
        var asked = MailFiles.Open([_folder.Root], new ImportChoice(Deleted: true)).Read(TestContext.Current.CancellationToken).ToList();
        asked.Count.ShouldBe(6);
        asked.Count(static m => m.Flags.HasFlag(MailFlags.Deleted)).ShouldBe(5);
    }

    [Theory]
    [InlineData("From: a@x.example\nX-Mozilla-Status: 0008\n")]
    [InlineData("From: a@x.example\nX-Gmail-Labels: Spam\n")]
    [InlineData("From: a@x.example\nX-Mozilla-Status: zzzz\nStatus: OR\nStatus: a sentence about D\n")]
    public void Read_MarksThatTheSenderWrote_LeaveNothingOut(string header) =>
        Read(Write("b.mbox", $"From - Mon Mar  2 10:00:00 2026\n{header}\nX-Status: D\nx\n")).Count.ShouldBe(1);

    [Fact]
    public void Read_Takeout_LabelsAreLabelsAndSpamIsLeftOutUnlessAskedFor()
    {
        var path = Write(
            "All mail.mbox",
            "From 17@xxx Mon Mar 02 10:00:00 +0000 2026\nX-GM-THRID: 17\nX-Gmail-Labels: =?UTF-8?Q?Posteingang,B=C3=BCcher,?=\n "
                + "=?UTF-8?Q?Markiert?=\n"
                + "Subject: one\n\nx\n\n"
            + "From 18@xxx Mon Mar 02 10:00:00 +0000 2026\nX-GM-THRID: 18\nX-Gmail-Labels: Sent,\"Bills, paid\",Opened\nSubject: two\n\n"
                + "x\n\n"
            + "From 19@xxx Mon Mar 02 10:00:00 +0000 2026\nX-GM-THRID: 19\nX-Gmail-Labels: Spam,Unread\nSubject: three\n\nx\n\n");
        var files = MailFiles.Open([path]);

        var mails = files.Read(TestContext.Current.CancellationToken).ToList();

        mails.Select(static m => (m.Labels, m.Flags)).ShouldBe(
            [("Bücher\nINBOX\nStarred", MailFlags.Flagged), ("Bills, paid\nSent", MailFlags.Seen)]);
        files.Notes.Spam.ShouldBe(1);
        MailFiles.Open([path], new ImportChoice(Spam: true)).Read(TestContext.Current.CancellationToken).Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("Inbox.sbd/Garden.sbd/Seeds", "Inbox/Garden/Seeds")]
    [InlineData("Bills.mbox/mbox", "Bills")]
    [InlineData("Work.mbox/Bills.mbox/mbox", "Work/Bills")]
    [InlineData(".Inbox.directory/Garden", "Inbox/Garden")]
    [InlineData("Archive/2024", "2024")]
    [InlineData("In.fol/Old.mbx", "In/Old")]
    public void Read_MboxOfAMailProgramsFolders_LiesInTheFolderThatIsMeant(string path, string folder)
    {
        Write(path, Mbox);

        Read(_folder.Root).ShouldAllBe(m => m.Folder == folder);
        Read(_folder[path]).ShouldAllBe(m => m.Folder == folder);
    }

    [Theory]
    [InlineData("V10/0A1B2C3D-0000-1111-2222-333344445555/Work.mbox/Bills.mbox/0A1B2C3D-0000-1111-2222-333344445556/Data/4/Messages/7.emlx",
        "Work/Bills")]
    [InlineData("INBOX.mbox/Messages/1.partial.emlx", "INBOX")]
    [InlineData("letters/1.emlx", "letters")]
    public void Read_Emlx_GivesMailFolderFlagsAndTime(string path, string folder)
    {
        Write(path, $"{Message.Length}   \n{Message}<plist version=\"1.0\"><dict><key>date-received</key>\n<integer>1770000000</integer>"
            + "<key>flags</key>\n<integer>8590195713</integer></dict></plist>");

        var mail = Read(_folder.Root).ShouldHaveSingleItem();

        mail.Folder.ShouldBe(folder);
        mail.Flags.ShouldBe(MailFlags.Seen);
        mail.FallbackDate.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_770_000_000));
        Encoding.Latin1.GetString(mail.Bytes.Span).ShouldBe(Message);
    }

    [Theory]
    [InlineData("box.zip")]
    [InlineData("box.tar")]
    [InlineData("box.tgz")]
    public void Read_Archive_GivesTheMailInIt(string name)
    {
        Write("in/Takeout/Mail/Bills.mbox", Mbox);
        Write("in/Takeout/notes.txt", "Dear diary,\n");
        Write("in/Maildir/Work/cur/1:2,F", Message.Replace("single", "maildir"));
        Write("in/letters/a.eml", Message.Replace("single", "letter"));
        var path = Archive(name, _folder["in"]);

        Read(path).Select(static m => (m.Folder, Subject(m), m.Flags)).Order().ShouldBe(
        [
            ("Bills", "one", MailFlags.None), ("Bills", "two", MailFlags.None), ("letters", "letter", MailFlags.None),
            ("Maildir/Work", "maildir", MailFlags.Flagged),
        ]);
        Read(Path.GetDirectoryName(path)!).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("box.zip")]
    [InlineData("box.tgz")]
    public void Read_ArchiveCutShort_TellsTheProblem(string name)
    {
        Write("in/a.mbox", string.Concat(Enumerable.Range(0, 5_000).Select(i =>
            $"From a@x.example Mon Mar  2 10:00:00 2026\nSubject: {i * 7919 % 10007}\n\n")));
        var path = Archive(name, _folder["in"]);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        Read(path)[^1].Problem.ShouldBe("the file is damaged from there on");
    }

    [Fact]
    public void Read_ZipBomb_EndsWithTheReason()
    {
        Directory.CreateDirectory(_folder.Root);
        using (var zip = ZipFile.Open(_folder["bomb.zip"], ZipArchiveMode.Create))
        {
            using var file = zip.CreateEntry("a.mbox", CompressionLevel.Fastest).Open();
            file.Write(Encoding.Latin1.GetBytes(Mbox + "\n"));
            for (var i = 0; i < 64; i++)
                file.Write(new byte[1024 * 1024]);
        }

        Read(_folder["bomb.zip"])[^1].Problem!.ShouldContain("it unpacks to more than 100 times its size");
    }

    [Fact]
    public void Open_ArchiveWithoutMail_SaysSo()
    {
        Write("in/notes.txt", "Dear diary,\n");
        var path = Archive("box.zip", _folder["in"]);

        Should.Throw<ImportException>(() => MailFiles.Open([path])).Message.ShouldContain("the archive holds no mbox");
    }

    [Theory]
    [InlineData("archive.pst", "!BDN....", "Outlook data file")]
    [InlineData("note.doc", "\u00d0\u00cf\u0011\u00e0....", "file of Office")]
    [InlineData("Inbox.dbx", "\u00cf\u00ad\u0012\u00fe...", "Outlook Express")]
    [InlineData("inbox", "*mbx*\r\n....", "mbx")]
    [InlineData("mail.7z", "7z\u00bc\u00af..", "unpack it")]
    public void Open_MailInAFormThatIsNotRead_SaysWhatToDo(string name, string content, string advice)
    {
        var path = Write(name, content);

        Should.Throw<ImportException>(() => MailFiles.Open([path])).Message.ShouldContain(advice);
        Should.Throw<ImportException>(() => MailFiles.Open([_folder.Root])).Message.ShouldContain(advice);
        Write("a.eml", Message);
        var files = MailFiles.Open([_folder.Root]);
        files.Notes.NotRead.ShouldBe(1);
        files.Notes.Named.Single().Source.ShouldBe(path);
    }

    [Fact]
    public void Read_MaildirMailWithOddContent_IsGivenAsItIs()
    {
        Write("cur/1:2,", "");
        Write("cur/2:2,", "no header at all");
        Write("new/3", "Content-Type: text/plain\n\nx");

        Read(_folder.Root).Count.ShouldBe(3);
    }

    [Fact]
    public void Open_EmptyMaildir_IsFine()
    {
        Directory.CreateDirectory(_folder["cur"]);

        Read(_folder.Root).ShouldBeEmpty();
    }

    [Fact]
    public void Open_MissingPath_SaysSo()
    {
        var path = _folder["missing"];

        Should.Throw<ImportException>(() => MailFiles.Open([path])).Message.ShouldBe($"There is no file or folder \"{path}\".");
    }

    [Theory]
    [InlineData("notes.txt", "Dear diary,\n")]
    [InlineData("picture.png", "\u0089PNG\r\n")]
    [InlineData("empty", "")]
    [InlineData("page.mht", "Content-Type: text/html\n\n")]
    public void Open_FileThatIsNoMail_SaysSo(string name, string content)
    {
        var path = Write(name, content);

        Should.Throw<ImportException>(() => MailFiles.Open([path])).Message.ShouldStartWith($"{path} is not mail");
    }

    [Fact]
    public void Open_FolderWithoutMail_SaysSo()
    {
        Write("sub/notes.txt", "Dear diary,\n");

        Should.Throw<ImportException>(() => MailFiles.Open([_folder.Root])).Message.ShouldStartWith($"No mail in {_folder.Root}");
    }

    [Fact]
    public void Open_OneOfTwoPathsMissing_SaysSo() =>
        Should.Throw<ImportException>(() => MailFiles.Open([Write("a.eml", Message), _folder["b.eml"]]));

    [Fact]
    public void Read_SeveralPaths_GivesAllAndCountsBytes()
    {
        var one = Write("a.eml", Message);
        var two = WriteGzip("b.mbox.gz", Mbox);
        var three = Write("c.mbox", Mbox);
        var files = MailFiles.Open([one, two, three]);

        files.TotalBytes.ShouldBe(new FileInfo(one).Length + new FileInfo(two).Length + new FileInfo(three).Length);
        files.BytesRead.ShouldBe(0);
        var last = 0L;
        foreach (var _ in files.Read(TestContext.Current.CancellationToken))
        {
            files.BytesRead.ShouldBeInRange(last, files.TotalBytes);
            last = files.BytesRead;
        }

        files.BytesRead.ShouldBe(files.TotalBytes);
    }

    [Fact]
    public void Read_LinkBackUp_EndsAndGivesEachMailOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Write("sub/a.eml", Message);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "sub", "up"), _folder.Root);
        Directory.CreateSymbolicLink(_folder["self"], _folder["self"]);

        Read(_folder.Root).Count.ShouldBe(1);
    }

    [Fact]
    public void Read_LinksThatLeadNowhere_AreNoMailAndStopNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Write("a.eml", Message);
        File.CreateSymbolicLink(_folder["lock"], "127.0.0.1:+1234");
        File.CreateSymbolicLink(_folder["gone.eml"], "missing.eml");
        File.CreateSymbolicLink(_folder["loop.eml"], "loop.eml");
        Write("box/cur/1:2,", Message);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "box", "cur", "2:2,"), "missing");

        Read(_folder.Root).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Read_PipeInTheFolder_IsNotWaitedFor()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "There are no named pipes here.");
        Write("a.eml", Message);
        using (var make = Process.Start("/usr/bin/mkfifo", _folder["pipe"]))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);

        var mails = await Task.Run(() => Read(_folder.Root), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        mails.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_LinkToAMail_IsFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var target = Write("elsewhere/real", Message);
        Directory.CreateDirectory(Path.Combine(_folder.Root, "in", "cur"));
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "in", "link"), target);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "in", "cur", "1:2,S"), target);
        var files = MailFiles.Open([_folder["in"]]);

        files.Read(TestContext.Current.CancellationToken).Single().Bytes.Length.ShouldBe(Message.Length);
        files.TotalBytes.ShouldBe(Message.Length);
    }

    [Fact]
    public void Read_FileThatCannotBeRead_IsReportedAndStopsNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Nothing is unreadable for this user.");
        if (OperatingSystem.IsWindows())
            return;
        Write("a.eml", Message);
        File.SetUnixFileMode(Write("b.eml", Message), UnixFileMode.None);
        Write("c.eml", Message);

        Read(_folder.Root).Select(static m => m.Problem is null).ShouldBe([true, false, true]);
    }

    [Fact]
    public void Read_FileThatVanishes_IsReportedAndStopsNothing()
    {
        Write("a.eml", Message);
        Write("b.mbox", Mbox);
        Write("c.eml", Message);
        var files = MailFiles.Open([_folder.Root]);
        File.Delete(_folder["a.eml"]);
        File.Delete(_folder["b.mbox"]);

        var mails = files.Read(TestContext.Current.CancellationToken).ToList();

        mails.Count.ShouldBe(3);
        mails[0].Problem!.ShouldStartWith("the file cannot be read");
        mails[1].Problem!.ShouldStartWith("the file cannot be read");
        mails[2].Problem.ShouldBeNull();
        files.BytesRead.ShouldBe(files.TotalBytes);
    }

    [Fact]
    public void Read_SampleMailbox_GivesEveryFileInItsFolder()
    {
        var mails = Read(SampleMailbox.Folder);

        mails.Count.ShouldBe(SampleMailbox.Files.Count);
        mails.Select(static m => m.Folder).Distinct().ShouldBe(["Archive", "Inbox", "Sent"]);
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        var files = MailFiles.Open([Write("a.eml", Message)]);

        Should.Throw<OperationCanceledException>(() => files.Read(new CancellationToken(canceled: true)).Count());
    }

    private static List<RawMail> Read(string path) => [.. MailFiles.Open([path]).Read(TestContext.Current.CancellationToken)];

    private static string Subject(RawMail mail) =>
        Encoding.Latin1.GetString(mail.Bytes.Span).Split('\n').First(static l => l.StartsWith("Subject: ", StringComparison.Ordinal))[9..];

    private string Write(string name, string content)
    {
        var path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        return path;
    }

    private string Archive(string name, string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(_folder["out"]).FullName, name);
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            ZipFile.CreateFromDirectory(folder, path);
            return path;
        }

        using Stream file = name.EndsWith(".tgz", StringComparison.Ordinal)
            ? new GZipStream(File.Create(path), CompressionLevel.Fastest)
            : File.Create(path);
        TarFile.CreateFromDirectory(folder, file, includeBaseDirectory: false);
        return path;
    }

    private string WriteGzip(string name, string content)
    {
        var path = _folder[name];
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.Latin1.GetBytes(content));
        return path;
    }
}
