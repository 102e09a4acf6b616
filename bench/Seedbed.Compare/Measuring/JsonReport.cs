using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seedbed.Compare.Measuring;

/// <summary>
/// The results for programs: one object for each peer of each row. Times are medians of one call; ratio = peerNs / oursNs; fillNs is null
/// where nothing is filled.
/// </summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(IEnumerable<RowResult> results) => JsonSerializer.Serialize(results.SelectMany(RowsOf), s_format);

    private static IEnumerable<JsonRow> RowsOf(RowResult result) =>
        result.Ours.MedianNs is { } ours
            ? result.Peers.Select(peer => RowOf(result, peer, ours, result.Fill.MedianNs))
            : [];

    private static JsonRow RowOf(RowResult result, Entry peer, double ours, double? fill) =>
        new(
            result.Row.Workload.Name,
            result.Row.Workload.ElementType.Name(),
            result.Row.Workload.Elements,
            result.Row.Threads,
            Tenths(ours),
            peer.Peer,
            Tenths(peer.MedianNs!.Value),
            double.Round(peer.MedianNs.Value / ours, 3),
            fill is { } ns ? Tenths(ns) : null,
            result.Row.Workload.ShapeText,
            result.SettingOf(peer));

    private static double Tenths(double ns) => double.Round(ns, 1);

    /// <param name="Shape">"100000000" or "4096x1024", since two matrices may have as many elements.</param>
    /// <param name="Setting">The peer's setting that was its fastest.</param>
    private sealed record JsonRow(
        string Workload,
        string Dtype,
        long Elements,
        int Threads,
        double OursNs,
        string Peer,
        double PeerNs,
        double Ratio,
        double? FillNs,
        string Shape,
        string Setting);
}
