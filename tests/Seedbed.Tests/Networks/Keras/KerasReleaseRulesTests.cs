using Seedbed.Keras;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Which rules a release of Keras has.</summary>
public sealed class KerasReleaseRulesTests
{
    [Theory]
    [InlineData("2", "2", false, "2.15.0")]
    [InlineData("2.9.1", "2", false, "2.9.1")]
    [InlineData("3.0", "3.0 to 3.4", false, "3.0.0")]
    [InlineData("3.4.1", "3.0 to 3.4", false, "3.4.1")]
    [InlineData("3.5", "3.5 and later", false, "3.5.0")]
    [InlineData("3.14.1", "3.5 and later", false, "3.14.1")]
    [InlineData("3.15", "3.5 and later", true, "3.15.0")]
    [InlineData("3", "3.5 and later", true, "3.15.0")]
    public void A_release_has_a_stream_and_fans(string text, string drawing, bool hasAxisFans, string written)
    {
        var release = KerasRelease.Parse(text);

        Assert.Equal(drawing, KerasRelease.Drawing(release.Stream));
        Assert.Equal(hasAxisFans, release.HasAxisFans);
        Assert.Equal(written, KerasArchiveContent.VersionText(release));
    }

    [Fact]
    public void A_release_to_come_has_the_newest_rules()
    {
        var release = KerasRelease.Of(new Version(4, 0));

        Assert.Same(RandomStream.TensorFlow, release.Stream);
        Assert.True(release.HasAxisFans);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("1.2")]
    [InlineData("3.")]
    [InlineData("3.1.2.3")]
    [InlineData("-3")]
    [InlineData("")]
    public void What_is_no_release_is_refused(string text) => Assert.Throws<FormatException>(() => KerasRelease.Parse(text));

    [Fact]
    public void A_version_before_Keras_2_is_refused() =>
        Assert.Throws<ArgumentException>(() => new KerasModelOptions { KerasVersion = new Version(1, 2) });
}
