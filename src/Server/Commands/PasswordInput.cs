using System.Text;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary>Where a password comes from: a variable of the environment, a pipe, or a person who is asked.</summary>
internal static class PasswordInput
{
    private const int MaxLength = 4096;

    /// <param name="variable">The variable's name; null to take it from stdin.</param>
    /// <param name="account">Named in the prompt.</param>
    /// <param name="terminal">Where the prompt goes.</param>
    /// <returns>The password, or null when there is none.</returns>
    public static async Task<string?> ReadAsync(string? variable, string account, Terminal terminal)
    {
        if (variable is not null)
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
        var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync() : await AskAsync(account, terminal);
        return password is { Length: > 0 and <= MaxLength } ? password : null;
    }

    private static async Task<string> AskAsync(string account, Terminal terminal)
    {
        await terminal.Error.WriteAsync($"Password of {account}: ");
        var typed = new StringBuilder();
        while (typed.Length < MaxLength && Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        await terminal.Error.WriteLineAsync();
        return typed.ToString();
    }
}
