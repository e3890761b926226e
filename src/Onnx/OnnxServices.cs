using InboxMind.Core.Index;
using InboxMind.Core.Settings;
using InboxMind.Onnx.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Onnx;

/// <summary>Embedding models that run on this machine.</summary>
public static class OnnxServices
{
    /// <summary>Adds the model that <c>Models:Embedding:Folder</c> names, and the one that is shipped. A model that was added before stays
    /// the one in use.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="shipped">Whether the shipped model is used unless <c>Models:Embedding:Shipped</c> says otherwise.</param>
    /// <exception cref="SettingsException">A setting is wrong, or the folder is no such model.</exception>
    public static IServiceCollection AddInboxMindOnnx(this IServiceCollection services, IConfiguration configuration, bool shipped)
    {
        var section = configuration.GetSection("Models:Embedding");
        var threads = section.Number("Threads", Math.Max(1, Environment.ProcessorCount / 2), 1, 256);
        if (section["Folder"] is { Length: > 0 } folder)
            Add(services, OnnxModelFolder.Read(folder, section), threads);
        if (IsShipped(section, shipped))
            services.AddShippedModel(threads);
        return services;
    }

    /// <summary>Adds the model that is shipped.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="threads">Threads that embed many texts.</param>
    public static IServiceCollection AddShippedModel(this IServiceCollection services, int threads)
    {
        Add(services, OnnxModelFiles.Shipped, threads);
        return services;
    }

    /// <summary>The model of these files; loaded when it is first used.</summary>
    internal static EmbeddingModel Create(OnnxModelFiles files, int threads)
    {
        ITextTokenizer tokenizer = Path.GetExtension(files.Vocabulary) == ".txt"
            ? new WordPieceTokenizer(files.Vocabulary, files.LowerCase)
            : new SentencePieceText(files.Vocabulary);
        return new EmbeddingModel(
            files.Id, files.Version, files.Dimensions, new OnnxEmbeddingGenerator(files, tokenizer, threads), tokenizer)
        {
            QueryPrefix = files.QueryPrefix,
            PassagePrefix = files.PassagePrefix,
            Scale = files.Scale,
        };
    }

    private static void Add(IServiceCollection services, OnnxModelFiles files, int threads) =>
        services.AddSingleton(_ => Create(files, threads));

    private static bool IsShipped(IConfigurationSection section, bool usual) => section["Shipped"] is { Length: > 0 } text
        ? bool.TryParse(text, out var value) ? value : throw new SettingsException($"{section.Path}:Shipped must be true or false.")
        : usual;
}
