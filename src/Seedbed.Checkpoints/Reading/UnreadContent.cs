using Seedbed.Shapes;

namespace Seedbed.Checkpoints.Reading;

/// <summary>Something in a checkpoint that is no tensor of numbers, such as texts or records: it is listed, its values are not read.</summary>
/// <param name="Name">Its name; in an HDF5 file its path.</param>
/// <param name="Shape">Its shape.</param>
public sealed record UnreadContent(string Name, Shape Shape);
