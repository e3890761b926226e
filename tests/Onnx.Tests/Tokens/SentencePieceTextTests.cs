using System.Text;
using InboxMind.Onnx.Tokens;
using InboxMind.Testing;

namespace InboxMind.Onnx.Tests.Tokens;

public sealed class SentencePieceTextTests : IDisposable
{
    private const byte Normal = 1;
    private const byte Unknown = 2;
    private const byte Control = 3;

    private readonly TempFolder _folder = new();
    private readonly SentencePieceText _tokenizer;

    public SentencePieceTextTests()
    {
        var path = Path.Combine(_folder.Root, "sentencepiece.bpe.model");
        File.WriteAllBytes(path, Model());
        _tokenizer = new SentencePieceText(path);
    }

    [Fact]
    public void Encode_KnownWords_AreOneHigherThanInTheFileBetweenBeginAndEnd() =>
        _tokenizer.Encode("hello world", 16).ShouldBe([0, 4, 5, 2]);

    [Fact]
    public void Encode_UnknownLetter_IsTheUnknownToken() => _tokenizer.Encode("hello \u4f60", 16).ShouldContain(3);

    [Fact]
    public void Encode_TooLong_IsCutAndStillEnded()
    {
        var tokens = _tokenizer.Encode(string.Concat(Enumerable.Repeat("hello ", 40)), 16);

        tokens.Length.ShouldBe(16);
        tokens[^1].ShouldBe(2);
    }

    [Fact]
    public void PrefixLength_LongText_Fits()
    {
        var text = string.Concat(Enumerable.Repeat("hello world ", 100));

        _tokenizer.Count(text.AsSpan(0, _tokenizer.PrefixLength(text, 20))).ShouldBeInRange(10, 20);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A model of a few words and letters, as the message ModelProto of sentencepiece_model.proto.</summary>
    private static byte[] Model()
    {
        using var model = new MemoryStream();
        (string Piece, float Score, byte Kind)[] pieces =
        [
            ("<unk>", 0, Unknown), ("<s>", 0, Control), ("</s>", 0, Control), ("\u2581hello", -1, Normal), ("\u2581world", -2, Normal),
            ("\u2581", -3, Normal), ("h", -9, Normal), ("o", -9, Normal),
        ];
        foreach (var (piece, score, kind) in pieces)
        {
            var text = Encoding.UTF8.GetBytes(piece);
            Write(model, 0x0A, [0x0A, (byte)text.Length, .. text, 0x15, .. BitConverter.GetBytes(score), 0x18, kind]);
        }

        // Trainer: a unigram model. Normaliser: a space in front, spaces shown, several taken for one.
        Write(model, 0x12, [0x18, 1]);
        Write(model, 0x1A, [0x18, 1, 0x20, 1, 0x28, 1]);
        return model.ToArray();
    }

    private static void Write(MemoryStream model, byte tag, byte[] message)
    {
        model.WriteByte(tag);
        model.WriteByte((byte)message.Length);
        model.Write(message);
    }
}
