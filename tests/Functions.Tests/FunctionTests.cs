using System.Reflection;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Tests;

public sealed class FunctionTests
{
    internal static readonly (MethodInfo Method, string Name)[] Functions =
        [.. typeof(HttpPipeline).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (method, method.GetCustomAttribute<FunctionAttribute>()?.Name!))
            .Where(function => function.Item2 is not null)];

    [Theory]
    [InlineData("Rag", "api/v1/rag/{*rest}", "get,post,delete")]
    [InlineData("Health", "health/{*rest}", "get,head")]
    [InlineData("OAuth", "api/v1/oauth/{*rest}", "get")]
    [InlineData("Auth", "api/v1/auth/{*rest}", "get,post")]
    [InlineData("Account", "api/v1/account/{*rest}", "get,patch,delete")]
    [InlineData("Assistants", "api/v1/assistants/{*rest}", "get,post")]
    [InlineData("Mcp", "mcp", "post")]
    [InlineData("Mailboxes", "api/v1/mailboxes/{*rest}", "get,post,patch,delete")]
    [InlineData("Emails", "api/v1/emails/{*rest}", "get,head,post,delete")]
    [InlineData("Threads", "api/v1/threads/{*rest}", "get")]
    [InlineData("Keys", ".well-known/{*rest}", "get")]
    [InlineData("Admin", "api/v1/admin/{*rest}", "get,post,patch")]
    [InlineData("OpenApi", "openapi/{*rest}", "get")]
    [InlineData("Web", "{*path}", "get,head,post,put,patch,delete,options")]
    public void HttpFunction_ByName_HasItsRouteAndMethods(string name, string route, string methods)
    {
        var trigger = Trigger<HttpTriggerAttribute>(name);

        trigger.Route.ShouldBe(route);
        trigger.Methods.ShouldBe(methods.Split(','));
    }

    [Fact]
    public void HttpFunction_Each_LeavesAuthenticationToTheApi() =>
        Functions.SelectMany(function => function.Method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .ShouldAllBe(trigger => trigger.AuthLevel == AuthorizationLevel.Anonymous);

    [Theory]
    [InlineData("Health", "/health", true)]
    [InlineData("Health", "/health/detailed", true)]
    [InlineData("Health", "/healthy", false)]
    [InlineData("Rag", "/api/v1/rag/query", true)]
    [InlineData("Rag", "/api/v1/rag/query/stream", true)]
    [InlineData("Rag", "/api/v1/ragged", false)]
    [InlineData("OAuth", "/api/v1/oauth/google/callback", true)]
    [InlineData("Auth", "/api/v1/auth/refresh", true)]
    [InlineData("Account", "/api/v1/account/sessions", true)]
    [InlineData("Account", "/api/v1/account", true)]
    [InlineData("Admin", "/api/v1/admin/work/poisoned/index-mail/7/requeue", true)]
    [InlineData("Mailboxes", "/api/v1/mailboxes", true)]
    [InlineData("Emails", "/api/v1/emails", true)]
    [InlineData("Emails", "/api/v1/emails/x/attachments/1", true)]
    [InlineData("Threads", "/api/v1/threads/x", true)]
    [InlineData("Keys", "/.well-known/jwks.json", true)]
    [InlineData("OpenApi", "/openapi", true)]
    [InlineData("OpenApi", "/openapi/v1.json", true)]
    public void HttpFunction_Path_IsMatched(string name, string path, bool matches)
    {
        var template = TemplateParser.Parse(Trigger<HttpTriggerAttribute>(name).Route!);

        new TemplateMatcher(template, []).TryMatch(path, new RouteValueDictionary()).ShouldBe(matches);
    }

    [Fact]
    public void IndexMail_Trigger_IsTheCoresQueue()
    {
        Trigger<QueueTriggerAttribute>("IndexMail").QueueName.ShouldBe("index-mail");
        Trigger<QueueTriggerAttribute>("SyncAskedMailbox").QueueName.ShouldBe("sync-mailbox");
        Trigger<QueueTriggerAttribute>("SyncDueMailboxes").QueueName.ShouldBe("sync-due");
        WorkQueues.IndexMail.ShouldBe("index-mail");
    }

    [Fact]
    public void Functions_Each_IsInTheTableOfThePage()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "running-on-functions.md"));
        var table = page[page.IndexOf("| Function |", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n\n", StringComparison.Ordinal)];

        table.Split('\n').Skip(2).SelectMany(static row => row.Split('|')[1].Split(',')).Select(static name => name.Trim(' ', '`'))
            .ShouldBe(Functions.Select(static function => function.Name), ignoreOrder: true);
    }

    [Theory]
    [InlineData("ScheduleSync", "0 * * * * *")]
    [InlineData("ResumeErasures", "0 * * * * *")]
    [InlineData("SweepUnindexed", "0 */5 * * * *")]
    [InlineData("RawMailLeftovers", "30 */5 * * * *")]
    [InlineData("IndexLeftovers", "0 37 3 * * *")]
    [InlineData("EmbedMail", "0 */5 * * * *")]
    [InlineData("ReadAttachments", "30 1/5 * * * *")]
    [InlineData("ReadMailAgain", "0 7/15 * * * *")]
    [InlineData("ForgetOldQuestions", "0 7 * * * *")]
    [InlineData("ForgetExpired", "0 17 * * * *")]
    [InlineData("PurgeHistory", "30 */10 * * * *")]
    public void Timer_ByName_HasItsSchedule(string name, string schedule)
    {
        var trigger = Trigger<TimerTriggerAttribute>(name);

        trigger.Schedule.ShouldBe(schedule, "no setting in it: one that is missing would keep the host from loading the function");
        trigger.UseMonitor.ShouldBeTrue();
        trigger.RunOnStartup.ShouldBeFalse();
    }

    [Fact]
    public void Timers_Each_IsTested() => Functions.Count(static function =>
        function.Method.GetParameters().Any(static p => p.GetCustomAttribute<TimerTriggerAttribute>() is not null)).ShouldBe(11);

    [Theory]
    [InlineData("SyncAllMailboxes")]
    [InlineData("SyncOneMailbox")]
    [InlineData("EraseOneAccount")]
    public void Orchestrator_ByName_IsStaticAndTakesNothingButItsContext(string name)
    {
        var method = Functions.Single(function => function.Name == name).Method;

        method.IsStatic.ShouldBeTrue("what is injected would not be in its history");
        method.GetParameters().ShouldHaveSingleItem().GetCustomAttribute<OrchestrationTriggerAttribute>().ShouldNotBeNull();
    }

    [Fact]
    public void Functions_Names_AreUnique() => Functions.Select(function => function.Name).ShouldBeUnique();

    private static T Trigger<T>(string name)
        where T : Attribute =>
        Functions.Single(function => function.Name == name).Method.GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<T>())
            .OfType<T>()
            .Single();
}
