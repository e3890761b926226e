using InboxMind.FunctionsWorker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function.</summary>
public class FunctionParameter
{
    public FunctionParameter(string name, Type type) => throw Declared.Refusal();
}
