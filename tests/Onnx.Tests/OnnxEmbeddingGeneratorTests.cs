using System.Numerics.Tensors;

namespace InboxMind.Onnx.Tests;

public sealed class OnnxEmbeddingGeneratorTests(ShippedModel shipped)
{
    private const string Long = "The lift was repaired on Monday and works again. ";

    [Theory]
    [InlineData("The invoice is due on Friday.")]
    [InlineData("")]
    [InlineData("Grüße aus München \u4f60\u597d \U0001F600")]
    [InlineData("\0\uD800")]
    public async Task Generate_AnyText_HasUnitLength(string text)
    {
        var vector = (await shipped.EmbedAsync(text))[0];

        vector.Length.ShouldBe(shipped.Model.Dimensions);
        TensorPrimitives.Norm<float>(vector).ShouldBe(1, 1e-4f);
    }

    [Fact]
    public async Task Generate_SameTextAgain_IsTheSame()
    {
        var first = await shipped.EmbedAsync("The rent goes up in June.");

        (await shipped.EmbedAsync("The rent goes up in June."))[0].ShouldBe(first[0]);
    }

    [Fact]
    public async Task Generate_Batch_IsAsEachByItself()
    {
        string[] texts = ["Short.", string.Concat(Enumerable.Repeat(Long, 12)), "", "A text of a few more words than the first one."];

        var together = await shipped.EmbedAsync(texts);

        for (var i = 0; i < texts.Length; i++)
            Cosine(together[i], (await shipped.EmbedAsync(texts[i]))[0]).ShouldBeGreaterThan(0.9999f);
    }

    [Theory]
    [InlineData("pay raise", "From the first of March your wage goes up by four percent.", "The football match was moved to Sunday.")]
    [InlineData(
        "doctor appointment", "Your visit at the clinic is on Tuesday at nine.", "The printer on the second floor is out of toner.")]
    [InlineData("broken lift", "The elevator does not move any more.", "The minutes of the choir's meeting are attached.")]
    public async Task Generate_OtherWordsForTheSame_AreNearerThanAnotherTopic(string question, string same, string other)
    {
        var vectors = await shipped.EmbedAsync(shipped.Model.QueryPrefix + question, same, other);

        Cosine(vectors[0], vectors[1]).ShouldBeGreaterThan(Cosine(vectors[0], vectors[2]));
        Cosine(vectors[0], vectors[1]).ShouldBeGreaterThan(shipped.Model.Scale!.Least);
    }

    /// <summary>The model as it is published has the other one nearer; these mails are of the tenth that was not trained on.</summary>
    [Theory]
    [InlineData(
        "why does she avoid hills", "Hip's playing up, so only the flat path by the lake for me. Still keen?",
        "A skip, two removal men and she's driving with her wedding ring off. I give it till Easter before there's a For Sale board.")]
    [InlineData(
        "centenarian", "My sister turns a century on Friday. The King's card is here already and she has ordered a trifle.",
        "Mrs Reuter nearly went flying on the freshly waxed corridor. Please put up the yellow sign from now on.")]
    [InlineData(
        "which shade was discontinued",
        "We no longer make 118 moss. The closest tone is 121 fern, I've put a sample card in the post.",
        "We ended the year with 61,000 in the black, the first time since the pandemic. Bonuses all round!")]
    public async Task Generate_WhatTrainingTaught_IsNearerThanAnotherTopic(string question, string same, string other)
    {
        var vectors = await shipped.EmbedAsync(shipped.Model.QueryPrefix + question, same, other);

        Cosine(vectors[0], vectors[1]).ShouldBeGreaterThan(Cosine(vectors[0], vectors[2]) + 0.05f);
    }

    [Fact]
    public async Task Generate_TextLongerThanTheWindow_IsAsItsBeginning()
    {
        var tokens = shipped.Model.Tokens;
        var text = string.Concat(Enumerable.Repeat(Long, 80));
        tokens.Count(text).ShouldBeGreaterThan(OnnxModelFiles.Shipped.MaxTokens);

        var vectors = await shipped.EmbedAsync(text, text + "And now something else: a recipe for soup.");

        Cosine(vectors[0], vectors[1]).ShouldBeGreaterThan(0.9999f);
    }

    [Fact]
    public async Task Generate_NoTexts_GivesNone() => (await shipped.EmbedAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Generate_Cancelled_Stops()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            () => shipped.Model.Generator.GenerateAsync(["one", "two"], cancellationToken: stopped.Token));
    }

    private static float Cosine(float[] one, float[] other) => TensorPrimitives.CosineSimilarity<float>(one, other);
}
