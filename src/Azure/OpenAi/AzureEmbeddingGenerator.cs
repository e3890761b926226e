using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Azure.OpenAi;

/// <summary>An embedding model's deployment, given as many texts in one call as it takes.</summary>
internal sealed class AzureEmbeddingGenerator(
    IEmbeddingGenerator<string, Embedding<float>> inner, DeploymentCalls calls, AzureOpenAiSettings settings, ITokenCounter tokens)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    /// <summary>Texts in one call.</summary>
    public const int MaxTexts = 2_048;

    /// <summary>Tokens of one text.</summary>
    private const int MaxTextTokens = 8_191;

    /// <summary>Tokens of one call are 300,000. The model's own count differs a little from ours.</summary>
    private const int MaxCallTokens = 270_000;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails { InputTokenCount = 0, TotalTokenCount = 0 } };
        foreach (var (texts, count) in Batches(values))
            await AddAsync(all, texts, count, options, cancellationToken);
        return all;
    }

    /// <summary>The texts in parts that are as large as a call may be, and the tokens of each.</summary>
    private IEnumerable<(List<string> Texts, int Tokens)> Batches(IEnumerable<string> values)
    {
        var most = settings.TokensPerMinute > 0 ? Math.Min(MaxCallTokens, settings.TokensPerMinute) : MaxCallTokens;
        var (batch, sum) = (new List<string>(), 0);
        foreach (var value in values)
        {
            var (text, count) = (value, tokens.Count(value));
            if (count > MaxTextTokens)
                (text, count) = (value[..tokens.PrefixLength(value, MaxTextTokens)], MaxTextTokens);
            if (batch.Count == MaxTexts || (batch.Count > 0 && sum + count > most))
            {
                yield return (batch, sum);
                (batch, sum) = ([], 0);
            }

            batch.Add(text);
            sum += count;
        }

        if (batch.Count > 0)
            yield return (batch, sum);
    }

    /// <summary>A call that is too large after all is made in two halves.</summary>
    private async Task AddAsync(
        GeneratedEmbeddings<Embedding<float>> all, List<string> texts, int count, EmbeddingGenerationOptions? options,
        CancellationToken cancellation)
    {
        var made = await calls.RunAsync(
            count,
            async stop =>
            {
                try
                {
                    return await base.GenerateAsync(texts, options, stop);
                }
                catch (Exception e) when (texts.Count > 1 && OpenAiFailure.IsBadRequest(e))
                {
                    return null;
                }
            },
            cancellation);
        if (made is null)
        {
            var half = texts.Count / 2;
            await AddAsync(all, texts[..half], count / 2, options, cancellation);
            await AddAsync(all, texts[half..], count / 2, options, cancellation);
            return;
        }

        if (made.Count != texts.Count)
            throw new InvalidOperationException($"{settings} gave {made.Count} vectors for {texts.Count} texts.");
        all.AddRange(made);
        all.Usage!.InputTokenCount += made.Usage?.InputTokenCount ?? count;
        all.Usage.TotalTokenCount = all.Usage.InputTokenCount;
    }
}
