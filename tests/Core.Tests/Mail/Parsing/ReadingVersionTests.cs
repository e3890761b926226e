using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class ReadingVersionTests
{
    /// <summary>What this version reads of the sample mailbox. Another reading needs another version, or stored mail stays as it
    /// is.</summary>
    private const string Reading = "6: 1e8303e5dc0137e6";

    [Fact]
    public void Current_ReadingOfTheSamples_IsThatOfTheVersion()
    {
        var reader = new MimeReader(new FakeTimeProvider(TestMail.Now));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in SampleMailbox.Files)
        {
            var read = reader.Read(UserId.Local, File.ReadAllBytes(file), DateTimeOffset.UnixEpoch);
            hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(read)));
        }

        var actual = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        $"{ReadingVersion.Current}: {actual}".ShouldBe(
            Reading, "mail is read in another way: raise ReadingVersion.Current, so that stored mail is read again, and note it here");
    }
}
