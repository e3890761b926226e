namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs around each call of a function.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
