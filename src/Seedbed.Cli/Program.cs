using Seedbed.Cli;

using Interruption interruption = Interruption.Listen();
using Terminal terminal = Terminal.OfProcess();
return new Tool(terminal, interruption.Token).Run(args);
