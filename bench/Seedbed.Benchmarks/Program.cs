using BenchmarkDotNet.Running;

// In this process: the programs that BenchmarkDotNet generates do not follow this repository's build rules.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess"]);
