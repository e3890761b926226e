using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using InboxMind.Azure.Mail;
using InboxMind.Azure.Storage;

namespace InboxMind.Contracts.Azure;

/// <summary>What is wrong with the storage account is said in one sentence, which names the setting or the role.</summary>
public sealed class StorageErrorTests
{
    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch", "The storage account refuses the identity that it is given: it needs the roles "
        + "\"Storage Blob Data Owner\", \"Storage Queue Data Contributor\" and \"Storage Table Data Contributor\" on the account.")]
    [InlineData(403, "AuthorizationFailure",
        "The storage account's firewall does not let the app in: allow the network that it calls from.")]
    [InlineData(403, "KeyBasedAuthenticationNotPermitted",
        "The storage account takes no keys: name it by accountName, so that the app signs in with its identity.")]
    [InlineData(403, "AuthenticationFailed", "The storage account refuses the key or the identity that it is given.")]
    [InlineData(401, "InvalidAuthenticationInfo", "The storage account refuses the key or the identity that it is given.")]
    public async Task SaveAsync_AccountRefuses_SaysWhyInOneSentence(int status, string code, string sentence)
    {
        using var transport = new HttpClientTransport(new Refusing((HttpStatusCode)status, code));
        var blobs = new BlobRawMail(new StorageClients(
            StorageSettings.OfConnection("UseDevelopmentStorage=true"), options => options.Transport = transport));

        (await Should.ThrowAsync<AzureStorageException>(() => blobs.OpenAsync(
            new Owner(new UserId("anna")), Samples.Id("one"), TestContext.Current.CancellationToken))).Message.ShouldBe(sentence);
    }

    private sealed class Refusing(HttpStatusCode status, string code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status)
            {
                RequestMessage = request,
                Headers = { { "x-ms-error-code", code } },
                Content = new StringContent(
                    $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>No.</Message></Error>", Encoding.UTF8,
                    "application/xml"),
            });
    }
}
