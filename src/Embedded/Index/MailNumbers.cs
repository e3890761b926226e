namespace InboxMind.Embedded.Index;

/// <summary>A set of mails, a bit for each number up to the highest.</summary>
internal sealed class MailNumbers
{
    private ulong[] _bits = [];

    public void Add(long mail)
    {
        var word = (int)(mail / 64);
        if (word >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length * 2));
        _bits[word] |= 1UL << (int)(mail % 64);
    }

    public bool Contains(long mail) => mail / 64 < _bits.Length && (_bits[mail / 64] & (1UL << (int)(mail % 64))) != 0;
}
