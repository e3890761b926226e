using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Settings;
using InboxMind.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Tests;

public sealed class DecryptionSettingsTests
{
    [Theory]
    [InlineData("Decryption:PgpPassword is set without Decryption:PgpKey, the file that it opens.", "PgpPassword")]
    [InlineData(
        "Decryption:PgpPassword and Decryption:PgpPasswordFile are both set; one of them has to go.", "PgpKey", "PgpPassword",
        "PgpPasswordFile")]
    public void Add_SettingsThatContradictEachOther_SaysWhich(string sentence, params string[] settings) =>
        Should.Throw<SettingsException>(() => Add(settings)).Message.ShouldBe(sentence);

    [Theory]
    [InlineData(0)]
    [InlineData(1, "Certificate")]
    [InlineData(1, "PgpKey", "PgpPasswordFile")]
    public void Add_KeyNamed_OpensMail(int count, params string[] settings) =>
        Add(settings).Count(static s => s.ServiceType == typeof(IMailKeys)).ShouldBe(count);

    private static IServiceCollection Add(string[] settings) => new ServiceCollection().AddInboxMindDecryption(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(static s => KeyValuePair.Create($"Decryption:{s}", (string?)"x"))).Build());
}
