using System.Reflection;

namespace InboxMind.Functions.Tests;

/// <summary>What of a type another project's source can depend on, as text, nullability included.</summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Kind, base type and use as an attribute.</summary>
    public static string Header(Type type)
    {
        var usage = type.GetCustomAttribute<AttributeUsageAttribute>();
        return $"{(type.IsAbstract ? "abstract " : "")}{(type.IsSealed ? "sealed " : "")}"
            + $"{(type.IsInterface ? "interface" : "class")} {type}"
            + $" : {type.BaseType}"
            + (usage is null ? "" : $" [{usage.ValidOn}, multiple {usage.AllowMultiple}, inherited {usage.Inherited}]");
    }

    /// <summary>The visible members, one a line.</summary>
    public static IEnumerable<string> Members(Type type) =>
        type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{type.Name}: {name} = {Enum.Format(type, Enum.Parse(type, name), "d")}")
            : type.GetMembers(Declared).OfType<MethodBase>().Where(IsVisible).Select(Signature);

    /// <summary>The members that whoever derives must write.</summary>
    public static IEnumerable<string> AbstractMembers(Type type) =>
        type.GetMembers(Declared).OfType<MethodBase>().Where(method => IsVisible(method) && method.IsAbstract).Select(Signature);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Signature(MethodBase method)
    {
        var generic = method.IsGenericMethodDefinition
            ? "<" + string.Join(", ", method.GetGenericArguments().Select(Constraint)) + ">"
            : "";

        // Nobody but a deriving type can call an abstract one's constructor, whatever it says.
        var isPublic = method.IsPublic && !(method.IsConstructor && method.DeclaringType!.IsAbstract);
        return $"{method.DeclaringType!.Name}: {(isPublic ? "public" : "protected")} "
            + $"{(method.IsStatic ? "static " : "")}{(method.IsAbstract ? "abstract " : "")}"
            + (method is MethodInfo { ReturnParameter: var result } ? Annotated(result) + " " : "")
            + $"{method.Name}{generic}({string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    private static string Constraint(Type argument) =>
        $"{argument.Name}: {argument.GenericParameterAttributes} "
        + string.Join(", ", argument.GetGenericParameterConstraints().Select(type => type.ToString()));

    private static string Parameter(ParameterInfo parameter) =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{Annotated(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "");

    private static string Annotated(ParameterInfo parameter) =>
        parameter.ParameterType + (new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? "?" : "");
}
