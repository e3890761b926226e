using System.Collections.Concurrent;
using System.Text.Json;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Index;
using InboxMind.Embedded.Models;
using InboxMind.Embedded.Models.Extractive;
using Microsoft.Extensions.AI;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class PassageRankTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_DigestThatHoldsTheWordsSomewhere_LosesToTheMailAboutIt()
    {
        var stories = Enumerable.Range(1, 120).Select(static i => $"Story {i} tells what happened in town {i} that day.");
        var digest = string.Join("\n\n", stories)
            + "\n\nThe harbour board will move the crane inspection talks, said the mayor of the harbour town.";

        (await AskAsync(
            nearness: null, "Where will the harbour crane inspection be?",
            Source(digest, 1), Source("The inspection of the crane is at quay four this time.", 2) with { Relevance = 0.97 }))
            .ShouldContain("at quay four");
    }

    [Fact]
    public async Task Answer_WhenSomethingWas_IsWhatTellsADay()
    {
        var stories = Enumerable.Range(1, 120).Select(static i => $"Story {i} tells what happened in town {i} at last.");
        var digest = string.Join("\n\n", stories) + "\n\nOtto brought the mast of the boat to the yard on 3 May.";

        (await AskAsync(
            nearness: null, "When did Otto bring the mast of the boat to the yard?",
            Source(digest, 1), Source("Otto brought the mast of the boat to the yard in good order.", 2))).ShouldContain("on 3 May");
    }

    [Fact]
    public async Task Answer_SaidInOtherWords_IsWhatMeansTheSame()
    {
        const string Asked = "What did the board of the boat yard decide for Greta about a raise in spring?";
        PromptSource[] sources =
        [
            Source("The board of the boat yard met Greta in spring and decided about the paint.", 1),
            Source("The board of the boat yard decided in spring: Greta gets a tenth more wage.", 2) with { Relevance = 0.95 },
        ];

        (await AskAsync(nearness: null, Asked, sources)).ShouldContain("about the paint");
        (await AskAsync(new Nearness(Means("raise", "wage")), Asked, sources)).ShouldContain("a tenth more wage");
    }

    [Fact]
    public async Task Answer_ShortQuestion_HoldsTheWordThatIsAsked() => (await AskAsync(
        new Nearness(Means("say", "pier")), "What did Eve say about the kettle?",
        Source("The kettle in the canteen goes back to the shop on Monday.", 1),
        Source("The boat trip starts at the pier, and whoever comes late can take the bus from the station.", 2)))
        .ShouldContain("The kettle in the canteen");

    [Theory]
    [InlineData("Where is the spare key now?", "in the shed")]
    [InlineData("Where was the spare key in spring?", "under the mat")]
    public async Task Answer_HowThingsStandNow_IsTheNewest(string question, string expected) => (await AskAsync(
        nearness: null, question,
        Source("The spare key lies under the mat by the door of the house.", 1) with { Date = "2026-04-01" },
        Source("The spare key lies in the shed by the door of the garden.", 2) with { Date = "2026-05-20", Relevance = 0.95 }))
        .Split('\n')[0].ShouldContain(expected);

    [Fact]
    public async Task Answer_SubjectThatTellsWhatItIsAbout_IsComparedToo()
    {
        const string Asked = "What did the board of the boat yard say of the raise for Greta in spring?";
        PromptSource[] sources =
        [
            Source("The board of the boat yard said to Greta in spring that it depends on the paint.", 1),
            Source("The board of the boat yard said to Greta in spring that it will be a tenth more.", 2) with
            {
                Subject = "Your wage", Relevance = 0.95,
            },
        ];

        (await AskAsync(nearness: null, Asked, sources)).ShouldContain("on the paint");
        (await AskAsync(new Nearness(Means("raise", "wage")), Asked, sources)).ShouldContain("a tenth more");
    }

    [Theory]
    [InlineData("Does Greta get a raise?", "a tenth more")]
    [InlineData("Bekommt Greta denn eine raise?", "NOT_FOUND")]
    [InlineData("Does Greta get a bicycle?", "NOT_FOUND")]
    public async Task Answer_ShortQuestionInOtherWords_IsWhatIsNearEnough(string question, string expected)
    {
        var source = Source("The board met. As of May your wage goes up by a tenth more than was said.", 1) with { To = "Greta" };

        (await AskAsync(new Nearness(Means("raise", "wage") with { Scale = new SimilarityScale(0.16f, 0.5f) }), question, source))
            .ShouldContain(expected == "NOT_FOUND" ? AnswerPrompt.NotFound : expected);
        (await AskAsync(new Nearness(Means("raise", "wage")), question, source)).ShouldBe(AnswerPrompt.NotFound);
    }

    [Theory]
    [InlineData("say to", false)]
    [InlineData("crane", true)]
    public async Task Answer_NameThatIsElsewhere_IsAboutOthersUnlessItIsNear(string near, bool isAnswered)
    {
        const string Asked = "What did the harbour board say to Heinrich Zille of the crane inspection at the pier?";
        PromptSource[] sources =
        [
            Source("The harbour board said that the crane inspection at the pier is on Monday.", 1) with { Thread = 1 },
            Source("Heinrich Zille has a new boat and sails it every day.", 2) with { Thread = 2, Relevance = 0.8 },
        ];

        (await AskAsync(new Nearness(Means(near) with { Scale = new SimilarityScale(0.16f, 0.5f) }), Asked, sources))
            .Contains("on Monday", StringComparison.Ordinal).ShouldBe(isAnswered);
        (await AskAsync(new Nearness(Means(near)), Asked, sources)).ShouldContain("on Monday");
    }

    [Theory]
    [InlineData("say of", false)]
    [InlineData("crane", true)]
    public async Task Answer_NameThatNoMailHolds_IsAboutOthersUnlessItIsNear(string near, bool isAnswered)
    {
        const string Asked = "What did the harbour board say of the Brandvold crane inspection at the pier?";
        var source = Source("The harbour board said that the crane inspection at the pier is on Monday.", 1);

        (await AskAsync(new Nearness(Means(near) with { Scale = new SimilarityScale(0.16f, 0.5f) }), Asked, source))
            .Contains("on Monday", StringComparison.Ordinal).ShouldBe(isAnswered);
        (await AskAsync(new Nearness(Means(near)), Asked, source)).ShouldContain("on Monday");
    }

    [Theory]
    [InlineData("Why does the committee prefer paying Greta more salary this season?", "a tenth more")]
    [InlineData("Why does the Brandvold committee prefer paying Rosa Quill more salary this season?", "NOT_FOUND")]
    public async Task Answer_LongQuestionInOtherWords_IsWhatIsNearEnough(string question, string expected)
    {
        var source = Source("The board met. As of May your wage goes up by a tenth more than was said.", 1) with { To = "Greta" };

        (await AskAsync(new Nearness(Means("salary", "wage") with { Scale = new SimilarityScale(0.16f, 0.5f) }), question, source))
            .ShouldContain(expected == "NOT_FOUND" ? AnswerPrompt.NotFound : expected);
        (await AskAsync(new Nearness(Means("salary", "wage")), question, source)).ShouldBe(AnswerPrompt.NotFound);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Answer_WordsOfSomebodyAboutSomethingElse_AreNoneAboutWhatOthersWriteOf(bool isOfOthers, bool isAnswered)
    {
        PromptSource[] sources =
        [
            Source("The roof of the hall is dry again and the paint has come.", 1) with { From = "Ines Tal", Thread = 1 },
            Source($"We have a new {(isOfOthers ? "gutter" : "fence")} at the barn.", 2) with { From = "Otto", Thread = 2 },
        ];

        (await AskAsync(
            new Nearness(Means("gutter", "roof") with { Scale = new SimilarityScale(0.16f, 0.5f) }),
            "Ines Tal's opinion of the gutter", sources))
            .Contains("The roof", StringComparison.Ordinal).ShouldBe(isAnswered);
    }

    [Fact]
    public async Task OfAsync_Texts_AreComparedWithTheQuestion()
    {
        var near = await new Nearness(Means("raise", "wage")).OfAsync("a raise", ["your wage", "the crane", "a raise"], Cancellation);

        near[0].ShouldBe(1, 0.001);
        near[1].ShouldBe(0, 0.001);
        near[2].ShouldBe(1, 0.001);
    }

    [Fact]
    public async Task Answer_MailMadeToCost_HasFewAndShortTextsCompared()
    {
        var meaning = new Meaning(["pump"]);
        var words = string.Join(' ', Enumerable.Range(0, 100).Select(static i => $"Word{i}{new string('x', 900)}."));
        PromptSource[] sources = [.. Enumerable.Range(1, 12).Select(n => Source($"The pump of the boat is here now. {words}", n))];

        await AskAsync(
            new Nearness(new EmbeddingModel("test", "1", 2, meaning, new WordCounter())), "Where is the pump of the boat now?", sources);

        meaning.Lengths.Count.ShouldBeInRange(2, 13);
        meaning.Lengths.Max().ShouldBeLessThanOrEqualTo(500);
    }

    /// <summary>A model to which all texts with one of these words mean the same, and nothing like the others.</summary>
    private static EmbeddingModel Means(params string[] words) => new("test", "1", 2, new Meaning(words), new WordCounter());

    private static PromptSource Source(string text, int n) => new(n, "Eve", "Anna", "2026-05-01", "News", 1, text);

    private static async Task<string> AskAsync(Nearness? nearness, string question, params PromptSource[] sources)
    {
        using var client = new ExtractiveChatClient(nearness);
        var prompt = JsonSerializer.Serialize(new PromptContent(question, "2026-06-01", sources), Json);
        return (await client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], null, Cancellation)).Text;
    }

    private sealed class Meaning(string[] words) : IEmbeddingGenerator<string, Embedding<float>>
    {
        /// <summary>Of the texts that were embedded.</summary>
        public ConcurrentBag<int> Lengths { get; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(Embed)));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private Embedding<float> Embed(string text)
        {
            Lengths.Add(text.Length);
            var isAlike = words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
            return new Embedding<float>(isAlike ? new float[] { 1, 0 } : new float[] { 0, 1 });
        }
    }
}
