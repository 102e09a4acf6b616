using Seedbed.Cli;

using Interruption interruption = Interruption.Listen();
return new Tool(Terminal.OfProcess(), interruption.Token).Run(args);
