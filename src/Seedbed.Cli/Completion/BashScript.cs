namespace Seedbed.Cli.Completion;

/// <summary>A function that fills COMPREPLY; works from bash 3.2 on, with or without the package bash-completion.</summary>
internal sealed class BashScript : ShellScript
{
    internal override string Name => "bash";

    internal override string Installation => "seedbed completion bash > ~/.local/share/bash-completion/completions/seedbed";

    internal override string Text(IReadOnlyList<CompletedCommand> commands) =>
        $$"""
        # bash completion of seedbed: source this file, or let it lie in ~/.local/share/bash-completion/completions/.
        _seedbed_words() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(printf '%s\n' "$@")" -- "$current"))
        }
        _seedbed_paths() {
            local IFS=$'\n'
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -f -- "$current"))
        }
        _seedbed() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' i
            COMPREPLY=()
            for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac
            done
            # bash cuts --option=value in three.
            [ "$previous" = '=' ] && previous=${COMP_WORDS[COMP_CWORD - 2]}
            [ "$current" = '=' ] && current=''
            case "$command $previous" in
        {{ValueArms(commands, Words, "_seedbed_paths")}}    esac
            case $current in
                -*)
                    case $command in
        {{Lines(commands.Select(command =>
            $"                {Quoted(command.Name)}) {Words(command.Options.SelectMany(option => option.Names))} ;;"))}}            esac
                    return ;;
            esac
            case $command in
        {{ArgumentArms(commands, Words, "_seedbed_paths")}}    esac
        }
        complete -F _seedbed seedbed

        """;

    private static string Words(IEnumerable<string> words) => $"_seedbed_words {QuotedWords(words)}";
}
