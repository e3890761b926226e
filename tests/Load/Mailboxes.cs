using System.Globalization;
using InboxMind.Api;
using InboxMind.Api.Auth;
using InboxMind.Core;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Import;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Load;

/// <summary>Someone who uses the server: a name and an access token.</summary>
internal sealed record Person(string Name, string Token);

/// <summary>Fills a data folder with users and mail, before the server is started on it.</summary>
internal static class Mailboxes
{
    public static async Task<IReadOnlyList<Person>> PrepareAsync(
        string data, string mail, int messages, int users, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection().AddLogging().AddInboxMindCore().AddInboxMindTokens().AddInboxMindEmbedded(data)
            .BuildServiceProvider();
        var maildir = Directory.Exists(Path.Combine(data, "index")) ? null : Mails.Replicate(mail, messages);
        List<string> all = maildir is null ? [] : [.. Directory.EnumerateFiles(Path.Combine(maildir, "cur")).Order(StringComparer.Ordinal)];
        var people = new List<Person>();
        for (var i = 0; i < users; i++)
        {
            var owner = new Owner(new UserId($"load-{i}"));
            await services.GetRequiredService<IUserStore>().CreateAsync(
                owner, new User
                {
                    Id = owner.User,
                    Organisation = OrganisationId.Personal(owner.User),
                    CreatedAt =
                    TimeProvider.System.GetUtcNow()
                }, identity: null, cancellation);
            if (all.Count > 0)
            {
                string[] own = [.. all.Where((_, number) => number % users == i)];
                await services.GetRequiredService<ImportMail>().ImportAsync(owner, MailFiles.Open(own), new ImportProgress(), cancellation);
            }

            var session = await services.GetRequiredService<StartSession>()
                .OnceAsync(owner, RequestOrigin.CommandLine, AccessTokens.Lifetime, isOperator: false, cancellation);
            people.Add(new Person(owner.User.Value, await services.GetRequiredService<AccessTokens>()
                .IssueAsync(owner, session.Id, cancellation)));
        }

        if (maildir is not null)
            Directory.Delete(maildir, recursive: true);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"{users} users, {(all.Count > 0 ? $"{all.Count:N0} messages imported" : "the mail the folder holds")}"));
        return people;
    }
}
