namespace Sweeper.Host.Reports.Figures;

/// <summary>Shapes that tell series apart without their colours.</summary>
internal enum DotShape
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Wedge,
    Bar,
}
