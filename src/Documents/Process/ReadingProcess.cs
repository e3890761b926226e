using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;

namespace InboxMind.Documents.Process;

/// <summary>A process that reads one attachment after the other, with a heap of its own that cannot grow beyond its limit. It is given
/// none of this process's settings.</summary>
internal sealed class ReadingProcess : IDisposable
{
    /// <summary>What it needs of the surroundings: where the runtime lies, and where temporary files go.</summary>
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "LD_LIBRARY_PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64",
        "DOTNET_ROOT_ARM64", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    private readonly System.Diagnostics.Process _process;
    private readonly StreamReader _output;

    private ReadingProcess(System.Diagnostics.Process process)
    {
        _process = process;
        _output = process.StandardOutput;
    }

    /// <summary>Files that it was given.</summary>
    public int Files { get; private set; }

    /// <summary>Whether it ended by itself.</summary>
    public bool HasEnded => _process.HasExited;

    /// <exception cref="AttachmentsUnreadableException">It cannot be started.</exception>
    public static ReadingProcess Start(ChildProgram program, AttachmentLimits limits)
    {
        var start = new ProcessStartInfo(program.File, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(static k => !Kept.Contains(k, StringComparer.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_GCHeapHardLimit"] =
            (limits.MemoryMegabytes * 1024L * 1024).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCHeapCount"] = "1";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            var process = System.Diagnostics.Process.Start(start)
                ?? throw new AttachmentsUnreadableException("The process that reads attachments was not started.");

            // What a dying runtime writes would hold it up.
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            GiveWay(process);
            return new ReadingProcess(process);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            throw new AttachmentsUnreadableException($"The process that reads attachments cannot be started ({e.GetType().Name}).");
        }
    }

    /// <summary>Has a file read.</summary>
    /// <returns>What was read; null when the process died of it, or answered what it must not.</returns>
    public async Task<AttachmentReading?> ReadAsync(ReadOnlyMemory<byte> file, AttachmentLimits limits, CancellationToken cancellation)
    {
        Files++;
        try
        {
            var input = _process.StandardInput.BaseStream;
            await input.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(new ReadRequest(file.Length, limits), ReadJson.Default.ReadRequest), cancellation);
            await input.WriteAsync("\n"u8.ToArray(), cancellation);
            await input.WriteAsync(file, cancellation);
            await input.FlushAsync(cancellation);
            return await AnswerAsync(limits, cancellation);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }

        _process.Dispose();
    }

    /// <summary>It gives way to whoever asks meanwhile.</summary>
    private static void GiveWay(System.Diagnostics.Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended already, which the first file will tell; or the system has no such thing.
        }
    }

    /// <summary>A process that a file has taken over might answer without end.</summary>
    private async Task<AttachmentReading?> AnswerAsync(AttachmentLimits limits, CancellationToken cancellation)
    {
        var passages = new List<AttachmentPassage>();
        var pictures = new List<AttachmentPicture>();
        var lines = new ReplyLines(_output, limits);
        while (await lines.NextAsync(cancellation) is { } line)
        {
            switch (JsonSerializer.Deserialize(line, ReadJson.Default.ReadReply))
            {
                case { Passage: { } passage }:
                    passages.Add(passage with { Picture = null });
                    break;
                case { Picture: { Data.Length: > 0 } picture } when pictures.Count < limits.Pictures
                    && picture.Data.Length <= limits.PictureMegabytes * 1024L * 1024 && PictureHead.Of(picture.Data) is not null:
                    pictures.Add(picture);
                    break;
                case { Outcome: { } outcome } last:
                    return new AttachmentReading(outcome, passages, last.IsCut) { Pictures = pictures };
                default:
                    return null;
            }
        }

        return null;
    }
}
