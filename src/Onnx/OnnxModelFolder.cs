using System.Security.Cryptography;
using System.Text.Json;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Onnx;

/// <summary>Reads an embedding model's folder as it is published: <c>model.onnx</c> or <c>onnx/model.onnx</c>, the vocabulary, and the
/// files that describe them. A setting wins over what a file says.</summary>
internal static class OnnxModelFolder
{
    /// <summary>Parts of the model's file that its version is made of: to read all of it at each start would take as long as to load
    /// it.</summary>
    private const int Samples = 64;

    private const int SampleLength = 64 * 1024;

    private static readonly string[] Models = ["model.onnx", "onnx/model.onnx"];
    private static readonly string[] Vocabularies = ["vocab.txt", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model"];

    /// <exception cref="SettingsException">The folder is no such model, or a setting is wrong.</exception>
    public static OnnxModelFiles Read(string folder, IConfigurationSection section)
    {
        try
        {
            var model = Find(folder, Models, section);
            var config = Json(Path.Combine(folder, "config.json"));
            var prompts = Property(Json(Path.Combine(folder, "config_sentence_transformers.json")), "prompts");
            var files = new OnnxModelFiles(
                section["Model"] is { Length: > 0 } name
                    ? name
                    : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
                Sampled(model), model, Find(folder, Vocabularies, section),
                section.Number("Dimensions", Number(config, "hidden_size"), 1, 4_096))
            {
                Pooling = PoolingOf(section, Json(Path.Combine(folder, "1_Pooling", "config.json"))),
                QueryPrefix = section["QueryPrefix"] ?? Text(prompts, "query") ?? "",
                PassagePrefix = section["PassagePrefix"] ?? Text(prompts, "document") ?? Text(prompts, "passage") ?? "",
                MaxTokens = section.Number("MaxTokens", Number(config, "max_position_embeddings") ?? 512, 32, 8_192),
                LowerCase = !IsFalse(Json(Path.Combine(folder, "tokenizer_config.json")), "do_lower_case"),
            };

            // Positions of XLM-RoBERTa begin behind the padding's.
            return Text(config, "model_type") == "xlm-roberta" && section["MaxTokens"] is null
                ? files with { MaxTokens = files.MaxTokens - 2 }
                : files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"{section.Path}:Folder cannot be read: {e.GetType().Name}.");
        }
    }

    private static string Find(string folder, string[] names, IConfigurationSection section) =>
        names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
        ?? throw new SettingsException($"{section.Path}:Folder must be a folder that holds {string.Join(" or ", names)}.");

    private static Pooling PoolingOf(IConfigurationSection section, JsonElement config)
    {
        if (section["Pooling"] is { Length: > 0 } name)
        {
            return Enum.TryParse<Pooling>(name, ignoreCase: true, out var pooling) && Enum.IsDefined(pooling)
                ? pooling
                : throw new SettingsException($"{section.Path}:Pooling must be First or Mean.");
        }

        return config.ValueKind == JsonValueKind.Object && config.TryGetProperty("pooling_mode_mean_tokens", out var mean)
            && mean.ValueKind == JsonValueKind.True ? Pooling.Mean : Pooling.First;
    }

    private static JsonElement Json(string path)
    {
        if (!File.Exists(path))
            return default;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static bool IsFalse(JsonElement element, string name) => Property(element, name).ValueKind == JsonValueKind.False;

    /// <summary>A hash over the file's length and evenly spaced parts of it.</summary>
    private static string Sampled(string path)
    {
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(file.Length));
        var buffer = new byte[SampleLength];
        for (var i = 0; i < Samples; i++)
        {
            file.Position = Math.Max(0, file.Length - SampleLength) * i / (Samples - 1);
            hash.AppendData(buffer, 0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
