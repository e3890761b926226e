namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a call has besides.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    void Set<T>(T instance);

    T? Get<T>();
}
