namespace InboxMind.Embedded.Tests.Decryption;

/// <summary>A secret key of nobody, and what GnuPG 2.2 encrypted to it.</summary>
internal static class PgpSamples
{
    public const string Password = "tide table";

    /// <summary>Ed25519, with a subkey on Curve25519.</summary>
    public const string Key =
        """
        -----BEGIN PGP PRIVATE KEY BLOCK-----

        lIYEawxV8hYJKwYBBAHaRw8BAQdA4/37zYJ2uvTw9dWDv/USdzB3fgnt4ZbZJnGc
        6a9Hgub+BwMCTrz89BNxt7L/Zhr/sUS3P2HvHTMDA+3Jq3AI9uTlktA3VZRwDRnx
        PSjm0r/6QTV+HYIZKTXpG3Hnonrf4XWgnl9f84CWFCt0JjBwIhnob7QhTWFyYSBM
        aW5kIDxtYXJhQGtlbHBsaW5lLmV4YW1wbGU+iJAEExYIADgWIQRTurPfAn6PiHnV
        NEVqSidzGUvdgAUCawxV8gIbIwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRBq
        SidzGUvdgA4SAP9gQtejbZrKibUm7ocuRtE7w7XRmzJ33fyuZYxkSLzyUwD/RIHc
        NiOF+whuYRhPwfaHl1hWu4PGPtpxnl/GfXGWMwuciwRrDFXyEgorBgEEAZdVAQUB
        AQdAHAlbhAd+JGQFv/hiNErT5Wp89LAX7QwhTwvT/gfZTAwDAQgH/gcDAhSiQnoh
        44Rh/2Ad7yPvABSHu+RW3+OgalQqz3qUha19iApDFajvoAAj3bfEp7kkqGnPnEk8
        ANnS1nVA59mP17XBTb3b11Nb8uAq1a4+LPaIeAQYFggAIBYhBFO6s98Cfo+IedU0
        RWpKJ3MZS92ABQJrDFXyAhsMAAoJEGpKJ3MZS92AvSEBAIrRI7zQ6ZHnds9lmUX+
        j/koy0cvp17C8roNbJG6PG+lAP4uMhNkQc9YJtUV5oP5DIeH4MKoAxyNxCBk0/65
        iXodAg==
        =9f0S
        -----END PGP PRIVATE KEY BLOCK-----
        """;

    /// <summary>A MIME part with its own subject, signed and packed.</summary>
    public const string Part =
        """
        -----BEGIN PGP MESSAGE-----

        hF4DADO8lOLjdyQSAQdA9qNLF4UsVzxXSws63lj2eu4iqa1EXE0Or2JQV1Qox0Yw
        +0DWAb5w9TPHwGh4PghOdDPeAEwlpp5PHHnxnMZvO+66lo0d8mJuRZF28Z1lRNRw
        0sDDAdxxNsbiCl3ZgpW3D1LouVueGxgl2fAqhIiMG6vhMjoVt/rnLLD1en6M7j+H
        eAfVsdJXyFTyHup/h6CaUVs1IupXVu4xEqtN9lidOmcfQ0y4uMbCRtKwy81+/wj0
        SGc49DSK1v8U98JqS/QP+86AYPAqt8mIOFdR8Y9aTDVlLi/javXgPy4bFYHfk6wL
        DVwpoPLWe7fNNRe6iWzcHQu/V71BFWTYciexcTU2n5Q12LbfLGh14cSgBmiqqkEf
        GsxpiGEiXRJbJDcCnToCKeB1anScIQu3nht9ZtIVnt2aUDobJ1JmPpGxJYcnA2If
        TJXMTs1o+6TErPWyFWWbgqG4TKKKlT88wnhjsQN/YEEOCP3b2ge8OjB0/hL7INkp
        9iNAGblfo0V0fwJnXoTTb1MroDLsKldzXQh1R8obIA9AOY9myQtlEyc63KyLejBZ
        +QGwqth8TkXGDarNsN/N+uZm4ioW9QFA1gB48y/oimrW7kI2yz/PvyJroodakjzu
        AYqPNIfw
        =SaPd
        -----END PGP MESSAGE-----
        """;

    /// <summary>A text that does not say to whom it is encrypted.</summary>
    public const string Hidden =
        """
        -----BEGIN PGP MESSAGE-----

        hF4DAAAAAAAAAAASAQdANfsdjBhWF/khKUAre61Xz0M4x5j558fKP5CK2XnvjU8w
        Wzvx7mKsAV3mddEk+vqPc1TvjassSanUOVYsclyWYpHjivoGz8K3mo5xtAFJPo2h
        0lQBIilnLaFsbTqcKpLnOJ3J/mDsQzi3D7O+Hn1op43sor3SG93mSHBetxDdn1FC
        cHF9kshD3k0xhltbJxtiJ2nq8gJH0l4bzlnab6Yzj5J4td+3DyY=
        =38ur
        -----END PGP MESSAGE-----
        """;
}
