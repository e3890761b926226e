using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Assistants;

/// <summary>Reads what a form sent.</summary>
internal static class SentForm
{
    /// <summary>The fields; null when there is no form, or one in which a field comes twice or in several lines: of two values it is
    /// anyone's guess which one the next reader takes.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType)
            return null;
        try
        {
            var form = await context.Request.ReadFormAsync(cancellation);
            return form.Any(static f => f.Value is not [{ } value] || value.Contains('\n', StringComparison.Ordinal)) ? null : form;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
