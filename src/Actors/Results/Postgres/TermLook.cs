namespace Sweeper.Actors.Results.Postgres;

/// <summary>What the row of terms says at a moment.</summary>
/// <param name="Number">The term.</param>
/// <param name="Beat">How often its holder has shown that it lives.</param>
/// <param name="IsHeld">Whether the holder has not left.</param>
/// <param name="Holder">The holder, as <see cref="LockHolder.ToNote"/> writes it.</param>
/// <param name="Cancels">How often users have cancelled what was going on.</param>
internal sealed record TermLook(long Number, long Beat, bool IsHeld, string Holder, long Cancels);
