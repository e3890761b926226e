using InboxMind.Core.Settings;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Onnx.Tests;

public sealed class OnnxModelFolderTests
{
    private static OnnxModelFiles Shipped => OnnxModelFiles.Shipped;

    [Fact]
    public async Task Read_ModelAsPublished_EmbedsByWhatItsFilesSay()
    {
        using var folder = new TempFolder();
        Publish(folder.Root, """{"hidden_size": 384, "max_position_embeddings": 128}""");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Root, "config_sentence_transformers.json"), """{"prompts": {"query": "ask: "}}""",
            TestContext.Current.CancellationToken);

        var model = OnnxServices.Create(OnnxModelFolder.Read(folder.Root, Section()), threads: 1);
        using var generator = model.Generator;
        var made = await generator.GenerateAsync(["a text"], cancellationToken: TestContext.Current.CancellationToken);

        model.QueryPrefix.ShouldBe("ask: ");
        made[0].Vector.Length.ShouldBe(384);
    }

    [Fact]
    public void Read_SameFiles_HaveOneVersionAndOthersAnother()
    {
        using var folder = new TempFolder();
        Publish(folder.Root, """{"hidden_size": 384}""");
        var first = OnnxModelFolder.Read(folder.Root, Section()).Version;

        OnnxModelFolder.Read(folder.Root, Section()).Version.ShouldBe(first);
        File.AppendAllText(Path.Combine(folder.Root, "model.onnx"), "x");
        OnnxModelFolder.Read(folder.Root, Section()).Version.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("model.onnx", "Models:Embedding:Folder must be a folder that holds model.onnx or onnx/model.onnx.")]
    [InlineData("vocab.txt",
        "Models:Embedding:Folder must be a folder that holds vocab.txt or sentencepiece.bpe.model or spiece.model or tokenizer.model.")]
    public void Read_FileMissing_SaysWhich(string missing, string sentence)
    {
        using var folder = new TempFolder();
        Publish(folder.Root, """{"hidden_size": 384}""");
        File.Delete(Path.Combine(folder.Root, missing));

        Should.Throw<SettingsException>(() => OnnxModelFolder.Read(folder.Root, Section())).Message.ShouldBe(sentence);
    }

    [Fact]
    public void Read_DescriptionBroken_SaysThatItCannotBeRead()
    {
        using var folder = new TempFolder();
        Publish(folder.Root, "{");

        Should.Throw<SettingsException>(() => OnnxModelFolder.Read(folder.Root, Section())).Message
            .ShouldStartWith("Models:Embedding:Folder cannot be read");
    }

    [Fact]
    public async Task Generate_ModelBroken_SaysSo()
    {
        using var folder = new TempFolder();
        Publish(folder.Root, """{"hidden_size": 384}""");
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "model.onnx"), "no model", TestContext.Current.CancellationToken);
        using var generator = OnnxServices.Create(OnnxModelFolder.Read(folder.Root, Section()), threads: 1).Generator;

        (await Should.ThrowAsync<SettingsException>(() => generator.GenerateAsync(["a text"]))).Message
            .ShouldBe("The embedding model's file model.onnx cannot be loaded: it is damaged or no ONNX model that can be run here.");
    }

    [Theory]
    [InlineData(128)]
    [InlineData(768)]
    public async Task Generate_OtherDimensionsThanTheModels_SaysBoth(int dimensions)
    {
        using var folder = new TempFolder();
        Publish(folder.Root, $$"""{"hidden_size": {{dimensions}}}""");
        using var generator = OnnxServices.Create(OnnxModelFolder.Read(folder.Root, Section()), threads: 1).Generator;

        (await Should.ThrowAsync<SettingsException>(() => generator.GenerateAsync(["a text"]))).Message
            .ShouldBe($"The embedding model model.onnx gives vectors of 384 dimensions, not {dimensions}.");
    }

    private static void Publish(string folder, string config)
    {
        File.Copy(Shipped.Model, Path.Combine(folder, "model.onnx"));
        File.Copy(Shipped.Vocabulary, Path.Combine(folder, "vocab.txt"));
        File.WriteAllText(Path.Combine(folder, "config.json"), config);
    }

    private static IConfigurationSection Section() => new ConfigurationBuilder().Build().GetSection("Models:Embedding");
}
