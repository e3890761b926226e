using System.Diagnostics;
using InboxMind.Core.Settings;
using InboxMind.Core.Work;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace InboxMind.Infrastructure.Tests;

/// <summary>The manifests are what the API of Kubernetes takes, fit together, and keep to the strictest standard for pods.</summary>
public sealed class KubernetesTests
{
    /// <summary>Of KEDA, whose types no package has.</summary>
    private static readonly string[] OfKeda = ["ScaledObject", "TriggerAuthentication"];

    public static TheoryData<string> Overlays => [.. Directory.GetDirectories(Path.Combine(KustomizeOverlay.Folder, "overlays"))
        .Select(static d => Path.GetFileName(d)!)];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_EachObject_IsOfItsTypeAndHasNoOtherField(string overlay)
    {
        var objects = KustomizeOverlay.Render(overlay);

        objects.Select(KustomizeOverlay.Kind).ShouldBeSubsetOf(
        [
            "Namespace", "ServiceAccount", "ConfigMap", "Deployment", "Service", "Ingress", "HorizontalPodAutoscaler",
            "PodDisruptionBudget", "NetworkPolicy", .. OfKeda,
        ]);
        foreach (var one in objects.Where(static o => !OfKeda.Contains(KustomizeOverlay.Kind(o))))
            KubernetesYaml.LoadAllFromString(KustomizeOverlay.Write(one), typeMap: null, strict: true).ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_RenderedByKubectl_HasTheSameObjects(string overlay)
    {
        if (Kubectl(Path.Combine(KustomizeOverlay.Folder, "overlays", overlay)) is not { } text)
        {
            Assert.Skip("kubectl is not installed.");
            return;
        }

        var rendered = KustomizeOverlay.Parse(text);

        rendered.Select(static o => (KustomizeOverlay.Kind(o), Plain(o))).ShouldBe(
            KustomizeOverlay.Render(overlay).Select(static o => (KustomizeOverlay.Kind(o), Plain(o))), ignoreOrder: true);
        foreach (var one in rendered.Where(static o => !OfKeda.Contains(KustomizeOverlay.Kind(o))))
            KubernetesYaml.LoadAllFromString(KustomizeOverlay.Write(one), typeMap: null, strict: true).ShouldHaveSingleItem();

        // A generated name ends with a digest.
        static string Plain(YamlNode node) =>
            KustomizeOverlay.Kind(node) == "ConfigMap" ? KustomizeOverlay.Name(node)[..9] : KustomizeOverlay.Name(node);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Deployment_ItsPods_KeepToTheRestrictedStandard(string overlay)
    {
        var space = Single<V1Namespace>(overlay);
        var pod = Single<V1Deployment>(overlay).Spec.Template.Spec;

        space.Metadata.Labels["pod-security.kubernetes.io/enforce"].ShouldBe("restricted");
        pod.AutomountServiceAccountToken.ShouldBe(false);
        pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
        pod.SecurityContext.RunAsUser.ShouldBe(1654, "the user of the image");
        pod.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault");
        (pod.HostNetwork, pod.HostPID, pod.HostIPC).ShouldBe((null, null, null));
        pod.Volumes.ShouldAllBe(static v => v.EmptyDir != null && v.EmptyDir.SizeLimit != null);
        foreach (var container in pod.Containers)
        {
            container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
            container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
            container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
            container.SecurityContext.Capabilities.Add.ShouldBeNull();
            container.Resources.Requests.Keys.ShouldBe(["cpu", "memory", "ephemeral-storage"], ignoreOrder: true);
            container.Resources.Limits.ShouldContainKey("memory");
            container.Image.Split(':').Length.ShouldBe(2, "a version, and not the latest");
            container.Image.ShouldNotEndWith(":latest");
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Deployment_ItsProbesPortsAndPaths_AreTheServersOwn(string overlay)
    {
        var container = Single<V1Deployment>(overlay).Spec.Template.Spec.Containers.ShouldHaveSingleItem();

        container.Args.ShouldBe(["serve", "--listen", "0.0.0.0"]);
        var port = container.Ports.ShouldHaveSingleItem();
        port.ContainerPort.ShouldBe(5180, "the port of serve");
        foreach (var probe in (V1Probe[])[container.StartupProbe, container.LivenessProbe, container.ReadinessProbe])
        {
            probe.HttpGet.Path.ShouldBe("/health");
            probe.HttpGet.Port.Value.ShouldBe(port.Name);
        }

        container.VolumeMounts.Select(static m => m.MountPath).ShouldBe(["/data", "/tmp"], ignoreOrder: true);
        var data = Single<V1ConfigMap>(overlay).Data["INBOXMIND_DATA"];
        container.VolumeMounts.ShouldContain(m => m.MountPath == data);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Settings_OfAnOverlay_AreKnownAndHoldNoSecret(string overlay)
    {
        var settings = Single<V1ConfigMap>(overlay).Data;

        settings.Keys.Select(static k => k.Replace("__", ":", StringComparison.Ordinal)).Except(
            KnownSettings.Names.Select(static n => $"INBOXMIND_{n}")).ShouldBeEmpty();
        settings.Keys.ShouldAllBe(static k => !k.EndsWith("Secret", StringComparison.Ordinal)
            && !k.EndsWith("Key", StringComparison.Ordinal)
            && !k.EndsWith("key", StringComparison.Ordinal));
        settings["INBOXMIND_Accounts__PublicAddress"].ShouldBe(
            $"https://{Single<V1Ingress>(overlay).Spec.Rules.ShouldHaveSingleItem().Host}", "the name that it answers to");
        KustomizeOverlay.Render(overlay).ShouldNotContain(static o => KustomizeOverlay.Kind(o) == "Secret");
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Objects_ThatNameEachOther_Agree(string overlay)
    {
        var deployment = Single<V1Deployment>(overlay);
        var labels = deployment.Spec.Template.Metadata.Labels;
        var service = Single<V1Service>(overlay);
        var ingress = Single<V1Ingress>(overlay).Spec;

        Holds(labels, deployment.Spec.Selector.MatchLabels);
        Holds(labels, service.Spec.Selector);
        Holds(labels, Single<V1PodDisruptionBudget>(overlay).Spec.Selector.MatchLabels);
        service.Spec.Ports.ShouldHaveSingleItem().TargetPort.Value.ShouldBe(
            deployment.Spec.Template.Spec.Containers[0].Ports[0].Name);
        var backend = ingress.Rules[0].Http.Paths.ShouldHaveSingleItem().Backend.Service;
        (backend.Name, backend.Port.Name).ShouldBe((service.Metadata.Name, service.Spec.Ports[0].Name));
        ingress.Tls.ShouldHaveSingleItem().Hosts.ShouldBe([ingress.Rules[0].Host]);
        deployment.Spec.Template.Spec.ServiceAccountName.ShouldBe(Single<V1ServiceAccount>(overlay).Metadata.Name);
        All<V1NetworkPolicy>(overlay).ShouldContain(static p => p.Spec.PodSelector.MatchLabels == null, "all that is not named is refused");
        var policy = All<V1NetworkPolicy>(overlay).Single(static p => p.Spec.PodSelector.MatchLabels != null);
        Holds(labels, policy.Spec.PodSelector.MatchLabels);
        policy.Spec.Ingress.ShouldHaveSingleItem().Ports.ShouldHaveSingleItem().Port.Value.ShouldBe("5180");
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Scaling_OfAnOverlay_IsOneAndOfTheDeployment(string overlay)
    {
        var objects = KustomizeOverlay.Render(overlay);
        var scaled = objects.Where(static o => KustomizeOverlay.Kind(o) == "ScaledObject").ToList();
        var autoscalers = All<V2HorizontalPodAutoscaler>(overlay);

        (scaled.Count + autoscalers.Count).ShouldBe(1, "two would pull at one deployment");
        foreach (var one in autoscalers)
            one.Spec.ScaleTargetRef.Name.ShouldBe("inboxmind");
        foreach (var one in scaled)
        {
            KustomizeOverlay.Text(one["spec"]["scaleTargetRef"]["name"]).ShouldBe("inboxmind");
            var queues = ((YamlSequenceNode)one["spec"]["triggers"]).Where(static t => KustomizeOverlay.Text(t["type"]) == "azure-queue")
                .Select(static t => KustomizeOverlay.Text(t["metadata"]["queueName"]));
            queues.ShouldBe(WorkQueues.All.Except([WorkQueues.SyncDue]), "those that serve works on");
        }
    }

    private static void Holds(IDictionary<string, string> labels, IDictionary<string, string> selector) =>
        selector.ShouldAllBe(pair => labels.Contains(pair));

    private static T Single<T>(string overlay) => All<T>(overlay).ShouldHaveSingleItem();

    private static List<T> All<T>(string overlay) => [.. KustomizeOverlay.Render(overlay)
        .Where(static o => !OfKeda.Contains(KustomizeOverlay.Kind(o)))
        .SelectMany(static o => KubernetesYaml.LoadAllFromString(KustomizeOverlay.Write(o))).OfType<T>()];

    private static string? Kubectl(string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, errors.GetAwaiter().GetResult());
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
