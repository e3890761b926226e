using System.Buffers.Binary;
using System.Text;

namespace InboxMind.Core.Tests.Import.Outlook;

/// <summary>Writes compound files (MS-CFB, version 3) to be read.</summary>
internal sealed class CompoundFileWriter
{
    private const int Sector = 512, Mini = 64, Cutoff = 4096;
    private const int InHeader = 109, PerTable = (Sector / 4) - 1;
    private const uint End = 0xFFFFFFFE, Free = 0xFFFFFFFF, Fat = 0xFFFFFFFD, MoreFat = 0xFFFFFFFC;

    private readonly List<(string Name, byte Kind, byte[] Data, List<int> Children)> _entries = [("Root Entry", 5, [], [])];

    /// <summary>Adds a folder; returns its number. The root's is 0.</summary>
    public int Folder(int parent, string name) => Add(parent, name, 1, []);

    public void Stream(int parent, string name, byte[] data) => Add(parent, name, 2, data);

    public byte[] Write()
    {
        var sectors = new List<byte[]>();
        var fat = new List<uint>();
        var mini = new MemoryStream();
        var miniFat = new List<uint>();
        var starts = new uint[_entries.Count];
        for (var i = 1; i < _entries.Count; i++)
        {
            var data = _entries[i].Data;
            starts[i] = data.Length == 0 ? End : data.Length >= Cutoff ? Chain(data, sectors, fat) : MiniChain(data, mini, miniFat);
        }

        var miniStart = mini.Length == 0 ? End : Chain(mini.ToArray(), sectors, fat);
        var miniFatStart = miniFat.Count == 0 ? End : Chain(Bytes(miniFat), sectors, fat);
        var miniFatSectors = (miniFat.Count * 4 + Sector - 1) / Sector;
        starts[0] = miniStart;
        var directory = Chain(Directory(starts, mini.Length), sectors, fat);
        var (fatSectors, tables) = (1, 0);
        while ((fat.Count + fatSectors + tables) * 4 > fatSectors * Sector)
        {
            fatSectors++;
            tables = (Math.Max(0, fatSectors - InHeader) + PerTable - 1) / PerTable;
        }

        var first = (uint)fat.Count;
        for (var i = 0; i < fatSectors + tables; i++)
            fat.Add(i < fatSectors ? Fat : MoreFat);
        while (fat.Count % (Sector / 4) != 0)
            fat.Add(Free);
        var table = Bytes(fat);
        for (var i = 0; i < fatSectors; i++)
            sectors.Add(table[(i * Sector)..((i + 1) * Sector)]);
        var firstTable = first + (uint)fatSectors;
        for (var i = 0; i < tables; i++)
        {
            var rest = Enumerable.Range(InHeader + (i * PerTable), PerTable).Select(n => n < fatSectors ? first + (uint)n : Free);
            sectors.Add(Bytes([.. rest, i + 1 < tables ? firstTable + (uint)i + 1 : End]));
        }

        var header = new byte[Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header, 0);
        Put16(header, 24, 0x3E);
        Put16(header, 26, 3);
        Put16(header, 28, 0xFFFE);
        Put16(header, 30, 9);
        Put16(header, 32, 6);
        Put32(header, 44, (uint)fatSectors);
        Put32(header, 48, directory);
        Put32(header, 56, Cutoff);
        Put32(header, 60, miniFatStart);
        Put32(header, 64, (uint)miniFatSectors);
        Put32(header, 68, tables > 0 ? firstTable : End);
        Put32(header, 72, (uint)tables);
        for (var i = 0; i < InHeader; i++)
            Put32(header, 76 + (i * 4), i < fatSectors ? first + (uint)i : Free);
        return [.. header, .. sectors.SelectMany(static s => s)];
    }

    private int Add(int parent, string name, byte kind, byte[] data)
    {
        _entries.Add((name, kind, data, []));
        _entries[parent].Children.Add(_entries.Count - 1);
        return _entries.Count - 1;
    }

    private byte[] Directory(uint[] starts, long miniLength)
    {
        var all = new byte[(_entries.Count * 128 + Sector - 1) / Sector * Sector];
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = all.AsSpan(i * 128, 128);
            var name = Encoding.Unicode.GetBytes(_entries[i].Name);
            name.CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)(name.Length + 2));
            entry[66] = _entries[i].Kind;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[68..], Free);
            var siblings = _entries.Find(e => e.Children.Contains(i)).Children;
            var next = siblings is null ? -1 : siblings.IndexOf(i) + 1;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[72..], siblings is not null
                && next < siblings.Count ? (uint)siblings[next] : Free);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], _entries[i].Children is [var child, ..] ? (uint)child : Free);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], starts[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[120..], i == 0 ? (uint)miniLength : (uint)_entries[i].Data.Length);
        }

        return all;
    }

    private static uint Chain(byte[] data, List<byte[]> sectors, List<uint> fat)
    {
        var start = (uint)sectors.Count;
        for (var at = 0; at < data.Length; at += Sector)
        {
            var sector = new byte[Sector];
            data.AsSpan(at, Math.Min(Sector, data.Length - at)).CopyTo(sector);
            sectors.Add(sector);
            fat.Add(at + Sector < data.Length ? (uint)sectors.Count : End);
        }

        return start;
    }

    private static uint MiniChain(byte[] data, MemoryStream mini, List<uint> fat)
    {
        var start = (uint)fat.Count;
        for (var at = 0; at < data.Length; at += Mini)
        {
            var part = new byte[Mini];
            data.AsSpan(at, Math.Min(Mini, data.Length - at)).CopyTo(part);
            mini.Write(part);
            fat.Add(at + Mini < data.Length ? (uint)fat.Count + 1 : End);
        }

        return start;
    }

    private static byte[] Bytes(List<uint> numbers)
    {
        var bytes = new byte[numbers.Count * 4];
        for (var i = 0; i < numbers.Count; i++)
            Put32(bytes, i * 4, numbers[i]);
        return bytes;
    }

    private static void Put16(byte[] bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);

    private static void Put32(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
