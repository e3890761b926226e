using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Keys;
using InboxMind.Azure.OpenAi;
using InboxMind.Azure.Search;
using InboxMind.Azure.Storage;
using InboxMind.Testing;

namespace InboxMind.Infrastructure.Tests;

/// <summary>The template and the code say the same: settings, roles, containers, parameters.</summary>
public sealed partial class TemplateTests(CompiledTemplate template) : IClassFixture<CompiledTemplate>
{
    /// <summary>Settings that the app reads and the template leaves alone, with the reason.</summary>
    private static readonly Dictionary<string, string> NotSet = new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "Flex Consumption has it in functionAppConfig",
        ["AzureWebJobsStorage"] = "a connection string; the account is named without a key instead",
        ["InboxMind__Data"] = "there is no data folder",
        ["InboxMind__Cache"] = "the instance's temporary folder is right",
        ["InboxMind__Cosmos__clientId"] = "the one identity is named by InboxMind__Azure__ClientId",
        ["InboxMind__Cosmos__key"] = "for an emulator; the account takes no keys",
        ["InboxMind__Azure__Identity"] = "managed is the default",
        ["InboxMind__Azure__KeyVault__Certificate"] = "the default is what infra/certificate.sh makes",
        ["InboxMind__Sync__SideBySide"] = "the default is right for one shard",
        ["InboxMind__Sync__TurnSeconds"] = "the default is right",
        ["InboxMind__Durable__HistoryDays"] = "the default is right",
        ["InboxMind__Durable__PurgePerRun"] = "the default keeps up with 10,000 mailboxes a shard",
        ["InboxMind__Search__ApiKey"] = "the service takes no keys",
        ["InboxMind__Models__Chat__ContextTokens"] = "the default is right",
        ["InboxMind__Models__Chat__ApiKey"] = "the account takes no keys",
        ["InboxMind__Models__Embedding__ApiKey"] = "the account takes no keys",
        ["InboxMind__Models__Chat__TokensPerDay"] = "questions are bounded by their number",
        ["InboxMind__Models__Chat__CostPerDay"] = "questions are bounded by their number",
        ["InboxMind__Models__Chat__InputPrice"] = "prices change",
        ["InboxMind__Models__Chat__OutputPrice"] = "prices change",
        ["InboxMind__Models__Embedding__Threads"] = "the default follows the instance's processors",
        ["InboxMind__Models__Embedding__Folder"] = "an instance has no folder of one's own",
        ["InboxMind__Accounts__PrivateMailHosts"] = "a mail server inside one's own network is an exception",
        ["InboxMind__Accounts__Google__Authority"] = "Google's own",
        ["InboxMind__Accounts__Google__Imap"] = "Google's own",
        ["InboxMind__Accounts__Microsoft__Authority"] = "Microsoft's own",
        ["InboxMind__Accounts__Microsoft__Imap"] = "Microsoft's own",
        ["InboxMind__Limits__QuestionsPerMinute"] = "the default is right",
        ["InboxMind__Limits__RequestsPerMinute"] = "the default is right",
        ["InboxMind__Limits__SignInsPerMinute"] = "the default is right",
        ["InboxMind__Limits__AddressRequestsPerMinute"] = "the default is right",
        ["InboxMind__Models__Embedding__InputPrice"] = "prices change",
        ["InboxMind__Telemetry__Otlp__Endpoint"] = "Application Insights takes all",
        ["InboxMind__Telemetry__Otlp__Protocol"] = "as the endpoint",
        ["InboxMind__Telemetry__Otlp__Headers"] = "as the endpoint",
        ["InboxMind__Telemetry__MetricsToken"] = "there is no page for Prometheus on this host",
        ["InboxMind__Telemetry__TracesPercent"] = "the default is right for a small deployment",
        ["InboxMind__Attachments__Read"] = "the default is right",
        ["InboxMind__Attachments__FileMegabytes"] = "the default is right",
        ["InboxMind__Attachments__UnpackedMegabytes"] = "the default is right",
        ["InboxMind__Attachments__Pages"] = "the default is right",
        ["InboxMind__Attachments__Files"] = "the default is right",
        ["InboxMind__Attachments__Depth"] = "the default is right",
        ["InboxMind__Attachments__Characters"] = "the default is right",
        ["InboxMind__Attachments__Seconds"] = "the default is right",
        ["InboxMind__Attachments__MemoryMegabytes"] = "the default is right",
        ["InboxMind__Attachments__Ocr__Endpoint"] = "pictures leave the deployment only when its operator says so",
        ["InboxMind__Attachments__Ocr__Model"] = "as the endpoint",
        ["InboxMind__Attachments__Ocr__ApiKey"] = "as the endpoint",
        ["InboxMind__Attachments__Ocr__Pages"] = "the default is right",
        ["InboxMind__Attachments__Ocr__Megabytes"] = "the default is right",
        ["InboxMind__Attachments__Ocr__PerMail"] = "the default is right",
        ["InboxMind__Attachments__Ocr__PerDay"] = "the default is right",
        ["InboxMind__Attachments__Ocr__InputPrice"] = "prices change",
        ["InboxMind__Attachments__Ocr__OutputPrice"] = "prices change",
        ["InboxMind__Answers__CachedAnswers"] = "the default is right",
        ["InboxMind__Answers__HistoryDays"] = "the default is right",
    };

    /// <summary>Settings of the template that the host reads and the app does not.</summary>
    private static readonly string[] OfTheHost =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    /// <summary>The ids that Azure gave its roles.</summary>
    private static readonly Dictionary<string, string> RoleIds = new()
    {
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["Key Vault Certificate User"] = "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Key Vault Certificates Officer"] = "a4417e6f-fecd-4de8-b567-7b0420556985",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["Search Index Data Contributor"] = "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
        ["Search Service Contributor"] = "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
        ["Cognitive Services OpenAI User"] = "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
        ["Cosmos DB Built-in Data Contributor"] = "00000000-0000-0000-0000-000000000002",
    };

    [Fact]
    public void Build_Template_NoErrorsAndNoWarnings() => template.Complaints.ShouldBeEmpty();

    [Fact]
    public void Settings_OfTheTemplate_AreThoseThatTheAppReads()
    {
        var read = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Folder, "local.settings.sample.json")))!["Values"]!
            .AsObject().Select(static v => v.Key).ToList();
        var set = template.OfType("Microsoft.Web/sites/config").ShouldHaveSingleItem()["properties"]!.AsObject()
            .Select(static p => p.Key).ToList();

        set.Except(OfTheHost).ShouldBe(read.Except(NotSet.Keys), ignoreOrder: true);
        NotSet.Keys.Except(read).ShouldBeEmpty("what is left alone is read at all");
        OfTheHost.Except(set).ShouldBeEmpty();
    }

    [Fact]
    public void Roles_OfTheTemplate_AreThoseThatTheCodeAsksForAndThePlatform()
    {
        string[] asked =
        [
            CosmosErrors.Role, .. StorageErrors.RoleNames, KeyVaultErrors.Role, OpenAiFailure.Role, .. SearchErrors.RoleNames,

            // App settings that refer to secrets; logs sent without a key; who makes the certificate.
            "Key Vault Secrets User", "Monitoring Metrics Publisher", "Key Vault Certificates Officer",
        ];
        var assigned = template.Modules.Where(static m => CompiledTemplate.Resources(m).Any(static r =>
                ((string)r["type"]!).EndsWith("roleAssignments", StringComparison.OrdinalIgnoreCase)))
            .SelectMany(static m => Id().Matches((m["variables"]?.ToJsonString() ?? "") + RolesOfCosmos(m)))
            .Select(static m => m.Value).Distinct();

        assigned.ShouldBe(asked.Select(static name => RoleIds[name]), ignoreOrder: true);
    }

    [Fact]
    public void Containers_OfTheTemplate_AreThoseThatTheCodeExpects()
    {
        var cosmos = template.Modules.Single(static m =>
            CompiledTemplate.Resources(m).Any(static r => (string?)r["type"] == "Microsoft.DocumentDB/databaseAccounts"));

        cosmos["variables"]!["containers"]!.AsArray()
            .Select(static c => $"{c!["name"]} {c["key"]} {string.Join(' ', c["indexed"]!.AsArray())}")
            .ShouldBe(CosmosContainers.All.Select(static c =>
                $"{c.Id} {c.PartitionKeyPath} {string.Join(' ', c.IndexingPolicy.IncludedPaths.Skip(1).Select(static p => p.Path))}"));
    }

    [Fact]
    public void Parameters_OfThePage_AreThoseOfTheTemplate()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "deploy.md"));

        Row().Matches(page).Select(static m => (m.Groups[1].Value, m.Groups[2].Value)).ShouldBe(template.Parameters.Select(
            static p => (p.Key, (string?)p.Value!["metadata"]?["description"] ?? $"{p.Key} has no description")));
    }

    [Fact]
    public void Parameters_OfAzd_AreThereInTheTemplate()
    {
        var given = JsonNode.Parse(File.ReadAllText(Path.Combine(CompiledTemplate.Folder, "main.parameters.json")))!["parameters"]!
            .AsObject().Select(static p => p.Key).ToList();

        given.Except(template.Parameters.Select(static p => p.Key)).ShouldBeEmpty();
        template.Parameters.Where(static p => p.Value!["defaultValue"] is null).Select(static p => p.Key).Except(given).ShouldBeEmpty();
    }

    [Fact]
    public void Accounts_OfTheTemplate_TakeNoKeys()
    {
        var storage = template.OfType("Microsoft.Storage/storageAccounts").ShouldHaveSingleItem()["properties"]!;
        ((bool)storage["allowSharedKeyAccess"]!).ShouldBeFalse();
        ((bool)storage["allowBlobPublicAccess"]!).ShouldBeFalse();
        ((bool)template.OfType("Microsoft.DocumentDB/databaseAccounts").ShouldHaveSingleItem()["properties"]!["disableLocalAuth"]!)
            .ShouldBeTrue();
        ((bool)template.OfType("Microsoft.Search/searchServices").ShouldHaveSingleItem()["properties"]!["disableLocalAuth"]!)
            .ShouldBeTrue();
        ((bool)template.OfType("Microsoft.CognitiveServices/accounts").ShouldHaveSingleItem()["properties"]!["disableLocalAuth"]!)
            .ShouldBeTrue();
        ((bool)template.OfType("Microsoft.KeyVault/vaults").First()["properties"]!["enableRbacAuthorization"]!).ShouldBeTrue();
    }

    private static string RolesOfCosmos(JsonObject module) => string.Join(' ', CompiledTemplate.Resources(module)
        .Where(static r => (string?)r["type"] == "Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions")
        .Select(static r => (string?)r["name"]));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("^\\| `([a-zA-Z]+)` \\| (.+) \\|\\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
