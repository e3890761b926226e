using System.Text.RegularExpressions;
using InboxMind.Testing;
using YamlDotNet.RepresentationModel;

namespace InboxMind.Infrastructure.Tests;

/// <summary>The pipeline trusts nothing that can change under its name, and has no more rights than it uses.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(Repository.Folder, ".github", "workflows");

    public static TheoryData<string> Workflows => [.. Directory.GetFiles(Folder, "*.yml").Select(static f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_OfAWorkflow_ArePinnedByHashWithTheirVersion(string name)
    {
        var uses = File.ReadLines(Path.Combine(Folder, name)).Where(static l => Uses().IsMatch(l)).ToList();

        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(static l => l.Contains("uses: ./") || Pinned().IsMatch(l));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Rights_OfAWorkflow_AreToReadUnlessAJobSaysMore(string name)
    {
        var workflow = KustomizeOverlay.Parse(File.ReadAllText(Path.Combine(Folder, name)))[0];

        workflow["permissions"].ToString().ShouldBe(KustomizeOverlay.Parse("contents: read")[0].ToString());
        foreach (var (job, node) in (YamlMappingNode)workflow["jobs"])
        {
            var keys = ((YamlMappingNode)node).Children.Keys.Select(KustomizeOverlay.Text).ToList();
            (keys.Contains("timeout-minutes") || keys.Contains("uses")).ShouldBeTrue($"{job} ends some time");
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Scripts_OfAWorkflow_TakeNoTextOfOthersAsCode(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));

        foreach (var script in Nodes(KustomizeOverlay.Parse(text)[0]).Where(static p => p.Key == "run").Select(static p => p.Value))
            script.ShouldNotContain("${{ github.", customMessage: "what someone else named goes by the environment");
        text.ShouldNotContain("pull_request_target");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Files_ThatAWorkflowNames_AreThere(string name)
    {
        foreach (Match match in Script().Matches(File.ReadAllText(Path.Combine(Folder, name))))
            File.Exists(Path.Combine(Repository.Folder, match.Groups[1].Value)).ShouldBeTrue(match.Value);
    }

    [Fact]
    public void Parts_OfTheMutationWorkflow_AreOfCoreAndHaveTests()
    {
        var parts = Parts().Matches(File.ReadAllText(Path.Combine(Folder, "mutation.yml")))
            .SelectMany(static m => m.Groups[1].Value.Split(' ')).ToList();

        parts.ShouldNotBeEmpty();
        foreach (var part in parts.Select(static p => p.Split('=')))
        {
            Path.Exists(Path.Combine(Repository.Folder, "src", "Core", part[0])).ShouldBeTrue(part[0]);
            Path.Exists(Path.Combine(Repository.Folder, "tests", "Core.Tests", part[^1])).ShouldBeTrue(part[^1]);
        }
    }

    private static IEnumerable<(string Key, string Value)> Nodes(YamlNode node) => node switch
    {
        YamlMappingNode map => map.SelectMany(static p => p.Value is YamlScalarNode { Value: { } value }
            ? [(KustomizeOverlay.Text(p.Key), value)] : Nodes(p.Value)),
        YamlSequenceNode list => list.SelectMany(Nodes),
        _ => [],
    };

    [GeneratedRegex(@"^\s*(- )?uses:")]
    private static partial Regex Uses();

    [GeneratedRegex(@"uses: [\w./-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?:bash|sh) ((?:\.ci|infra)/[\w.-]+)")]
    private static partial Regex Script();

    [GeneratedRegex("parts: \"([^\"]+)\"")]
    private static partial Regex Parts();
}
