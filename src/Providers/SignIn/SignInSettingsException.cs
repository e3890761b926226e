namespace InboxMind.Providers.SignIn;

/// <summary>A setting about accounts that is missing or wrong. The message is one sentence for the operator and holds no secret.</summary>
public sealed class SignInSettingsException(string message) : Exception(message);
