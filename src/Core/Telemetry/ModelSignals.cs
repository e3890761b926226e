using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace InboxMind.Core.Telemetry;

/// <summary>What models are asked, and what that costs.</summary>
public static class ModelSignals
{
    private const double Million = 1_000_000;

    private static readonly Histogram<double> Calls =
        Signals.Duration("inboxmind.model.duration", "How long calls of a model take.");

    private static readonly Counter<long> Tokens = Signals.Count(
        "inboxmind.model.tokens", "{token}", "Tokens that models read and wrote, as they count them.");

    private static readonly Counter<double> Cost = Signals.Meter.CreateCounter<double>(
        "inboxmind.model.cost", "{price}", "What those tokens cost, in the currency of the prices in the settings.");

    /// <summary>Measures a call and traces it.</summary>
    /// <param name="use">What the model does.</param>
    /// <param name="model">Its name, from the settings.</param>
    /// <param name="price">What a million tokens cost.</param>
    /// <param name="time">The clock.</param>
    /// <param name="call">Calls it.</param>
    /// <param name="used">Tokens that it says it read and wrote; null where it says nothing.</param>
    public static async Task<T> MeasureAsync<T>(
        ModelUse use, string model, ModelPrice price, TimeProvider time, Func<Task<T>> call, Func<T, (long? Input, long? Output)> used)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(used);
        var (start, outcome) = (time.GetTimestamp(), CallOutcome.Failed);
        var name = use == ModelUse.Embedding ? "embeddings" : "chat";
        using var span = Signals.Source.StartActivity($"{name} {model}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", name).SetTag("gen_ai.request.model", model);
        try
        {
            var answer = await call();
            outcome = CallOutcome.Done;
            var (input, output) = used(answer);
            span?.SetTag("gen_ai.usage.input_tokens", input).SetTag("gen_ai.usage.output_tokens", output);
            Add(use, model, "input", input ?? 0, price.Input);
            Add(use, model, "output", output ?? 0, price.Output);
            return answer;
        }
        catch (Exception e)
        {
            // Its type alone: what a model's endpoint says may repeat the prompt.
            span?.SetTag("error.type", e.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Calls.Record(
                time.GetElapsedTime(start).TotalSeconds, Signals.Label("use", use), Signals.Label("model", model),
                Signals.Label("outcome", outcome));
        }
    }

    private static void Add(ModelUse use, string model, string direction, long tokens, decimal price)
    {
        if (tokens <= 0)
            return;
        Tokens.Add(tokens, Signals.Label("use", use), Signals.Label("model", model), Signals.Label("direction", direction));
        if (price > 0)
            Cost.Add(tokens * (double)price / Million, Signals.Label("use", use), Signals.Label("model", model));
    }
}

/// <summary>What a model is asked for.</summary>
public enum ModelUse
{
    /// <summary>To write.</summary>
    Chat,

    /// <summary>To turn text into vectors.</summary>
    Embedding,

    /// <summary>To read pictures.</summary>
    Pictures,
}

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    Done,
    Failed,
}

/// <summary>What a million tokens cost, in the currency of the operator's bill; 0 when it is not known.</summary>
public readonly record struct ModelPrice(decimal Input, decimal Output);
