using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>On a route that browsers open: what a person sees in the place of a problem, whoever finds it (limits, a storage that does not
/// answer).</summary>
/// <param name="Render">Makes the page out of status, title and text.</param>
internal sealed record ProblemPage(Func<int, string, string, IResult> Render);
