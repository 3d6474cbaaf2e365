namespace Sweeper.Training.Datasets.Svhn;

/// <summary>The tag of a data element.</summary>
/// <param name="Type">How its data are stored; not checked.</param>
/// <param name="Length">Bytes of data, without padding.</param>
/// <param name="Small">Whether it is of the small form, whose data share a word of eight bytes with the tag.</param>
internal readonly record struct MatTag(MatType Type, uint Length, bool Small);
