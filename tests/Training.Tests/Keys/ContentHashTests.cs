using System.Security.Cryptography;
using System.Text;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tests.Keys;

public class ContentHashTests
{
    [Fact]
    public void The_hash_is_the_published_SHA_256()
    {
        // FIPS 180-2, appendix B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentHash.Of("abc"));
        Assert.Equal(ContentHash.Of("abc"), Digest.Of("abc"u8).Hex);
        Assert.Equal(ContentHash.Of("abc"), StageKey.Of("abc").Value);
        Assert.Equal(ContentHash.Of("abc"), ArtifactKey.Of("abc").Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1364)]
    [InlineData(1365)]
    [InlineData(1366)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Texts_of_every_length_are_hashed_as_UTF_8(int length)
    {
        var text = string.Concat(Enumerable.Repeat("é€x", (length / 3) + 1))[..length];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), ContentHash.Of(text));
    }

    [Fact]
    public void Only_64_lowercase_hexadecimal_characters_are_a_digest()
    {
        var hex = ContentHash.Of("x");
        Assert.True(Digest.TryParse(hex, out var digest));
        Assert.Equal(Digest.Of("x"u8), digest);
        Assert.Equal(hex[..12], digest.Short);
        foreach (var wrong in new[] { null, "", hex[1..], hex + "0", hex.ToUpperInvariant(), hex[1..] + "g", hex[1..] + " ", "../" + hex[3..] })
            Assert.False(Digest.TryParse(wrong, out _));
    }
}
