using InboxMind.Core.Settings;
using InboxMind.Onnx.Tokens;
using Microsoft.ML.OnnxRuntime;

namespace InboxMind.Onnx;

/// <summary>A loaded model. Each run works on the thread that calls it; several may call at once.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly OnnxModelFiles _files;
    private readonly long _padding;
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    /// <exception cref="SettingsException">The file is no model that can be run, or its vectors have another length.</exception>
    public OnnxRun(OnnxModelFiles files, long padding)
    {
        (_files, _padding) = (files, padding);
        RuntimeTelemetry.TurnOff();
        using var options = new SessionOptions
        {
            // What a batch takes is kept for the next. Without, the heap falls to pieces and takes twice as much.
            EnableCpuMemArena = true,
            EnableMemoryPattern = false,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = Open(files.Model, options);
        _inputs = [.. _session.InputMetadata.Keys];
        var (name, output) = _session.OutputMetadata.First();
        _outputs = [name];

        // A dimension that the file leaves open is negative.
        if (output.Dimensions is [.., > 0 and var dimensions] && dimensions != files.Dimensions)
        {
            _session.Dispose();
            throw new SettingsException(
                $"The embedding model {Path.GetFileName(files.Model)} gives vectors of {dimensions} dimensions, not {files.Dimensions}.");
        }
    }

    /// <summary>Puts the vectors of a batch's texts at their places.</summary>
    /// <exception cref="OperationCanceledException">Stopped within the run: a host that stops does not wait for a whole batch.</exception>
    public void Embed(TokenBatch batch, float[][] vectors, CancellationToken cancellation)
    {
        var (count, length) = (batch.Texts.Count, batch.Length);
        var (tokens, mask) = (new long[count * length], new long[count * length]);
        Array.Fill(tokens, _padding);
        for (var i = 0; i < count; i++)
        {
            batch.Texts[i].Tokens.CopyTo(tokens, i * length);
            Array.Fill(mask, 1, i * length, batch.Texts[i].Tokens.Length);
        }

        long[] shape = [count, length];
        using var run = new RunOptions();
        if (count * length > TokenBatches.MaxTokens)
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        using var stop = cancellation.Register(() => run.Terminate = true);
        var inputs = Array.ConvertAll(_inputs, name => OrtValue.CreateTensorValueFromMemory(
            name switch { "input_ids" => tokens, "attention_mask" => mask, _ => new long[count * length] }, shape));
        try
        {
            using var outputs = _session.Run(run, _inputs, inputs, _outputs);
            var values = outputs[0].GetTensorDataAsSpan<float>();
            var perText = values.Length / count;
            for (var i = 0; i < count; i++)
                vectors[batch.Texts[i].Place] = Vector(values.Slice(i * perText, perText), batch.Texts[i].Tokens.Length);
        }
        catch (OnnxRuntimeException e) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
        finally
        {
            foreach (var input in inputs)
                input.Dispose();
        }
    }

    public void Dispose() => _session.Dispose();

    private static InferenceSession Open(string path, SessionOptions options)
    {
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException)
        {
            throw new SettingsException(
                $"The embedding model's file {Path.GetFileName(path)} cannot be loaded: "
                + "it is damaged or no ONNX model that can be run here.");
        }
    }

    /// <param name="values">The vectors of a text's tokens one after the other, or its only one.</param>
    /// <param name="tokens">How many of them are no padding.</param>
    private float[] Vector(ReadOnlySpan<float> values, int tokens)
    {
        var dimensions = _files.Dimensions;
        var vector = values[..dimensions].ToArray();
        if (_files.Pooling == Pooling.Mean && values.Length > dimensions)
        {
            for (var token = 1; token < tokens; token++)
            {
                for (var i = 0; i < dimensions; i++)
                    vector[i] += values[(token * dimensions) + i];
            }
        }

        var length = MathF.Sqrt(vector.Sum(static x => x * x));
        for (var i = 0; length > 0 && i < dimensions; i++)
            vector[i] /= length;
        return vector;
    }
}
