using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Index;

namespace InboxMind.Benchmarks;

/// <summary>Mails for an index, always the same ones.</summary>
internal sealed class MadeUpMails(int seed, int dimensions)
{
    private const int Vocabulary = 60_000;
    private const int WordsOfAMail = 150;
    private readonly Random _random = new(seed);
    private int _count;

    public List<IndexedMail> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Mail(_count++))];

    /// <summary>Words, the n-th one as often as 1/n.</summary>
    public string Words(int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => Word((int)Math.Pow(Vocabulary, _random.NextDouble()))));

    /// <summary>A vector of length one.</summary>
    public float[] Vector()
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
            vector[i] = (float)(_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5);
        var length = MathF.Sqrt(vector.Sum(static x => x * x));
        return Array.ConvertAll(vector, x => x / length);
    }

    private IndexedMail Mail(int number)
    {
        var text = Words(WordsOfAMail);
        var half = text.Length / 2;
        var hash = SHA512.HashData(BitConverter.GetBytes(number));
        var id = new EmailId(string.Concat(hash.Take(EmailId.Length).Select(static b => "abcdefghijklmnopqrstuvwxyz234567"[b & 31])));
        return new IndexedMail(
            id, Words(6), $"{Words(2)} <person{number % 500}@example.com>", $"{Words(2)} <me@example.com>",
            DateTimeOffset.UnixEpoch.AddDays(19_000).AddMinutes(number), [number % 5 == 0 ? "Archive" : "INBOX"], HasAttachments: false,
            text, AttachmentNames: "",
            [
                new IndexedChunk(0, half, ContentHash.Compute($"{number} 0"), Vector()),
                new IndexedChunk(half, text.Length - half, ContentHash.Compute($"{number} 1"), Vector()),
            ])
        {
            Version = 1,
            MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{number}")))}@example.com",
            Size = 4_000,
        };
    }

    private static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var rest = rank + 26; rest > 0; rest /= 20)
            word.Append("bcdfghklmnprstvwzjqx"[rest % 20]).Append("aeiou"[rest % 5]);
        return word.ToString();
    }
}
