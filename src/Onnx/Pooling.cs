namespace InboxMind.Onnx;

/// <summary>How one vector is made of the vectors of a text's tokens.</summary>
public enum Pooling
{
    /// <summary>The first token's.</summary>
    First,

    /// <summary>The mean of all.</summary>
    Mean,
}
