# Completes nie's commands, options, experiments and run folders; asks the program itself.
_nie() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        # The commands stand in the last section of the help, indented by two blanks.
        mapfile -t COMPREPLY < <(compgen -W "--help --version $(nie --help 2>/dev/null |
            sed -n '/^[Ss]ubcommands:/I,$s/^  \([a-z][a-z-]*\).*/\1/p')" -- "$word")
        return
    fi
    case $before in
        -o | --output) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --device) mapfile -t COMPREPLY < <(compgen -W "cpu cuda" -- "$word"); return ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(nie "${COMP_WORDS[1]}" --help 2>/dev/null |
            grep -oE -- '--[a-z][a-z-]+' | sort -u)" -- "$word")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
complete -o filenames -F _nie nie
