using InboxMind.Core.Text;

namespace InboxMind.Core.Tests;

public sealed class PorterStemmerTests
{
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("relational", "relat")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("agreed", "agre")]
    [InlineData("adoption", "adopt")]
    [InlineData("controlling", "control")]
    public void Stem_PublishedExample_GivesPublishedStem(string word, string stem) => PorterStemmer.Stem(word).ShouldBe(stem);
}
