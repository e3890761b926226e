using System.Net;
using InboxMind.Testing;
using YamlDotNet.RepresentationModel;

namespace InboxMind.Infrastructure.Tests;

/// <summary>What Loki itself takes and does not work with.</summary>
public sealed class LokiSettingsTests
{
    public static TheoryData<string> Files => ["infra/logs/loki.yaml", "infra/docker/config/loki.yml"];

    [Fact]
    public void Loki_OfOneMachine_SaysTheAddressThatItListensAt()
    {
        var settings = Read("infra/logs/loki.yaml");

        // Else its parts say the address of a network card, and no query is ever answered.
        var said = KustomizeOverlay.Text(settings["common"]["instance_addr"]);
        KustomizeOverlay.Text(settings["common"]["ring"]["instance_addr"]).ShouldBe(said);
        foreach (var kind in (string[])["http", "grpc"])
            KustomizeOverlay.Text(settings["server"][$"{kind}_listen_address"]).ShouldBe(said);
        IPAddress.IsLoopback(IPAddress.Parse(said)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Loki_WhatIsTooOld_IsRemovedAndNotShown(string file)
    {
        var settings = Read(file);

        KustomizeOverlay.Text(settings["compactor"]["retention_enabled"]).ShouldBe("true");
        KustomizeOverlay.Text(settings["limits_config"]["max_query_lookback"])
            .ShouldBe(KustomizeOverlay.Text(settings["limits_config"]["retention_period"]));
    }

    private static YamlMappingNode Read(string file) =>
        KustomizeOverlay.Parse(File.ReadAllText(Path.Combine(Repository.Folder, file))).ShouldHaveSingleItem();
}
