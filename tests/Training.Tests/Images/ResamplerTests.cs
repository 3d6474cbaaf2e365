using CsCheck;
using Sweeper.Training.Datasets;
using Sweeper.Training.Images;

namespace Sweeper.Training.Tests.Images;

/// <summary>The numbers are those that Pillow 9.4.0 prints for the same pixels: crop, then resize with Image.BILINEAR; convert("L").</summary>
public sealed class ResamplerTests
{
    [Theory]
    [InlineData(5, 4, 0, 0, 5, 4, 9, 7,
        "0039720d467f225b943d76af5a93cc7fb862a5c117d16043ec255e0b447d124b841d568f427b8c6ea78589c244a1c71da97558ae437c1d568f1a538c" +
        "164f884b84548fc8139ad3149ad1266996794b72ab2f68a13770a9467fb85b949572ab6490c93ba1da217eb74569a25b4079b2548dc676afe86ba4dd" +
        "548dc685be69aae11c9fcc1198bf0a528bc45d96cf6fa8e174ade675aee796cf7ab3da25c08b32c75c395d96cf629bd46aa3dc79b2eb89c2fba1da85" +
        "b9d62bd56347e51e57")]
    [InlineData(13, 11, 0, 0, 13, 11, 4, 3,
        "62908e768d757d987c878e76889c819980658e6c7a806d827b63947c6b8e6273996b7c6d")]
    [InlineData(10, 8, 2, 1, 7, 6, 7, 7,
        "93cc05a4dd163f78b16ca5de235c956ca5de3f78b15e979aaae31c80b9291f58911750899bd444a9e25275aee7b1ea23c75c392059925a93cccf6341" +
        "78b18f649dd6b4ed26934c857f38717ab3ec823b74914a83528bc4b7f0295e9774de17509976af356ea7a93d7669a2dbbef730a5a717df4f51dc154e" +
        "69a2a4787ab3346da6c4fd36e61f5892cb04d0094298d10ae21b54")]
    [InlineData(40, 9, 0, 0, 40, 9, 6, 12,
        "718674868d778b557b78826b7d7f7aa17859638f7775927188706b6a7c94887b85899b64619a77789e709477607a72968e7681829b6a6fa1788ea576" +
        "aa715c9f6d708b7471927d628a9299916c80a19f4b898e777d7d82ad984389818d837a929397807f818a8d5976a3875c948b757f72917d8990757599" +
        "925f7aa08868a8a75c8a53796d807370789b85908aa89f649b91539f6e5b9c776f9192807c9f67a2968089736e8f7c7a8c8b8b7c8f676a8d7e818c92" +
        "7a648b70758f7d8c9a6e836c6583957b7e9b71639c4e628f7a77967275886b859f906e9d")]
    public void Resizing_gives_the_pixels_of_Pillow(int width, int height, int left, int top, int boxWidth, int boxHeight, int toWidth, int toHeight, string expected)
    {
        var planes = Resize(Pattern(width, height), new Frame(top, left, boxHeight, boxWidth), toHeight, toWidth, flip: false);
        Assert.Equal(Convert.FromHexString(expected), Interleaved(planes, toHeight * toWidth));
    }

    [Fact]
    public void Grey_is_the_luma_of_Pillow()
    {
        var image = Pattern(16, 16);
        image.ToGrey();
        const string expected =
            "2e5488ad6778c75ec97c6db592603c734d42a4b56d9a519a6db5a4424dcd5ead6cac7ebda33842b9d7a4c9b255d36a6e8b9ab7c5605aaf5f7b47876f" +
            "a67a3f5faa516cc56e4da04e4fafa48a868898b6acd5a5cda46f5a8a896f4547415f6d5acb5c62d561a34ba95dd76a6a4965a94b544a9b4767c56b4f" +
            "974a58bdb7a29ba273b45047b2784c2e2e7938527ab0d74645a2894f529ab96ab582bca5353aaccd645946575838aaa63c544b32d3406f8e83477f5f" +
            "ab5a64c5a6aa9fa2abad4432a264345f534d556b4a7c9f576ebb50b9a4526d67596f755ab4b55d7a7662727ac39f776faca3669658a482cdc7687e6b" +
            "4caa63774cc5b6b5c247705a9fd553a5";
        Assert.Equal(Convert.FromHexString(expected), image.Bytes.ToArray().Where((_, i) => i % 4 == 0));
    }

    [Fact]
    public void An_image_of_one_colour_keeps_it_at_every_size() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[1, 90], Gen.Byte).Sample((height, width, toHeight, toWidth, value) =>
        {
            var image = new PixelBuffer();
            image.Size(height, width);
            image.Bytes.Fill(value);
            Assert.All(Resize(image, Frame.Whole(height, width), toHeight, toWidth, flip: false), pixel => Assert.Equal(value, pixel));
        }, iter: 200);

    [Fact]
    public void An_image_at_its_own_size_stays_as_it_is_and_flips()
    {
        var planes = Resize(Pattern(9, 6), Frame.Whole(6, 9), 6, 9, flip: false);
        Assert.Equal(Pattern(9, 6).Bytes.ToArray().Where((_, i) => i % 4 < 3), Interleaved(planes, 54));
        var flipped = Resize(Pattern(9, 6), Frame.Whole(6, 9), 6, 9, flip: true);
        Assert.Equal(planes.Chunk(9).SelectMany(row => row.Reverse()), flipped);
    }

    [Fact]
    public void A_window_is_cut_out_of_the_whole_result()
    {
        var whole = Resize(Pattern(23, 17), Frame.Whole(17, 23), 12, 20, flip: false);
        var window = new byte[3 * 5 * 7];
        new Resampler().Resize(Pattern(23, 17), Frame.Whole(17, 23), 12, 20, 4, 11, flip: false, new(3, 5, 7), window);
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < 5; y++)
                Assert.Equal(whole.AsSpan((channel * 12 + 4 + y) * 20 + 11, 7), window.AsSpan((channel * 5 + y) * 7, 7));
    }

    // The pixels that the script for Pillow makes.
    private static PixelBuffer Pattern(int width, int height)
    {
        var image = new PixelBuffer();
        image.Size(height, width);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++) image.Bytes[4 * (y * width + x) + c] = (byte)(x * x * 7 + y * 13 * x + c * 57 + (x ^ y) * 31);
        return image;
    }

    private static byte[] Resize(PixelBuffer image, Frame frame, int height, int width, bool flip)
    {
        var planes = new byte[3 * height * width];
        new Resampler().Resize(image, frame, height, width, 0, 0, flip, new ImageGeometry(3, height, width), planes);
        return planes;
    }

    private static IEnumerable<byte> Interleaved(byte[] planes, int plane) => Enumerable.Range(0, planes.Length).Select(i => planes[i % 3 * plane + i / 3]);
}
