using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Tests.Emails;

namespace InboxMind.Api.Tests.People;

public sealed class PeopleTests : IAsyncLifetime
{
    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await MailApi.StartAsync();
        await _api.AddAsync(MailApi.Letter("Crane", 1, "The crane is booked.\r\n\r\n-- \r\nBen Carter\r\nTel. +44 20 7946 0018"));
        await _api.AddAsync(MailApi.Letter("Slip", 2).Replace("ben@example.com", "b.carter@home.example", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task List_People_HasThemWithTheirLastMail()
    {
        var list = await _api.JsonAsync("/api/v1/people?q=carter&limit=1");

        list.GetProperty("total").GetInt32().ShouldBe(2);
        list.GetProperty("next_skip").GetInt32().ShouldBe(1);
        var person = list.GetProperty("people").EnumerateArray().ShouldHaveSingleItem();
        person.GetProperty("name").GetString().ShouldBe("Ben Carter");
        person.GetProperty("from").GetInt32().ShouldBe(1);
        (await _api.JsonAsync("/api/v1/people?q=zebulon")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Read_Person_HasNumbersFromSignatures()
    {
        var card = await _api.JsonAsync("/api/v1/people/ben@example.com");

        card.GetProperty("person").GetProperty("last_mail").GetProperty("subject").GetString().ShouldBe("Crane");
        card.GetProperty("phones").EnumerateArray().ShouldHaveSingleItem().GetProperty("number").GetString().ShouldBe("+44 20 7946 0018");
        card.GetProperty("suggestions").GetArrayLength().ShouldBe(1);
        using var nobody = await _api.SendAsync(HttpMethod.Get, "/api/v1/people/zebulon");
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Merge_Addresses_AreOnePersonUntilItIsTakenBack()
    {
        using var made = await PostAsync(new { addresses = (string[])["ben@example.com", "b.carter@home.example"] });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;

        var card = await _api.JsonAsync("/api/v1/people/ben@example.com");
        card.GetProperty("person").GetProperty("addresses").GetArrayLength().ShouldBe(2);
        card.GetProperty("person").GetProperty("from").GetInt32().ShouldBe(2);
        (await _api.JsonAsync("/api/v1/people/merges")).GetProperty("merges").GetArrayLength().ShouldBe(1);
        (await _api.SubjectsAsync("q=from:ben@example.com")).ShouldBe(["Slip", "Crane"]);

        using var split = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/people/merges/{id}");
        split.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _api.SubjectsAsync("q=from:ben@example.com")).ShouldBe(["Crane"]);
        using var again = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/people/merges/{id}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Merge_OneAddress_IsRefused()
    {
        using var response = await PostAsync(new { addresses = (string[])["ben@example.com"] });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<HttpResponseMessage> PostAsync(object body) =>
        _api.Api.SendAsync(HttpMethod.Post, "/api/v1/people/merges", _api.AnnasToken, content: JsonContent.Create(body));
}
