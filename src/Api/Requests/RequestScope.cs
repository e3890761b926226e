using System.Collections;

namespace InboxMind.Api.Requests;

/// <summary>What every log line of a request carries: its id, as a field for machines and as text for a console.</summary>
internal sealed class RequestScope(string id) : IReadOnlyList<KeyValuePair<string, object>>
{
    public int Count => 1;

    public KeyValuePair<string, object> this[int index] =>
        index == 0 ? new KeyValuePair<string, object>("request_id", id) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"request_id:{id}";
}
