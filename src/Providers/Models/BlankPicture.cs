namespace InboxMind.Providers.Models;

/// <summary>A sound white picture of 64 by 64 pixels (PNG, ISO 15948), by which an endpoint that takes no pictures is told from a picture
/// that is not taken.</summary>
internal static class BlankPicture
{
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAKUlEQVR42u3MQREAAAwCIPuX1hD77SAA6VEEAoFAIBAIBAKB"
        + "QCAQfA8Gpwvw4qrwDDIAAAAASUVORK5CYII=");
}
