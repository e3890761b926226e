namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>What a text calls something, which decides what a value must look like to be one.</summary>
internal enum SecretLabel
{
    /// <summary>A password: may be a word.</summary>
    Password,

    /// <summary>"Pass", "pw": may mean something else.</summary>
    Short,

    /// <summary>A key or token: long, and no word.</summary>
    Key,

    /// <summary>A code: digits, or capitals with digits.</summary>
    Code,

    /// <summary>Words in a row that open a wallet or a key.</summary>
    Phrase,
}
