using Seedbed.Serialization;

namespace Seedbed.Diagnostics;

/// <summary>The calibrations that there are.</summary>
internal static class KnownCalibrations
{
    internal const string Module = "seedbed.calibration";

    internal static Registry<Calibration> All { get; } = new(
        "a calibration",
        [
            LayerSequentialUnitVariance.Description, DataDependentInitialization.Description, CriticalScaling.Description,
            FixupScaling.Description, OrthogonalRecurrence.Description,
        ]);
}
