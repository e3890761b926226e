using InboxMind.Core;
using InboxMind.Core.Budgets;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;
using InboxMind.Core.Settings;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Providers.Tests.Models;

public sealed class OcrReaderTests : IAsyncLifetime
{
    /// <summary>A PNG as far as its head tells, of 800 by 500 pixels.</summary>
    private static readonly byte[] Png = Convert.FromHexString("89504E470D0A1A0A0000000D4948445200000320000001F4");

    private readonly TempFolder _folder = new();
    private ModelEndpoint _endpoint = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _endpoint = await ModelEndpoint.StartAsync();
        _services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddInboxMindCore().AddInboxMindModels(Settings(("PerDay", "3"))).AddInboxMindEmbedded(_folder.Root).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _endpoint.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_Picture_IsSentAloneAndItsTextComesBack()
    {
        _endpoint.Reply = static picture => picture.StartsWith("data:image/png;base64,", StringComparison.Ordinal)
            ? "```text\nInvoice 7\nTotal\t12.50\n```" : "no picture";

        (await ReadAsync()).ShouldBe("Invoice 7\nTotal\t12.50");

        var request = _endpoint.Requests.ShouldHaveSingleItem();
        ((string?)request["model"]).ShouldBe("eyes-1");
        var messages = request["messages"]!.AsArray();
        messages.Count.ShouldBe(2);
        messages[1]!["content"]!.AsArray().ShouldHaveSingleItem();
        _endpoint.Keys.ShouldBe(["Bearer secret-key"]);
    }

    [Theory]
    [InlineData("NO TEXT")]
    [InlineData("[no text].")]
    [InlineData("```\n```")]
    [InlineData("  \n")]
    public async Task ReadAsync_NothingToRead_IsEmpty(string reply)
    {
        _endpoint.Reply = _ => reply;

        (await ReadAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task ReadAsync_EndpointTakesNone_WaitsAndCostsNothing(int status)
    {
        _endpoint.Status = status;

        for (var i = 0; i < 5; i++)
        {
            (await Should.ThrowAsync<PicturesUnreadableException>(ReadAsync)).Message.ShouldNotContain("secret");
        }

        (await UsedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task ReadAsync_OnlyThisPictureIsRefused_HasNoText()
    {
        var refused = Convert.ToBase64String(Png);
        _endpoint.StatusOf = picture => picture.Contains(refused, StringComparison.Ordinal)
            ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;

        (await ReadAsync()).ShouldBeEmpty();
        (await ReadAsync()).ShouldBeEmpty();

        _endpoint.Requests.Count.ShouldBe(3, "a sound picture was tried once");
    }

    [Fact]
    public async Task ReadAsync_PictureThatBringsTheModelDown_KeepsNoOthersWaiting()
    {
        _endpoint.Reply = static _ => "text";
        (await ReadAsync()).ShouldBe("text");
        var hostile = Convert.ToBase64String(Png);
        _endpoint.StatusOf = picture => picture.Contains(hostile, StringComparison.Ordinal)
            ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;

        (await ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_DayIsSpent_Waits()
    {
        _endpoint.Reply = static _ => "text";
        for (var i = 0; i < 3; i++)
            await ReadAsync();

        await Should.ThrowAsync<PicturesUnreadableException>(ReadAsync);

        _endpoint.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task ReadAsync_ReplyLargerThanAny_IsNotTaken()
    {
        _endpoint.Reply = static _ => new string('x', 5_000_000);

        (await Should.ThrowAsync<PicturesUnreadableException>(ReadAsync)).Message.ShouldContain("eyes-1");
    }

    [Fact]
    public async Task ReadAsync_NoPicture_IsNotSent()
    {
        (await _services.GetRequiredService<IPictureReader>().ReadAsync(
            Owner.Local, new AttachmentPicture("#!/bin/sh"u8.ToArray()), Cancellation)).ShouldBeEmpty();

        _endpoint.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void AddInboxMindModels_NothingSet_ReadsNoPictures()
    {
        var settings = new ConfigurationBuilder().Build();

        new ServiceCollection().AddInboxMindModels(settings).ShouldNotContain(static s => s.ServiceType == typeof(IPictureReader));
        AttachmentLimits.From(settings).Pictures.ShouldBe(0);
        AttachmentLimits.From(Settings()).Pictures.ShouldBe(20);
    }

    [Theory]
    [InlineData("Endpoint", "http://example.org/v1")]
    [InlineData("Model", "")]
    [InlineData("PerDay", "many")]
    [InlineData("Pages", "0")]
    [InlineData("Megabytes", "100")]
    public void AddInboxMindModels_WrongSetting_NamesIt(string name, string value) => Should.Throw<SettingsException>(() =>
    {
        AttachmentLimits.From(Settings((name, value)));
        new ServiceCollection().AddInboxMindModels(Settings((name, value)));
    }).Message.ShouldContain($"Attachments:Ocr:{name}");

    private Task<string> ReadAsync() => _services.GetRequiredService<IPictureReader>().ReadAsync(
        Owner.Local, new AttachmentPicture(Png), Cancellation);

    private Task<long> UsedAsync() =>
        _services.GetRequiredService<IBudgets>().UsedAsync(Owner.Local, BudgetKind.Pictures, Cancellation);

    private IConfiguration Settings(params (string Name, string Value)[] more) => new ConfigurationBuilder()
        .AddInMemoryCollection(
        [
            new("Attachments:Ocr:Endpoint", $"{_endpoint?.Address ?? "https://example.org"}/v1"), new("Attachments:Ocr:Model", "eyes-1"),
            new("Attachments:Ocr:ApiKey", "secret-key"),
        ])
        .AddInMemoryCollection(more.Select(static m => KeyValuePair.Create($"Attachments:Ocr:{m.Name}", (string?)m.Value))).Build();
}
