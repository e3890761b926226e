using System.Text.Json;
using InboxMind.Documents.Files;

namespace InboxMind.Documents.Process;

/// <summary>The process that reads attachments: the program itself, started with this one word. It reads files from its input, writes what
/// they hold to its output, and does nothing else.</summary>
public static class AttachmentChild
{
    /// <summary>The word that a host starts it with; no command of anyone's.</summary>
    public const string Word = "read-attachment";

    /// <summary>Bytes of a request's first line.</summary>
    private const int MaxLine = 4_096;

    /// <summary>Whether the program is to be this process.</summary>
    public static bool IsMeant(string[] args) => args is [Word];

    /// <summary>Reads files until the input ends.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        using var input = new BufferedStream(Console.OpenStandardInput(), 64 * 1024);
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);

        // Nothing that a library has to say may get into the answer.
        Console.SetOut(TextWriter.Null);
        return Run(input, output);
    }

    internal static int Run(Stream input, Stream output)
    {
        while (Request(input) is { } request)
        {
            var file = new byte[request.Length];
            input.ReadExactly(file);
            try
            {
                var (outcome, isCut) = DocumentReader.Read(
                    file, request.Limits, passage => Write(output, new ReadReply(passage, null)),
                    picture => Write(output, new ReadReply(null, null, Picture: picture)));
                Write(output, new ReadReply(null, outcome, isCut));
                output.Flush();
            }
            catch (OutOfMemoryException)
            {
                // What is left of this process is not to be relied on: that it ends says enough.
                return 1;
            }
        }

        return 0;
    }

    private static ReadRequest? Request(Stream input)
    {
        var line = new byte[MaxLine];
        for (var length = 0; length < MaxLine; length++)
        {
            var next = input.ReadByte();
            if (next == '\n')
                return JsonSerializer.Deserialize(line.AsSpan(0, length), ReadJson.Default.ReadRequest);
            if (next < 0)
                return null;
            line[length] = (byte)next;
        }

        return null;
    }

    private static void Write(Stream output, ReadReply reply)
    {
        JsonSerializer.Serialize(output, reply, ReadJson.Default.ReadReply);
        output.WriteByte((byte)'\n');
    }
}
