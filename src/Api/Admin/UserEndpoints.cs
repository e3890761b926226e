using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Accounts;
using InboxMind.Core.Admin;
using InboxMind.Core.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Admin;

/// <summary><c>/api/v1/admin/users</c>.</summary>
internal static class UserEndpoints
{
    private const int MaxText = 200;

    public static void MapApi(RouteGroupBuilder admin)
    {
        admin.MapGet("/users", ListAsync).WithSummary("Finds users.")
            .WithParameters([ParameterNote.Text("q", "A part of the address or name."), .. Cursor.Parameters]);
        admin.MapPatch("/users/{id}", ChangeAsync).WithSummary("Changes a user's role, deactivates a user.")
            .WithParameters(ParameterNote.Path("id", "The user's id.")).ProducesProblem(409);
    }

    private static async Task<Results<Ok<UsersResponse>, ValidationProblem>> ListAsync(
        IUserSearch users, AccountSettings settings, IAuditLog audit, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var page = PageRequest<string>.Read(values, static parts => parts is [var id] && UserId.IsLegal(id) ? id : null, errors);
        var text = values.Text("q")?.Trim();
        if (text is { Length: > MaxText })
            errors["q"] = [$"A part of an address or name, at most {MaxText} characters."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        await audit.AppendAccessAsync(context, "users", cancellation);
        UserId? after = page.After is { } last ? new UserId(last) : null;
        var found = await users.SearchAsync(context.Scope(), text, after, page.Skip, page.Limit + 1, cancellation);
        return TypedResults.Ok(new UsersResponse(
            [.. found.Take(page.Limit).Select(u => UserResponse.From(u, settings))],
            found.Count > page.Limit ? Cursor.Write(found[page.Limit - 1].Id.Value) : null,
            page.IncludeTotal ? await users.CountAsync(context.Scope(), text, cancellation) : null));
    }

    private static async Task<Results<Ok<UserResponse>, NotFound, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, ChangeUserRequest request, ChangeUser change, IUserStore users, AccountSettings settings, HttpContext context,
        CancellationToken cancellation)
    {
        Role? role = request.Role switch { null => null, "user" => Role.User, "admin" => Role.Admin, _ => Role.Operator };
        if (role == Role.Operator)
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["role"] = ["user or admin; operators are named in the settings."] });
        if (!UserId.IsLegal(id))
            return TypedResults.NotFound();
        var target = new UserId(id);
        return await change.ChangeAsync(context.Caller(), target, role, request.Active, context.Origin(), cancellation) switch
        {
            ChangeUserResult.Changed when await users.GetAsync(new Owner(target), cancellation) is { } user =>
                TypedResults.Ok(UserResponse.From(user, settings)),
            ChangeUserResult.Refused => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "Not this change",
                detail: "No one changes their own role or deactivates themselves, and a personal organisation has no admin."),
            _ => TypedResults.NotFound(),
        };
    }
}

/// <summary>The body of <c>PATCH /api/v1/admin/users/{id}</c>: what is not given stays.</summary>
public sealed record ChangeUserRequest(bool? Active, string? Role);

/// <summary>A page of users, by id.</summary>
public sealed record UsersResponse(IReadOnlyList<UserResponse> Users, string? Next, long? Total);

/// <summary>A user as administrators see them. <c>organisation</c> is null for a personal one.</summary>
public sealed record UserResponse(
    string Id, string DisplayName, string Email, string? Organisation, string Role, bool Active, DateTime CreatedAt)
{
    internal static UserResponse From(User user, AccountSettings settings) => new(
        user.Id.Value, user.DisplayName, user.Email, user.Organisation.IsPersonal ? null : user.Organisation.Value,
        AuthEndpoints.Name(settings.RoleOf(user)), user.Active, user.CreatedAt.UtcDateTime);
}
