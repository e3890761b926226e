using System.Text.Json.Nodes;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>A document with its searchable fields as the service analyses them: each word at its place, with all its beginnings.</summary>
internal sealed class IndexedDocument
{
    private readonly Dictionary<string, Dictionary<string, List<int>>> _terms = [];
    private readonly Dictionary<string, int> _lengths = [];

    public IndexedDocument(JsonObject content, Fields fields)
    {
        Content = content;
        foreach (var (name, value) in content)
        {
            if (value is JsonValue text && fields.Type(name) == "Edm.String" && fields.Beginnings(name) is > 0 and var most)
                Add(name, (string)text!, most);
            else if (value is JsonValue words && fields.IsSplitAtSpaces(name))
                Add(name, (string)words!, 0);
            else if (value is JsonValue plain && name is "title" or "content")
                Add(name, ((string)plain!).ToLowerInvariant(), 0);
        }
    }

    public JsonObject Content { get; }

    public IReadOnlyList<int> Places(string field, string term) =>
        _terms.TryGetValue(field, out var terms) && terms.TryGetValue(term, out var places) ? places : [];

    public int Length(string field) => _lengths.GetValueOrDefault(field);

    private void Add(string field, string text, int most)
    {
        var terms = new Dictionary<string, List<int>>();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var place = 0; place < words.Length; place++)
        {
            var longest = most == 0 ? words[place].Length : Math.Min(most, words[place].Length);
            for (var length = most == 0 ? longest : 1; length <= longest; length++)
            {
                var term = words[place][..length];
                if (!terms.TryGetValue(term, out var places))
                    terms.Add(term, places = []);
                places.Add(place);
            }
        }

        (_terms[field], _lengths[field]) = (terms, words.Length);
    }
}
