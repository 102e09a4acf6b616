namespace Seedbed.Cli.Completion;

/// <summary>A function for zsh's completion system, autoloaded from a folder of fpath or read with source.</summary>
internal sealed class ZshScript : ShellScript
{
    internal override string Name => "zsh";

    internal override string Installation => "seedbed completion zsh > ~/.zfunc/_seedbed";

    internal override string Text(IReadOnlyList<CompletedCommand> commands) =>
        $$"""
        #compdef seedbed
        # zsh completion of seedbed: as _seedbed in a folder of fpath before compinit, or read with source behind it.
        _seedbed() {
            local previous=${words[CURRENT-1]} current=${words[CURRENT]} command='' word
            local -a described
            for word in "${(@)words[2,CURRENT-1]}"; do
                case $word in -*) ;; *) command=$word; break ;; esac
            done
            if [[ $current == --*=* ]]; then
                previous=${current%%=*}
                compset -P '*='
            fi
            case "$command $previous" in
        {{ValueArms(commands, words => $"compadd -- {QuotedWords(words)}", "_files")}}    esac
            case $current in
                -*)
                    case $command in
        {{Lines(commands.Select(command => $"                {Quoted(command.Name)}) described=({All(command)}) ;;"))}}            esac
                    _describe -o option described
                    return ;;
            esac
            case $command in
        {{ArgumentArms(commands, words => $"compadd -- {QuotedWords(words)}", "_files")}}    esac
        }
        if [[ ${funcstack[1]} == _seedbed ]]; then _seedbed "$@"; else compdef _seedbed seedbed; fi

        """;

    private static string All(CompletedCommand command) => QuotedWords(
        command.Options.SelectMany(option => option.Names.Select(name => $"{name}:{Brief(option.Description)}")));
}
