namespace Sweeper.Training.Datasets.Svhn;

/// <summary>How a data element of a MAT-file is stored (MathWorks, "MAT-File Format", Level 5 data types).</summary>
internal enum MatType
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
    Matrix = 14,
    Compressed = 15,
}
