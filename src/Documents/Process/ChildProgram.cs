using System.Reflection;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Process;

/// <summary>How the reading process is started.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record ChildProgram(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>A host's program once more.</summary>
    /// <param name="host">The assembly that holds its beginning.</param>
    /// <exception cref="AttachmentsUnreadableException">It has no file that could be started.</exception>
    public static ChildProgram Of(Assembly host)
    {
        var path = Environment.ProcessPath;
        if (path is not null && Assembly.GetEntryAssembly() == host && !IsRuntime(path))
            return new ChildProgram(path, [AttachmentChild.Word]);
        if (host.Location.Length == 0)
            throw new AttachmentsUnreadableException("The program has no file that could be started to read attachments.");

        // Its files are run by the runtime that runs this process, or else by the one that is found.
        return new ChildProgram(path is not null && IsRuntime(path) ? path : "dotnet", [host.Location, AttachmentChild.Word]);
    }

    private static bool IsRuntime(string path) =>
        Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
}
