using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using InboxMind.QuantizeModel;

// Makes a model that the app ships: takes model and vocabulary out of the assembly of a package, without loading it, adds what training has
// changed, and quantises the model. Arguments: the assembly, the folder to write to, and perhaps the file of changes.
if (args is not [var assembly, var folder, .. { Length: <= 1 } changes])
{
    Console.Error.WriteLine(
        "Arguments: the assembly that holds model.onnx and vocab.txt, the folder to write to, and perhaps a file of changes.");
    return 2;
}

Directory.CreateDirectory(folder);
Write("vocab.txt", Resource("vocab.txt"));
Write("model.onnx", Quantizer.Quantize(
    Resource("model.onnx"), changes is [var file] ? Changes.Read(File.ReadAllBytes(file)) : null));
return 0;

byte[] Resource(string name)
{
    using var file = File.OpenRead(assembly);
    using var reader = new PEReader(file);
    var metadata = reader.GetMetadataReader();
    var resource = metadata.ManifestResources.Select(metadata.GetManifestResource)
        .Single(r => metadata.GetString(r.Name).EndsWith($".{name}", StringComparison.Ordinal));
    var data = reader.GetSectionData(reader.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress).GetReader();
    data.Offset = (int)resource.Offset;
    return data.ReadBytes(data.ReadInt32());
}

// Half a file is never taken for a whole one.
void Write(string name, byte[] data)
{
    var path = Path.Combine(folder, name);
    File.WriteAllBytes($"{path}.new", data);
    File.Move($"{path}.new", path, overwrite: true);
}
