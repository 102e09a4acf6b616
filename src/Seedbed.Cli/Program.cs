using System.Globalization;
using Seedbed.Cli;

// Ours is invariant wherever it is written; this is for the packages that write too.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

using Interruption interruption = Interruption.Listen();
return new Tool(Terminal.OfProcess(), interruption.Token) { Heard = interruption.Heard }.Run(args);
