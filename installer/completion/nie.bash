# Completes nie's commands, options, experiments and run folders; asks the program itself.
_nie() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "--help --version $(nie --help 2>/dev/null |
            sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p')" -- "$word")
        return
    fi
    case $before in
        -o | --output)
            if [[ ${COMP_WORDS[1]} =~ ^(attention|figure|movie)$ ]]; then mapfile -t COMPREPLY < <(compgen -f -- "$word"); return; fi
            mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --figures) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --device) mapfile -t COMPREPLY < <(compgen -W "cpu cuda" -- "$word"); return ;;
        --dataset) mapfile -t COMPREPLY < <(compgen -f -W "$(nie list samples 2>/dev/null |
            sed -n 's/^  \([a-z][^ ]*\) .*/\1/p')" -- "$word"); return ;;
        --atlas | --names | --confounds) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --as) mapfile -t COMPREPLY < <(compgen -W "recording image labels" -- "$word"); return ;;
        --method) mapfile -t COMPREPLY < <(compgen -W "pearson partial shrunk" -- "$word"); return ;;
        --format) mapfile -t COMPREPLY < <(compgen -W "csv json tensorboard zip" -- "$word"); return ;;
        --view) mapfile -t COMPREPLY < <(compgen -W "field spacetime profile curves phase error $(
            [ "${COMP_WORDS[1]}" != figure ] || echo loss residual attention kernel)" -- "$word"); return ;;
        --preset) mapfile -t COMPREPLY < <(compgen -W "$(nie figure --list-presets 2>/dev/null |
            sed -n '2,/^$/s/^\([a-z][^ ]*\) .*/\1/p')" -- "$word"); return ;;
        --letters) mapfile -t COMPREPLY < <(compgen -W "a A (a) (A) none" -- "$word"); return ;;
        --numbers) mapfile -t COMPREPLY < <(compgen -W "csv npz" -- "$word"); return ;;
        --part) mapfile -t COMPREPLY < <(compgen -W "tokens times cells" -- "$word"); return ;;
        --merge) mapfile -t COMPREPLY < <(compgen -W "mean greatest" -- "$word"); return ;;
        --look) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --resume) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --root) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --budget) mapfile -t COMPREPLY < <(compgen -W "smoke laptop paper" -- "$word"); return ;;
        --split) mapfile -t COMPREPLY < <(compgen -W "test validation training" -- "$word"); return ;;
    esac
    if [ "${COMP_WORDS[1]}" = brain ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "import fc list graph" -- "$word")
        return
    fi
    if [ "${COMP_WORDS[1]}" = runs ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(nie runs --help 2>/dev/null |
            sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p')" -- "$word")
        return
    fi
    local command=("${COMP_WORDS[1]}")
    [[ ${command[0]} != brain && ${command[0]} != runs ]] || command+=("${COMP_WORDS[2]}")
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(nie "${command[@]}" --help 2>/dev/null |
            grep -oE -- '--[a-z][a-z-]+' | sort -u)" -- "$word")
        return
    fi
    local experiments=
    case ${COMP_WORDS[1]} in
        solve) experiments=$(nie solve --list 2>/dev/null | sed -n 's/^\([A-Za-z][^ ]*\) .*/\1/p') ;;
        generate) experiments=$(nie list datasets 2>/dev/null | sed -n 's/^  \([a-z][^ ]*\) .*/\1/p') ;;
        reproduce) experiments="all $(nie reproduce --list 2>/dev/null | sed -n 's/^\([a-z][^ ]*\) .*/\1/p')" ;;
        bench) experiments=$(nie bench --list 2>/dev/null | sed -n 's/^\([a-z][^ ]*\) .*/\1/p') ;;
        info) experiments=$({ nie list experiments; nie list samples; } 2>/dev/null |
            sed -n 's/^  \([a-z][^ ]*\) .*/\1/p') ;;
        train | sweep) experiments=$(nie list experiments 2>/dev/null | sed -n 's/^  \([a-z][^ ]*\) .*/\1/p') ;;
    esac
    mapfile -t COMPREPLY < <(compgen -f -W "$experiments" -- "$word")
}
complete -o filenames -F _nie nie
