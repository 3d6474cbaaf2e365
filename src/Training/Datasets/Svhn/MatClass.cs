namespace Sweeper.Training.Datasets.Svhn;

/// <summary>What an array of a MAT-file is (MathWorks, "MAT-File Format", Level 5 array types).</summary>
internal enum MatClass
{
    Cell = 1,
    Structure = 2,
    Object = 3,
    Character = 4,
    Sparse = 5,
    Double = 6,
    Single = 7,
    Int8 = 8,
    UInt8 = 9,
    Int16 = 10,
    UInt16 = 11,
    Int32 = 12,
    UInt32 = 13,
    Int64 = 14,
    UInt64 = 15,
}
