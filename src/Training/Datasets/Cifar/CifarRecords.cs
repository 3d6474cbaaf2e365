namespace Sweeper.Training.Datasets.Cifar;

/// <summary>The records of one file of CIFAR's binary version.</summary>
/// <param name="Pixels">Images of 3 x 32 x 32 bytes, one after the other.</param>
/// <param name="Labels">One an image: the fine one of CIFAR-100.</param>
internal sealed record CifarRecords(byte[] Pixels, byte[] Labels)
{
    /// <summary>Reads a file.</summary>
    /// <param name="format">Which CIFAR.</param>
    /// <param name="path">The file or archive, for messages.</param>
    /// <param name="file">The file's name; it says how many records there are at most.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="length">How many there are.</param>
    /// <exception cref="DatasetException">These are not whole records, none, or too many; or a label is of no class.</exception>
    public static CifarRecords Read(CifarFormat format, string path, string file, Stream content, long length)
    {
        var count = length / format.RecordLength;
        if (count == 0 || length % format.RecordLength != 0)
            throw DamagedFile.Of(path, $"{file} has {length} bytes, which is not a number of whole records of {format.RecordLength} bytes");
        if (count > format.MostRecords(file))
            throw DamagedFile.Of(path, $"{file} has {count} records; there are at most {format.MostRecords(file)}");
        var records = new CifarRecords(new byte[count * CifarFormat.ImageLength], new byte[count]);
        Span<byte> record = stackalloc byte[format.RecordLength];
        for (var i = 0; i < count; i++)
        {
            if (content.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < record.Length)
                throw DamagedFile.Of(path, $"{file} is cut short: it ends in record {i} of {count}");
            CheckLabels(format, path, file, i, record);
            records.Labels[i] = record[format.LabelClasses.Length - 1];
            record[format.LabelClasses.Length..].CopyTo(records.Pixels.AsSpan(i * CifarFormat.ImageLength));
        }
        return records;
    }

    private static void CheckLabels(CifarFormat format, string path, string file, int record, ReadOnlySpan<byte> labels)
    {
        for (var i = 0; i < format.LabelClasses.Length; i++)
        {
            if (labels[i] >= format.LabelClasses[i])
                throw DamagedFile.Of(path, $"record {record} of {file} has the label {labels[i]}, but there are 0..{format.LabelClasses[i] - 1}");
        }
    }
}
