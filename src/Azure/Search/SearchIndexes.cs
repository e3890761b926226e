using Azure.Search.Documents.Indexes.Models;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>The indexes as the service is told them. All users' mail is in one; their vectors are in one for each model, since a vector
/// field has one size: a new model's stands beside the old one's until all mail has new vectors.</summary>
internal static class SearchIndexes
{
    /// <summary>The number is the layout's: another one that the service cannot change in place, or that asks for something of mail that is
    /// there, gets another number, and is built from the stored mail.</summary>
    public const string Mails = "inboxmind-mail-2";

    /// <summary>The one of the layout before. What an owner has in it is deleted once they have something in the present one.</summary>
    public const string EarlierMails = "inboxmind-mail-1";

    public const string SemanticName = "mail";

    private const string Profile = "vectors";
    private const string Algorithm = "nearest";
    private const string Analyzer = "words_and_beginnings";
    private const string Beginnings = "beginnings";

    /// <summary>The index of a model's vectors.</summary>
    public static string PiecesOf(string model) => PiecesOfDigest(SearchKeys.Digest(model));

    /// <summary>The same by the digest of the model's key.</summary>
    public static string PiecesOfDigest(string digest) => $"inboxmind-pieces-1-{digest}";

    public static SearchIndex MailIndex(bool semantic)
    {
        var index = new SearchIndex(Mails)
        {
            Fields =
            {
                KeyField(), Filterable(MailFieldNames.Owner), Sortable(Id, SearchFieldDataType.String),
                Sortable(Date, SearchFieldDataType.Int64),
                Stored(MailFieldNames.Version, SearchFieldDataType.Int64), Filterable(Message), Filterable(Embedded),
                Filterable(MailFieldNames.User),
                Filterable(Folders, list: true), Filterable(Flags, list: true), Filterable(Kinds, list: true),
                Sortable(HasAttachments, SearchFieldDataType.Boolean), Sortable(IsBulk, SearchFieldDataType.Boolean),
                Sortable(Size, SearchFieldDataType.Int64), Stored(Length, SearchFieldDataType.Int64),
                Stored(Digest, SearchFieldDataType.String), Stored(Marks, SearchFieldDataType.String),
                Stored(Pieces, SearchFieldDataType.Collection(SearchFieldDataType.String)),
                Stored(MailFieldNames.Index, SearchFieldDataType.String), Stored(Revision, SearchFieldDataType.Int64),
                Stored(Vectors, SearchFieldDataType.Int64), Stored(Models, SearchFieldDataType.Collection(SearchFieldDataType.String)),
                WordField(List), RankedField(MailFieldNames.Words),
                Filterable(Files), Filterable(ReadBy, SearchFieldDataType.Int32), Stored(AttachedDigest, SearchFieldDataType.String),
                Stored(Readings, SearchFieldDataType.String), Stored(ReadingsLength, SearchFieldDataType.Int32),
                Counted(Outcomes, SearchFieldDataType.Collection(SearchFieldDataType.String)),
                Counted(Language, SearchFieldDataType.String),

                // Filled with the semantic ranker alone; always there, for the service lets no field go.
                Readable(Title), Readable(Content),
            },
            Analyzers =
            {
                new CustomAnalyzer(Analyzer, LexicalTokenizerName.Whitespace) { TokenFilters = { new TokenFilterName(Beginnings) } },
            },
            TokenFilters = { new EdgeNGramTokenFilter(Beginnings) { MinGram = 1, MaxGram = IndexedWords.MaxLength + 1 } },

            // Neither the length of other users' mail nor how rare a word is in it counts: see SearchRanking.
            Similarity = new BM25Similarity { K1 = SearchRanking.K1, B = 0 },
        };
        foreach (var field in SearchWords.All)
            index.Fields.Add(WordField(field));
        if (semantic)
        {
            index.SemanticSearch = new SemanticSearch
            {
                Configurations =
                {
                    new SemanticConfiguration(SemanticName, new SemanticPrioritizedFields
                    {
                        TitleField = new SemanticField(Title),
                        ContentFields = { new SemanticField(Content) },
                    }),
                },
            };
        }

        return index;
    }

    public static SearchIndex PieceIndex(string model, int dimensions) => new(PiecesOf(model))
    {
        Fields =
        {
            KeyField(), Filterable(MailFieldNames.Owner), Filterable(MailFieldNames.Mail), Filterable(Hash),
            Stored(Start, SearchFieldDataType.Int32),
            Stored(Length, SearchFieldDataType.Int32),
            new SearchField(Vector, SearchFieldDataType.Collection(SearchFieldDataType.Single))
            {
                IsSearchable = true,
                IsHidden = false,
                VectorSearchDimensions = dimensions,
                VectorSearchProfileName = Profile,
            },
        },
        VectorSearch = new VectorSearch
        {
            Profiles = { new VectorSearchProfile(Profile, Algorithm) },
            Algorithms =
            {
                new HnswAlgorithmConfiguration(Algorithm)
                {
                    Parameters = new HnswParameters { Metric = VectorSearchAlgorithmMetric.Cosine },
                },
            },
        },
    };

    private static SearchField KeyField() => Plain(Key, SearchFieldDataType.String, isKey: true);

    private static SearchField Filterable(string name, bool list = false) => Filterable(
        name, list ? SearchFieldDataType.Collection(SearchFieldDataType.String) : SearchFieldDataType.String);

    private static SearchField Filterable(string name, SearchFieldDataType type)
    {
        var field = Plain(name, type, isKey: false);
        field.IsFilterable = true;
        return field;
    }

    private static SearchField Counted(string name, SearchFieldDataType type)
    {
        var field = Plain(name, type, isKey: false);
        field.IsFacetable = true;
        return field;
    }

    private static SearchField Sortable(string name, SearchFieldDataType type)
    {
        var field = Plain(name, type, isKey: false);
        (field.IsFilterable, field.IsSortable) = (true, true);
        return field;
    }

    private static SearchField Stored(string name, SearchFieldDataType type) => Plain(name, type, isKey: false);

    /// <summary>No one reads these back: snippets come from the store.</summary>
    private static SearchField WordField(string name)
    {
        var field = Plain(name, SearchFieldDataType.String, isKey: false);
        (field.IsSearchable, field.IsHidden) = (true, true);
        field.IndexAnalyzerName = new LexicalAnalyzerName(Analyzer);
        field.SearchAnalyzerName = LexicalAnalyzerName.Whitespace;
        return field;
    }

    /// <summary>Whole words alone.</summary>
    private static SearchField RankedField(string name)
    {
        var field = Plain(name, SearchFieldDataType.String, isKey: false);
        (field.IsSearchable, field.IsHidden, field.AnalyzerName) = (true, true, LexicalAnalyzerName.Whitespace);
        return field;
    }

    private static SearchField Readable(string name)
    {
        var field = Plain(name, SearchFieldDataType.String, isKey: false);
        (field.IsSearchable, field.AnalyzerName) = (true, LexicalAnalyzerName.StandardLucene);
        return field;
    }

    private static SearchField Plain(string name, SearchFieldDataType type, bool isKey) => new(name, type)
    {
        IsKey = isKey,
        IsFilterable = isKey,
        IsSortable = isKey,
        IsFacetable = false,
        IsSearchable = false,
        IsHidden = false,
    };
}
