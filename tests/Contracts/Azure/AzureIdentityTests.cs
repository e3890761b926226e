using System.Net;
using Azure.Core;
using InboxMind.Azure.Credentials;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Contracts.Azure;

public sealed class AzureIdentityTests
{
    private const string ClientId = "00000000-0000-0000-0000-00000000000a";

    [Theory]
    [InlineData(null, null)]
    [InlineData(ClientId, null)]
    [InlineData(ClientId, "managed")]
    public async Task GetTokenAsync_ManagedIdentity_AsksThePlatformAloneForThatIdentity(string? clientId, string? identity)
    {
        using var platform = new HttpListener();
        var port = FreePort();
        platform.Prefixes.Add($"http://127.0.0.1:{port}/");
        platform.Start();
        var asked = AnswerOnceAsync(platform);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"http://127.0.0.1:{port}/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "the-header");
        try
        {
            var credential = AzureIdentity.Read(Settings(("ClientId", clientId), ("Identity", identity)));

            var token = await credential.GetTokenAsync(
                new TokenRequestContext(["https://vault.azure.net/.default"]), TestContext.Current.CancellationToken);

            token.Token.ShouldBe("the-token");
            var (query, header) = await asked;
            header.ShouldBe("the-header");
            query.ShouldContain("resource=https://vault.azure.net");
            if (clientId is null)
                query.ShouldNotContain("client_id");
            else
                query.ShouldContain($"client_id={clientId}");
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public void Read_Developer_IsTaken() => AzureIdentity.Read(Settings(("Identity", "Developer"))).ShouldNotBeNull();

    [Theory]
    [InlineData("ClientId", "inboxmind", "Azure:ClientId must be the client id of a user-assigned identity, which is a GUID.")]
    [InlineData("Identity", "secret", "Azure:Identity must be managed or developer.")]
    public void Read_WrongSetting_SaysWhichOne(string name, string value, string sentence) =>
        Should.Throw<SettingsException>(() => AzureIdentity.Read(Settings((name, value)))).Message.ShouldBe(sentence);

    private static async Task<(string Query, string? Header)> AnswerOnceAsync(HttpListener platform)
    {
        var call = await platform.GetContextAsync();
        call.Response.ContentType = "application/json";
        await using (var writer = new StreamWriter(call.Response.OutputStream))
        {
            await writer.WriteAsync(
                "{\"access_token\":\"the-token\",\"expires_on\":\"4102444800\",\"resource\":\"https://vault.azure.net\","
                    + "\"token_type\":\"Bearer\"}");
        }

        return (call.Request.Url!.Query, call.Request.Headers["X-IDENTITY-HEADER"]);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IConfigurationSection Settings(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(static s => $"Azure:{s.Name}", static s => s.Value)).Build().GetSection("Azure");
}
