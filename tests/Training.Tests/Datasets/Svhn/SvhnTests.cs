using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Svhn;

namespace Sweeper.Training.Tests.Datasets.Svhn;

public sealed class SvhnTests : IDisposable
{
    private readonly IdxFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Both_files_are_read_in_either_byte_order_compressed_or_not(bool bigEndian, bool compressed)
    {
        var folder = SvhnFixture.Folder(
            _files, SvhnFixture.File(new Mat(bigEndian, compressed), 10, 1, 9, 10, 3).Bytes, SvhnFixture.File(new Mat(bigEndian, compressed), 2, 10).Bytes);
        var catalog = _files.Catalog();
        var data = catalog.Load(SvhnFixture.Svhn);
        Assert.Equal(new ImageGeometry(3, 32, 32), data.Train.Geometry);
        Assert.Equal([0, 1, 9, 0, 3], data.Train.Labels);
        Assert.Equal([2, 0], data.Test.Labels);
        Assert.Equal(10, data.Classes);
        for (var at = 0; at < 3 * 1024; at++)
            Assert.Equal(SvhnFixture.Pixel(at / 32 % 32, at % 32, at / 1024, image: 4), data.Train.Image(4)[at]);
        Assert.Equal(folder, catalog.Origin(SvhnFixture.Svhn)!.Folder);
        Assert.False(catalog.Origin(SvhnFixture.Svhn)!.Official);
    }

    [Fact]
    public void Digest_is_the_content_s_whatever_the_files_are_like()
    {
        var digests = new List<string>();
        foreach (var compressed in (bool[])[true, false])
        {
            SvhnFixture.Folder(_files, SvhnFixture.File(new Mat(compressed, compressed), 10, 2).Bytes);
            digests.Add(new DatasetCatalog(_files.Paths with { Cache = null }).Origin(SvhnFixture.Svhn)!.Digest.Hex);
        }
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void File_of_scipy_is_read()
    {
        SvhnFixture.Folder(_files, ScipyMatFile.Bytes);
        var train = _files.Catalog().Load(SvhnFixture.Svhn).Train;
        Assert.Equal([0, 1, 9, 5], train.Labels);
        for (var image = 0; image < 4; image++)
        {
            for (var at = 0; at < 3 * 1024; at++) Assert.Equal(ScipyMatFile.Pixel(at / 32 % 32, at % 32, at / 1024, image), train.Image(image)[at]);
        }
    }

    [Theory]
    [InlineData(nameof(MatType.Double))]
    [InlineData(nameof(MatType.Single))]
    [InlineData(nameof(MatType.Int8))]
    [InlineData(nameof(MatType.UInt8))]
    [InlineData(nameof(MatType.Int16))]
    [InlineData(nameof(MatType.UInt16))]
    [InlineData(nameof(MatType.Int32))]
    [InlineData(nameof(MatType.UInt32))]
    [InlineData(nameof(MatType.Int64))]
    [InlineData(nameof(MatType.UInt64))]
    public void Labels_of_every_numeric_type_are_read(string name)
    {
        var (kind, type) = (Enum.Parse<MatClass>(name), Enum.Parse<MatType>(name));
        foreach (var bigEndian in (bool[])[false, true])
        {
            var mat = new Mat(bigEndian);
            byte[] Stored(byte label) => type switch
            {
                MatType.Double => mat.Number(BitConverter.DoubleToUInt64Bits(label), 8),
                MatType.Single => mat.Number(BitConverter.SingleToUInt32Bits(label), 4),
                _ => mat.Number(label, MatArray.SizeOf(type)!.Value),
            };
            mat.Add("X", MatClass.UInt8, [32, 32, 3, 3], MatType.UInt8, SvhnFixture.Images(3));
            mat.Add("y", kind, [1, 3], type, [.. Stored(10), .. Stored(4), .. Stored(7)]);
            SvhnFixture.Folder(_files, mat.Bytes);
            Assert.Equal([0, 4, 7], new DatasetCatalog(_files.Paths with { Cache = null }).Load(SvhnFixture.Svhn).Train.Labels);
        }
    }

    [Fact]
    public void Absent_it_is_described_as_published_and_refused_with_the_remedy()
    {
        var catalog = _files.Catalog();
        Assert.Equal(new DatasetInfo(new(3, 32, 32), 10, 73257, 26032, null), catalog.Describe(SvhnFixture.Svhn));
        Assert.Equal(13861 + 4948, catalog.Describe(IdxFixture.Ref("svhn", classes: [0, 1]))!.TrainImages);
        var message = Assert.Throws<DatasetException>(() => catalog.Load(SvhnFixture.Svhn)).Message;
        Assert.Contains("Put train_32x32.mat and test_32x32.mat in a folder svhn on SWEEPER_DATA", message);
    }

    [Fact]
    public void Folder_that_lacks_a_file_is_refused_with_the_file_s_name()
    {
        File.Delete(Path.Combine(SvhnFixture.Folder(_files, SvhnFixture.File(new Mat(), 1).Bytes), "test_32x32.mat"));
        Assert.Contains("test_32x32.mat is missing", Assert.Throws<DatasetException>(() => _files.Catalog().Describe(SvhnFixture.Svhn)).Message);
    }
}
