using InboxMind.Core.Index;
using Microsoft.Extensions.AI;

namespace InboxMind.Core.Answers;

/// <summary>A model that writes answers.</summary>
/// <param name="Id">The model's name.</param>
/// <param name="Client">Reaches it.</param>
/// <param name="Tokens">Counts text in its tokens.</param>
/// <param name="ContextTokens">How many tokens of mail it is given at most.</param>
public sealed record ChatModel(string Id, IChatClient Client, ITokenCounter Tokens, int ContextTokens)
{
    /// <summary>Whether it only quotes: then there is no number to be checked that it may have made up.</summary>
    public bool IsVerbatim { get; init; }
}

/// <summary>Gives the chat model in use for an owner.</summary>
public interface IChatModels
{
    Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation);
}
