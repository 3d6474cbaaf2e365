namespace Sweeper.Training.Models;

/// <summary>
/// The residual blocks of He et al. 2016 (figure 5), with projection shortcuts where the shape changes (their option B) and torchvision's
/// names. Convolutions have no bias; a batch norm follows each.
/// </summary>
internal static class ResidualBlocks
{
    /// <summary>What a bottleneck multiplies its width by.</summary>
    public const int Expansion = 4;

    /// <summary>A convolution that keeps height and width at stride 1, and its batch norm.</summary>
    public static Layer[] ConvNorm(string conv, string norm, int inputs, int outputs, int kernel, int stride) =>
    [
        new Layer.Conv(conv, inputs, outputs, kernel, stride, Padding: kernel / 2, Bias: false),
        new Layer.BatchNorm(norm, outputs),
    ];

    /// <summary>Blocks of two 3x3 convolutions; the first block has the stride. Ends in <paramref name="width"/> channels.</summary>
    public static IEnumerable<Layer> BasicStage(string name, int inputs, int width, int blocks, int stride) =>
        Stage(name, inputs, width, blocks, stride, Basic);

    /// <summary>
    /// Blocks of 1x1, 3x3 and 1x1 convolutions; the 3x3 convolution of the first block has the stride (torchvision's choice; He et al.
    /// have it on the 1x1 before). Ends in <see cref="Expansion"/> times <paramref name="width"/> channels.
    /// </summary>
    public static IEnumerable<Layer> BottleneckStage(string name, int inputs, int width, int blocks, int stride) =>
        Stage(name, inputs, Expansion * width, blocks, stride, Bottleneck);

    private static IEnumerable<Layer> Stage(
        string name, int inputs, int outputs, int blocks, int stride, Func<string, int, int, int, IEnumerable<Layer>> main)
    {
        for (var i = 0; i < blocks; i++)
        {
            var block = $"{name}.{i}";
            var isSameShape = stride == 1 && inputs == outputs;
            yield return new Layer.Residual(
                [.. main(block, inputs, outputs, stride)],
                isSameShape ? [] : [.. ConvNorm($"{block}.downsample.0", $"{block}.downsample.1", inputs, outputs, 1, stride)]);
            yield return new Layer.Relu();
            (inputs, stride) = (outputs, 1);
        }
    }

    private static IEnumerable<Layer> Basic(string block, int inputs, int outputs, int stride) =>
    [
        .. Numbered(block, 1, inputs, outputs, 3, stride), new Layer.Relu(),
        .. Numbered(block, 2, outputs, outputs, 3, 1),
    ];

    private static IEnumerable<Layer> Bottleneck(string block, int inputs, int outputs, int stride) =>
    [
        .. Numbered(block, 1, inputs, outputs / Expansion, 1, 1), new Layer.Relu(),
        .. Numbered(block, 2, outputs / Expansion, outputs / Expansion, 3, stride), new Layer.Relu(),
        .. Numbered(block, 3, outputs / Expansion, outputs, 1, 1),
    ];

    private static Layer[] Numbered(string block, int number, int inputs, int outputs, int kernel, int stride) =>
        ConvNorm($"{block}.conv{number}", $"{block}.bn{number}", inputs, outputs, kernel, stride);
}
