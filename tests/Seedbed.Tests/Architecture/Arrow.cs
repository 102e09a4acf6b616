namespace Seedbed.Tests.Architecture;

/// <summary>One use of a type by a member (or by the declaration) of another type of the same assembly.</summary>
internal readonly record struct Arrow(string FromNamespace, string From, string ToNamespace, string To);
