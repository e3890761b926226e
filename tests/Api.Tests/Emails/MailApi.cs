using System.Text;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Work;

namespace InboxMind.Api.Tests.Emails;

/// <summary>An API with the mail that a test puts into it, for two users.</summary>
internal sealed class MailApi : IAsyncDisposable
{
    private MailApi(AuthApi api, Owner anna, string annasToken, string mallorysToken) =>
        (Api, Anna, AnnasToken, MallorysToken) = (api, anna, annasToken, mallorysToken);

    public AuthApi Api { get; }

    public Owner Anna { get; }

    public string AnnasToken { get; }

    /// <summary>The token of a user who has no mail.</summary>
    public string MallorysToken { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<MailApi> StartAsync(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? add = null)
    {
        var api = await AuthApi.StartAsync(add);
        var (anna, _, annas) = await api.SignInAsync("anna");
        var (_, _, mallorys) = await api.SignInAsync("mallory");
        return new MailApi(api, anna, annas, mallorys);
    }

    public T Get<T>()
        where T : notnull => Api.Get<T>();

    /// <summary>A mail written so many minutes into the first of February 2026.</summary>
    public static string Letter(string subject, int minute, string body = "Hello", string headers = "") =>
        $"From: Ben Carter <ben@example.com>\r\nTo: Anna <anna@example.com>\r\nSubject: {subject}\r\n"
        + $"Date: {new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute):r}\r\nMessage-ID: "
        + $"<{subject.Replace(' ', '.')}@example.com>\r\n"
        + $"{headers}MIME-Version: 1.0\r\n"
        + $"{(headers.Contains("Content-Type", StringComparison.Ordinal) ? "" : "Content-Type: text/plain; charset=utf-8\r\n")}"
        + $"\r\n{body}\r\n";

    /// <summary>Stores and indexes a mail.</summary>
    /// <param name="raw">The mail.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="flags">Its flags.</param>
    /// <param name="index">Whether it is indexed.</param>
    /// <param name="keep">What is kept as the raw mail in its place.</param>
    public async Task<EmailId> AddAsync(
        string raw, string folder = "INBOX", MailFlags flags = MailFlags.None, bool index = true, string? keep = null)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var mail = Get<MimeReader>().Read(Anna.User, bytes, Api.Time.GetUtcNow());
        var place =
            new Placement(
                new MailboxId("home"), folder, 1, BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(bytes)), flags);
        var kept = keep is null ? bytes : Encoding.UTF8.GetBytes(keep);
        await Get<IMailStore>().SaveAsync(Anna, [new MailToSave(mail.Message, mail.References, place, kept)], Cancellation);
        if (index)
            await Get<IndexMessages>().IndexAsync(Anna, [mail.Message.Id], again: false, Cancellation);
        return mail.Message.Id;
    }

    /// <summary>Does the index work that waits.</summary>
    public async Task WorkAsync()
    {
        while (await Get<QueueWorker<IndexMailHandler>>().RunOnceAsync(Cancellation))
        {
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null) =>
        Api.SendAsync(method, path, token ?? AnnasToken);

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The subjects of a list.</summary>
    public async Task<List<string>> SubjectsAsync(string query) => Subjects(await JsonAsync($"/api/v1/emails?{query}"));

    public static List<string> Subjects(JsonElement list) =>
        [.. list.GetProperty("emails").EnumerateArray().Select(static e => e.GetProperty("subject").GetString()!)];

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
