using InboxMind.Core.Index;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Index;

public sealed class BlobMailIndexTests(Azurite azurite) : MailIndexContract, IDisposable
{
    private readonly SharedIndexInstance _instance = SharedIndexInstance.On(azurite);

    protected override IMailIndex Index => _instance.Index;

    public void Dispose() => _instance.Dispose();
}

public sealed class BlobAttachmentIndexTests(Azurite azurite) : AttachmentIndexContract, IDisposable
{
    private readonly SharedIndexInstance _instance = SharedIndexInstance.On(azurite);

    protected override IMailIndex Index => _instance.Index;

    protected override IAttachmentIndex Attachments => _instance.Index;

    public void Dispose() => _instance.Dispose();
}

public sealed class BlobVectorCacheTests(Azurite azurite) : VectorCacheContract, IDisposable
{
    private readonly SharedIndexInstance _instance = SharedIndexInstance.On(azurite);

    protected override IMailIndex Index => _instance.Index;

    protected override IVectorCache Cache => _instance.Index;

    public void Dispose() => _instance.Dispose();
}

public sealed class BlobMailConditionsTests(Azurite azurite) : MailConditionsContract, IDisposable
{
    private readonly SharedIndexInstance _instance = SharedIndexInstance.On(azurite);

    protected override IMailIndex Index => _instance.Index;

    public void Dispose() => _instance.Dispose();
}
