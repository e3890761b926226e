using System.Diagnostics;
using OpenTelemetry;

namespace InboxMind.Api.Telemetry;

/// <summary>Takes out of spans what frameworks write of a caller or of what was asked for: paths and queries hold ids, codes and
/// questions.</summary>
internal sealed class PrivateTags : BaseProcessor<Activity>
{
    private static readonly string[] Removed =
    [
        "url.query", "user_agent.original", "client.address", "client.port", "network.peer.address", "network.peer.port", "http.url",
        "http.target", "exception.message",
    ];

    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var tag in Removed)
        {
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
        }

        if (data.GetTagItem("url.path") is not null)
            data.SetTag("url.path", data.GetTagItem("http.route"));
        if (data.GetTagItem("url.full") is string full)
            data.SetTag("url.full", Uri.TryCreate(full, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : null);
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
