using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives the function a client of the task hub.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute;
