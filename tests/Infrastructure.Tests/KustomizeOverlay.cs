using InboxMind.Testing;
using YamlDotNet.RepresentationModel;

namespace InboxMind.Infrastructure.Tests;

/// <summary>What <c>kubectl kustomize</c> makes of an overlay, as far as the overlays here use it: resources, components, images, generated
/// settings, JSON patches, patches that delete, and the namespace.</summary>
internal static class KustomizeOverlay
{
    public static string Folder { get; } = Path.Combine(Repository.Folder, "infra", "k8s");

    /// <summary>The objects of an overlay.</summary>
    public static List<YamlMappingNode> Render(string overlay) => Load(Path.Combine(Folder, "overlays", overlay));

    public static string Kind(YamlNode node) => Text(node["kind"]);

    public static string Name(YamlNode node) => Text(node["metadata"]["name"]);

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    /// <summary>An object as a text.</summary>
    public static string Write(YamlNode node)
    {
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(node)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    public static List<YamlMappingNode> Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(static d => (YamlMappingNode)d.RootNode)];
    }

    private static List<YamlMappingNode> Load(string folder)
    {
        var kustomization = Read(folder);
        List<YamlMappingNode> objects = [.. Items(kustomization, "resources").SelectMany(r => Resource(Path.Combine(folder, Text(r))))];
        foreach (var component in Items(kustomization, "components"))
        {
            var path = Path.Combine(folder, Text(component));
            var part = Read(path);
            objects.AddRange(Items(part, "resources").SelectMany(r => Resource(Path.Combine(path, Text(r)))));
            Patch(objects, part);
        }

        foreach (var generator in Items(kustomization, "configMapGenerator"))
            Generate(objects, (YamlMappingNode)generator, folder);
        foreach (var image in Items(kustomization, "images"))
            Tag(objects, Text(image["name"]), Text(image["newTag"]));
        Patch(objects, kustomization);
        if (kustomization.Children.TryGetValue("namespace", out var space))
        {
            foreach (var one in objects.Where(static o => Kind(o) != "Namespace"))
                ((YamlMappingNode)one["metadata"]).Children["namespace"] = Text(space);
        }

        return objects;
    }

    private static List<YamlMappingNode> Resource(string path) =>
        Directory.Exists(path) ? Load(path) : Parse(File.ReadAllText(path));

    private static YamlMappingNode Read(string folder) =>
        Parse(File.ReadAllText(Path.Combine(folder, "kustomization.yaml"))).ShouldHaveSingleItem();

    private static IEnumerable<YamlNode> Items(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var items) ? (YamlSequenceNode)items : [];

    private static void Generate(List<YamlMappingNode> objects, YamlMappingNode generator, string folder)
    {
        var lines = Items(generator, "literals").Select(Text)
            .Concat(Items(generator, "envs").SelectMany(e => File.ReadAllLines(Path.Combine(folder, Text(e)))));
        var name = Text(generator["name"]);
        if (objects.Find(o => Kind(o) == "ConfigMap" && Name(o) == name) is not { } map)
        {
            map = Parse($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: {name} }}\ndata: {{}}\n")[0];
            objects.Add(map);
        }

        foreach (var line in lines.Where(static l => l.Length > 0))
        {
            ((YamlMappingNode)map["data"]).Children[line[..line.IndexOf('=', StringComparison.Ordinal)]] =
                new YamlScalarNode(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..])
                {
                    Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted,
                };
        }
    }

    private static void Tag(List<YamlMappingNode> objects, string name, string tag)
    {
        foreach (var container in objects.Where(static o => Kind(o) == "Deployment")
            .SelectMany(static d => (YamlSequenceNode)d["spec"]["template"]["spec"]["containers"])
            .Where(c => Text(c["image"]) == name))
            ((YamlScalarNode)container["image"]).Value = $"{name}:{tag}";
    }

    private static void Patch(List<YamlMappingNode> objects, YamlMappingNode kustomization)
    {
        foreach (var patch in Items(kustomization, "patches"))
        {
            var target = objects.Where(o => Kind(o) == Text(patch["target"]["kind"]) && Name(o) == Text(patch["target"]["name"]))
                .ShouldHaveSingleItem($"what is patched is there: {Text(patch["target"]["kind"])}");
            var stream = new YamlStream();
            stream.Load(new StringReader(Text(patch["patch"])));
            if (stream.Documents[0].RootNode is YamlSequenceNode steps)
            {
                foreach (var step in steps)
                    Step(target, Text(step["op"]), Text(step["path"]), step["value"]);
            }
            else
            {
                Text(stream.Documents[0].RootNode["$patch"]).ShouldBe("delete");
                objects.Remove(target);
            }
        }
    }

    private static void Step(YamlNode target, string operation, string path, YamlNode value)
    {
        string[] keys = [.. path.Split('/').Skip(1).Select(static k => k.Replace("~1", "/", StringComparison.Ordinal))];
        foreach (var key in keys[..^1])
            target = target is YamlSequenceNode list ? list[Number(key)] : target[key];
        if (target is YamlSequenceNode last)
        {
            operation.ShouldBe("replace");
            last.Children[Number(keys[^1])] = value;
            return;
        }

        var map = (YamlMappingNode)target;
        map.Children.ContainsKey(keys[^1]).ShouldBe(operation == "replace", path);
        map.Children[keys[^1]] = value;

        static int Number(string key) => int.Parse(key, System.Globalization.CultureInfo.InvariantCulture);
    }
}
