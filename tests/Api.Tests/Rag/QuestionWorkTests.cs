using InboxMind.Api.Tests.Indexing;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Rag;

public sealed class QuestionWorkTests
{
    [Fact]
    public async Task Query_DatedQuestion_IsEmbeddedOnceAndItsModelLookedUpOnce()
    {
        var embeddings = new CountedEmbeddings(long.MaxValue);
        await using var api = await QuestionApi.StartAsync(services => services.AddSingleton<IEmbeddingModels>(embeddings));
        await api.AddPumpAsync();
        await api.Mail.Get<EmbedAllMail>().EmbedAsync(TimeSpan.MaxValue, TestContext.Current.CancellationToken);
        embeddings.Texts.Clear();

        var answer = await api.AskAsync("What did the pump cost in February 2026?");

        answer.GetProperty("answer").GetString()!.ShouldContain("500 euros");
        embeddings.Texts.ShouldHaveSingleItem();
        api.Chat.LookUps.ShouldBe(1);
    }
}
