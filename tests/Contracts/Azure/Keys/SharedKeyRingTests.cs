using System.Security.Cryptography;
using System.Xml.Linq;
using Azure.Core;
using InboxMind.Azure.Keys;
using InboxMind.Azure.Storage;
using InboxMind.Contracts.Azure.Faults;
using InboxMind.Core.Health;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Contracts.Azure.Keys;

public sealed class SharedKeyRingTests(Azurite azurite) : IAsyncLifetime
{
    private readonly KeyVaultServer _vault = new();
    private readonly FakeTimeProvider _time = new(Samples.Start);
    private readonly List<IDisposable> _opened = [];
    private readonly string _name = Guid.NewGuid().ToString("n");

    public ValueTask InitializeAsync() => _vault.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _opened)
            one.Dispose();
        await _vault.DisposeAsync();
    }

    [Fact]
    public void Protect_OneInstance_IsOpenedByAnother()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));

        var secret = Ring().For("test", "anna").Protect("secret"u8.ToArray());

        Ring().For("test", "anna").Unprotect(secret).ShouldBe("secret"u8.ToArray());
        Should.Throw<CryptographicException>(() => Ring().For("test", "mallory").Unprotect(secret));
        _vault.Asked.ShouldAllBe(static asked => asked.StartsWith("GET /certificates/inboxmind")
            || asked.StartsWith("GET /secrets/inboxmind/"));
    }

    [Fact]
    public async Task Protect_FirstUseOnManyInstancesAtOnce_EachOpensWhatAllTheOthersProtected()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        var rings = Enumerable.Range(0, 8).Select(_ => Ring()).ToList();

        var secrets = await Task.WhenAll(rings.Select(static r => Task.Run(() => r.For("test").Protect("secret"u8.ToArray()))));

        var late = Ring();
        foreach (var secret in secrets)
            late.For("test").Unprotect(secret).ShouldBe("secret"u8.ToArray());
    }

    [Fact]
    public async Task Protect_Ring_LiesEncryptedInItsBlob()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        Ring().For("test").Protect([1]);

        var ring = XElement.Parse((await Blob().ReadAsync(TestContext.Current.CancellationToken))!.ToString());

        ring.Descendants("encryptedKey").ShouldHaveSingleItem();
        ring.Descendants("masterKey").ShouldBeEmpty();
    }

    [Fact]
    public void Decrypt_NewVersionOfTheCertificate_OpensWhatOldAndExpiredOnesProtected()
    {
        var first = _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddDays(30));
        var certificates = Certificates();
        var old = new RingEncryptor(certificates).Encrypt(new XElement("key", "one")).EncryptedElement;
        old.Attribute("thumbprint")!.Value.ShouldBe(first.Thumbprint);
        var second = _vault.Add(_time.GetUtcNow().AddDays(29), _time.GetUtcNow().AddDays(365));
        _time.Advance(TimeSpan.FromDays(40));

        var young = new RingEncryptor(certificates).Encrypt(new XElement("key", "two")).EncryptedElement;

        young.Attribute("thumbprint")!.Value.ShouldBe(second.Thumbprint);
        Decryptor(certificates).Decrypt(old).Value.ShouldBe("one");
        Decryptor(certificates).Decrypt(young).Value.ShouldBe("two");

        // An instance that never saw the first version in use.
        Decryptor(Certificates()).Decrypt(old).Value.ShouldBe("one");
    }

    [Fact]
    public void Find_VersionMadeByAnotherInstanceJustNow_IsAskedForOnceAMinute()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        var certificates = Certificates();
        certificates.Current();
        var made = _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));

        certificates.Find(made.Thumbprint).ShouldBeNull("the list is seconds old");
        _time.Advance(TimeSpan.FromMinutes(2));

        certificates.Find(made.Thumbprint).ShouldNotBeNull();
    }

    [Fact]
    public void Decrypt_VersionIsTurnedOff_CannotBeOpened()
    {
        var off = _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        var element = new RingEncryptor(Certificates()).Encrypt(new XElement("key", "one")).EncryptedElement;
        _vault.TurnOff(off);
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));

        Should.Throw<CryptographicException>(() => Decryptor(Certificates()).Decrypt(element)).Message.ShouldContain("is not in Key Vault");
    }

    [Fact]
    public void Decrypt_ChangedByOneBit_Fails()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        var certificates = Certificates();
        var element = new RingEncryptor(certificates).Encrypt(new XElement("key", "one")).EncryptedElement;
        var bytes = Convert.FromBase64String(element.Element("sealed")!.Value);
        bytes[^20] ^= 1;
        element.Element("sealed")!.Value = Convert.ToBase64String(bytes);

        Should.Throw<CryptographicException>(() => Decryptor(certificates).Decrypt(element));
        element.Element("sealed")!.Value = "@";
        Should.Throw<CryptographicException>(() => Decryptor(certificates).Decrypt(element)).Message
            .ShouldBe("A key of the ring is damaged.");
    }

    [Theory]
    [InlineData(403, "ForbiddenByRbac",
        "Key Vault does not let the app read the certificate inboxmind: its identity needs the role \"Key Vault Certificate User\".")]
    [InlineData(403, "ForbiddenByFirewall", "Key Vault's firewall does not let the app in: allow the network that it calls from.")]
    [InlineData(404, "CertificateNotFound",
        "There is no certificate inboxmind in the vault that Azure:KeyVault:Uri names; see Azure:KeyVault:Certificate.")]
    [InlineData(429, "Throttled", "Key Vault has had too many requests and cannot be used for now.")]
    [InlineData(500, "InternalError", "Key Vault cannot be used for now (500).")]
    public async Task Protect_VaultRefuses_SaysWhyInOneSentence(int status, string code, string sentence)
    {
        _vault.Refusal = (status, code);

        Should.Throw<KeyVaultException>(() => Ring().For("test").Protect([1])).Message.ShouldBe(sentence);
        (await new SharedKeyRingProbe(Ring(), _time).CheckAsync(TestContext.Current.CancellationToken))
            .ShouldBe(Condition.Unhealthy(sentence));

        // Once it is mended no start is needed.
        _vault.Refusal = null;
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        Ring().For("test").Protect([1]);
    }

    [Fact]
    public void Protect_ThrottledForAMoment_IsTriedAgain()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        _vault.Throttled = 2;

        Ring().For("test").Protect([1]);
    }

    [Fact]
    public void Protect_NoCertificate_SaysSo() => Should.Throw<KeyVaultException>(() => Ring().For("test").Protect([1])).Message
        .ShouldStartWith("There is no certificate inboxmind");

    [Fact]
    public void Protect_ExpiredOnly_SaysSoAndStillOpensWhatItProtected()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddDays(30));
        var certificates = Certificates();
        var old = new RingEncryptor(certificates).Encrypt(new XElement("key", "one")).EncryptedElement;
        _time.Advance(TimeSpan.FromDays(31));

        Should.Throw<KeyVaultException>(() => new RingEncryptor(certificates).Encrypt(new XElement("key", "two"))).Message
            .ShouldBe("No version of the certificate inboxmind in Key Vault is valid now: make a new version of it.");
        Decryptor(Certificates()).Decrypt(old).Value.ShouldBe("one");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Protect_KeyThatCannotBeUsed_SaysWhatItMustBe(bool isExportable, bool isElliptic)
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1), isExportable, isElliptic);

        Should.Throw<KeyVaultException>(() => Ring().For("test").Protect([1])).Message
            .ShouldBe("The certificate inboxmind in Key Vault cannot be used: it must have an RSA key that may be exported.");
    }

    [Fact]
    public async Task Probe_CertificateExpiresSoon_IsDegraded()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddDays(30));
        var probe = new SharedKeyRingProbe(Ring(), _time);

        (await probe.CheckAsync(TestContext.Current.CancellationToken)).State.ShouldBe(ConditionState.Healthy);
        _time.Advance(TimeSpan.FromDays(20));
        var soon = await probe.CheckAsync(TestContext.Current.CancellationToken);

        soon.State.ShouldBe(ConditionState.Degraded);
        soon.Sentence.ShouldBe($"The certificate in Key Vault expires on {Samples.Start.AddDays(30):yyyy-MM-dd}.");
    }

    [Fact]
    public async Task Protect_RingIsDamaged_SaysWhere()
    {
        _vault.Add(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        await Blob().ChangeAsync(static _ => BinaryData.FromString("<ring>"), TestContext.Current.CancellationToken);

        Should.Throw<AzureStorageException>(() => Ring().For("test").Protect([1])).Message
            .ShouldStartWith("The key ring in the blob keys/ring.xml cannot be used");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ChangeAsync_CallGoesWrong_ChangesOnceAndLosesNothing(Fault fault, int call)
    {
        var faults = new FaultyPolicy();
        var mine = Blob(faults);
        await Blob().ChangeAsync(static _ => BinaryData.FromString("a"), TestContext.Current.CancellationToken);
        faults.Arm(fault, call);

        await mine.ChangeAsync(
            static before => before!.ToString().Contains('b') ? null : BinaryData.FromString(before + "b"),
            TestContext.Current.CancellationToken);

        (await Blob().ReadAsync(TestContext.Current.CancellationToken))!.ToString().ShouldBe("ab");
    }

    public static TheoryData<Fault, int> Faults() =>
        [.. Enum.GetValues<Fault>().SelectMany(static fault => Enumerable.Range(0, 2).Select(call => (fault, call)))];

    private VaultCertificates Certificates() => Opened(_vault.Certificates(_time));

    private SharedKeyRing Ring() => Opened(new SharedKeyRing(Blob(), Certificates()));

    private KeyBlob Blob(FaultyPolicy? faults = null) => new(
        new StorageClients(
            StorageSettings.OfConnection(azurite.ConnectionString),
            options =>
            {
                if (faults is not null)
                    options.AddPolicy(faults, HttpPipelinePosition.PerRetry);
            }),
        _name);

    private static RingDecryptor Decryptor(VaultCertificates certificates) =>
        new(new ServiceCollection().AddSingleton(certificates).BuildServiceProvider());

    private T Opened<T>(T one)
        where T : IDisposable
    {
        _opened.Add(one);
        return one;
    }
}
