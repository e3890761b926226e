using InboxMind.Testing;
using YamlDotNet.RepresentationModel;

namespace InboxMind.Infrastructure.Tests;

/// <summary>The containers' files. What only an engine can show is tried by the pipeline.</summary>
public sealed class ContainerTests
{
    private static readonly string Folder = Path.Combine(Repository.Folder, "infra", "docker");

    public static TheoryData<string> Dockerfiles => ["serve.Dockerfile", "functions.Dockerfile"];

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Dockerfile_ItsLastStage_IsWithoutRootShellBuildOrSecrets(string name)
    {
        var lines = Instructions(name);
        var last = lines[lines.FindLastIndex(static l => l[0] == "FROM")..];

        lines.Where(static l => l[0] == "FROM").Select(static l => l[1]).ShouldAllBe(static image => image.Contains(':'));
        last.ShouldContain(static l => l[0] == "USER" && !l[1].StartsWith("root", StringComparison.Ordinal) && !l[1].StartsWith('0'));
        last.ShouldContain(static l => l[0] == "HEALTHCHECK");
        last.ShouldNotContain(static l => l[0] == "RUN", "nothing is made where nothing is to be");
        last.ShouldNotContain(static l => l[0] == "ADD");
        lines.ShouldNotContain(static l => l[0] == "ARG" || l[1].Contains("ApiKey") || l[1].Contains("ClientSecret"));
        foreach (var copied in last.Where(static l => l[0] == "COPY"))
            copied[1].ShouldStartWith("--from=build ");
    }

    [Fact]
    public void Dockerfile_OfServe_IsChiselledAndStartsByItsOwnCommands()
    {
        var lines = Instructions("serve.Dockerfile");

        lines.Last(static l => l[0] == "FROM")[1].ShouldContain("-chiseled");
        lines.Single(static l => l[0] == "ENTRYPOINT")[1].ShouldBe("[\"/app/inboxmind\"]");
        lines.Single(static l => l[0] == "CMD")[1].ShouldBe("[\"serve\", \"--listen\", \"0.0.0.0\"]");
        lines.Single(static l => l[0] == "HEALTHCHECK")[1].ShouldEndWith("CMD [\"/app/inboxmind\", \"health\"]");
        lines.Single(static l => l[0] == "EXPOSE")[1].ShouldBe("5180");
    }

    [Fact]
    public void Compose_EachService_IsHardenedBoundedAndOfThisMachineOnly()
    {
        var compose = KustomizeOverlay.Parse(File.ReadAllText(Path.Combine(Folder, "compose.yaml"))).ShouldHaveSingleItem();
        var hardened = (YamlMappingNode)compose["x-hardened"];

        KustomizeOverlay.Text(hardened["read_only"]).ShouldBe("true");
        hardened["cap_drop"].ToString().ShouldContain("ALL");
        foreach (var (name, node) in (YamlMappingNode)compose["services"])
        {
            var service = (YamlMappingNode)node;
            service["<<"].ShouldBe(hardened, KustomizeOverlay.Text(name));
            service.Children.ShouldContainKey("mem_limit");
            KustomizeOverlay.Text(service["image"]).ShouldNotEndWith(":latest");
            if (service.Children.TryGetValue("ports", out var ports))
            {
                foreach (var port in (YamlSequenceNode)ports)
                    KustomizeOverlay.Text(port).ShouldStartWith("127.0.0.1:");
            }

            foreach (var volume in service.Children.TryGetValue("volumes", out var volumes) ? (YamlSequenceNode)volumes : [])
            {
                if (KustomizeOverlay.Text(volume).Split(':')[0] is ['.', ..] path && !path.StartsWith("../", StringComparison.Ordinal))
                    (File.Exists(Path.Combine(Folder, path)) || Directory.Exists(Path.Combine(Folder, path))).ShouldBeTrue(path);
            }
        }

        File.Exists(Path.Combine(
            Folder, KustomizeOverlay.Text(compose["services"]["app"]["build"]["context"]),
            KustomizeOverlay.Text(compose["services"]["app"]["build"]["dockerfile"]))).ShouldBeTrue();
    }

    [Fact]
    public void Context_OfABuild_HoldsNoSecretsAndAllThatTheBuildReads()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Folder, ".dockerignore"));

        ignored.ShouldContain("*", "what is not named stays out");
        ignored.ShouldContain("**/local.settings.json");
        foreach (var kept in ignored.Where(static l => l.StartsWith('!')))
            Path.Exists(Path.Combine(Repository.Folder, kept[1..])).ShouldBeTrue(kept);
    }

    /// <summary>Instructions with their arguments, lines that go on joined.</summary>
    private static List<string[]> Instructions(string name) =>
    [
        .. File.ReadAllText(Path.Combine(Folder, name)).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(static l => l.Length > 0 && l[0] != '#').Select(static l => l.Split(' ', 2, StringSplitOptions.TrimEntries)),
    ];
}
