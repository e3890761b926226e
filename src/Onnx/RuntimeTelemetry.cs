using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace InboxMind.Onnx;

/// <summary>Turns off what ONNX Runtime tells its maker of each program and model: from version 1.29 on it does so on every system unless
/// it is told not to. Nothing leaves this machine that the operator did not ask for.</summary>
internal static partial class RuntimeTelemetry
{
    /// <summary>Looked at when the library is loaded; the call of the library comes too late for its first events.</summary>
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    static RuntimeTelemetry()
    {
        // The runtime's own copy of the environment is not the one that native code reads, but on Windows.
        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows() && SetVariable(Variable, "1", 1) != 0)
            throw new InvalidOperationException($"{Variable} cannot be set.");
    }

    /// <summary>Before anything else of the library is used.</summary>
    public static void TurnOff() => OrtEnv.Instance().DisableTelemetryEvents();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
