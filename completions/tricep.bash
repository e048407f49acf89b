# Completion of tricep in bash. Made by 'tricep completions bash'.
# shellcheck shell=bash

# The words up to the cursor. Readline cuts at = and : as well; that is undone.
_tricep_split() {
    local rest=${COMP_LINE:0:COMP_POINT} blank piece i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blank=${rest%%[![:space:]]*}
        rest=${rest#"$blank"}
        piece=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || piece=$rest
        if ((i == 0)) || [[ $blank ]]; then
            words+=("$piece")
        else
            words[-1]+=$piece
        fi
        rest=${rest#"$piece"}
    done
}

# Offers what continues the word at the cursor, which begins with $before. What
# readline holds for words of their own it does not replace.
_tricep_offer() {
    local word cut='' breaks=${COMP_WORDBREAKS//[!=:]/}
    [[ $breaks ]] && cut=${current%"${current##*["$breaks"]}"}
    compopt +o default 2>/dev/null
    for word; do
        word=$before$word
        [[ $word == "$current"* ]] && COMPREPLY+=("${word#"$cut"}")
    done
}

# Behind the last comma; another may follow.
_tricep_behind_comma() {
    before+=${value%"${value##*,}"}
    value=${value##*,}
    compopt -o nospace 2>/dev/null
}

_tricep_nothing() { compopt +o default 2>/dev/null; }
_tricep_word() { _tricep_offer "$@"; }
_tricep_words() { _tricep_behind_comma; _tricep_offer "$@"; }
_tricep_file() { :; } # readline does
_tricep_folder() { compopt +o default -o dirnames 2>/dev/null; }

_tricep_formats() {
    _tricep_behind_comma
    if [[ $value == *=* ]]; then
        compopt +o nospace 2>/dev/null
    else
        _tricep_offer "$@"
    fi
}

# If there is none, readline offers whatever there is.
_tricep_template() {
    local ending files
    for ending in json jsonc arm bicep bicepparam; do
        mapfile -t files < <(compgen -f -X "!*.$ending" -- "$value")
        COMPREPLY+=("${files[@]}")
    done
    compopt -o filenames -o plusdirs 2>/dev/null
}

_tricep_names() {
    mapfile -t names < <("${words[0]/#\~/$HOME}" rules -f names 2>/dev/null)
    names=("${names[@]%%$'\t'*}")
}

_tricep_rule() { local names; _tricep_names; _tricep_offer "${names[@]}"; }
_tricep_rules() { _tricep_behind_comma; _tricep_rule; }

_tricep_rule_level() {
    local names
    if [[ $value == *=* ]]; then
        before+=${value%%=*}=
        _tricep_offer "$@"
    else
        _tricep_names
        _tricep_offer "${names[@]/%/=}"
        compopt -o nospace 2>/dev/null
    fi
}

_tricep_commit() {
    local refs
    mapfile -t refs < <(git for-each-ref --format='%(refname:short)' 2>/dev/null)
    _tricep_offer "${refs[@]}"
}

_tricep_commands() { echo lint expand eval merge rules config explain help completions version; }
_tricep_is_command() { [[ " $(_tricep_commands) " == *" $1 "* ]]; }

_tricep_option() {
    case $1 in
    lint) _tricep_offer --stdin-filename --root --files-from --null --git-ref --exclude --include --force-exclude --no-ignore --no-prefilter --jobs --shard --shard-weights --parameters --no-parameters --context --module-cache --config --isolated --set --profile --select --extend-select --ignore --rules --level --diff-base --baseline --no-inline-suppressions --report-unused-suppressions --today --update-baseline --prune-baseline --undecided --fail-on --format --sarif-category --sarif-all-rules --sarif-snippets --summary --junit-strict --output --show --show-end --color --min-level --statistics --stats --progress --verbose --quiet --watch --help --version ;;
    expand) _tricep_offer --root --parameters --context --module-cache --type --help --version ;;
    eval) _tricep_offer --template --root --parameters --context --module-cache --help --version ;;
    merge) _tricep_offer --fail-on --format --sarif-category --sarif-all-rules --sarif-snippets --summary --junit-strict --output --show-end --color --statistics --quiet --help --version ;;
    rules) _tricep_offer --profile --rules --format --help --version ;;
    config) _tricep_offer --config --isolated --set --profile --select --extend-select --ignore --rules --level --undecided --show --help --version ;;
    explain) _tricep_offer --rules --help --version ;;
    help) _tricep_offer --format --help --version ;;
    completions) _tricep_offer --help --version ;;
    version) _tricep_offer --help --version ;;
    esac
}

# Fails for an option of COMMAND that takes no value.
_tricep_value() {
    case $1/$2 in
    lint/--stdin-filename) _tricep_nothing ;;
    eval/--template) _tricep_file ;;
    lint/--root | expand/--root | eval/--root) _tricep_folder ;;
    lint/--files-from) _tricep_file ;;
    lint/--git-ref) _tricep_commit ;;
    lint/--exclude) _tricep_nothing ;;
    lint/--include) _tricep_nothing ;;
    lint/--jobs | lint/-j) _tricep_nothing ;;
    lint/--shard) _tricep_nothing ;;
    lint/--shard-weights) _tricep_file ;;
    lint/--parameters) _tricep_file ;;
    expand/--parameters | eval/--parameters) _tricep_file ;;
    lint/--context | expand/--context | eval/--context) _tricep_file ;;
    lint/--module-cache | expand/--module-cache | eval/--module-cache) _tricep_folder ;;
    lint/--config | config/--config) _tricep_file ;;
    lint/--set | config/--set) _tricep_nothing ;;
    lint/--profile | rules/--profile | config/--profile) _tricep_word default strict azure-policy cis ;;
    lint/--select | config/--select) _tricep_rules ;;
    lint/--extend-select | config/--extend-select) _tricep_rules ;;
    lint/--ignore | config/--ignore) _tricep_rules ;;
    lint/--rules | rules/--rules | config/--rules | explain/--rules) _tricep_file ;;
    lint/--level | config/--level) _tricep_rule_level off info warning error ;;
    lint/--diff-base) _tricep_commit ;;
    lint/--baseline) _tricep_file ;;
    lint/--today) _tricep_nothing ;;
    lint/--undecided | config/--undecided) _tricep_word off info warning error ;;
    lint/--fail-on) _tricep_word never info warning error ;;
    merge/--fail-on) _tricep_word never info warning error ;;
    lint/--format | lint/-f | merge/--format | merge/-f) _tricep_formats azure full github gitlab html json jsonl junit markdown sarif text ;;
    lint/--sarif-category | merge/--sarif-category) _tricep_nothing ;;
    lint/--output | lint/-o | merge/--output | merge/-o) _tricep_file ;;
    lint/--show) _tricep_words pass not-deployed suppressed all ;;
    lint/--color | merge/--color) _tricep_word auto always never ;;
    lint/--min-level) _tricep_word info warning error ;;
    lint/--progress) _tricep_word auto always never ;;
    expand/--type) _tricep_nothing ;;
    rules/--format | rules/-f) _tricep_word text json markdown names ;;
    help/--format | help/-f) _tricep_word text man markdown ;;
    lint/--help | expand/--help | eval/--help | merge/--help | rules/--help | config/--help | explain/--help | help/--help | completions/--help | version/--help) _tricep_word all ;;
    *) return 1 ;;
    esac
    return 0
}

# Whether a value stands behind = only.
_tricep_wants_sign() { [[ ' --help ' == *" $1 "* ]]; }

_tricep_argument() {
    case $1 in
    lint) _tricep_template ;;
    expand) _tricep_file ;;
    eval) _tricep_nothing ;;
    merge) _tricep_file ;;
    rules) _tricep_nothing ;;
    config) _tricep_file ;;
    explain) _tricep_rule ;;
    help) _tricep_word lint expand eval merge rules config explain help completions version ;;
    completions) _tricep_word bash zsh fish ;;
    version) _tricep_nothing ;;
    esac
}

_tricep() {
    local words current command option before='' value i
    _tricep_split
    COMPREPLY=()
    current=${words[-1]}
    value=$current
    command=${words[1]}
    if ((${#words[@]} < 3)) || ! _tricep_is_command "$command"; then
        command=lint
    fi
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        if [[ ${words[i]} == -- ]]; then
            _tricep_argument "$command"
            return
        fi
    done
    if [[ $current == --*=* ]]; then
        option=${current%%=*}
        before=$option=
        value=${current#*=}
        _tricep_value "$command" "$option"
        return
    fi
    if ! _tricep_wants_sign "${words[-2]}" &&
        _tricep_value "$command" "${words[-2]}"; then
        return
    fi
    if [[ $current == -?* ]]; then
        _tricep_option "$command"
        return
    fi
    _tricep_argument "$command"
    if ((${#words[@]} == 2)); then
        # shellcheck disable=SC2046 # a list of names
        _tricep_offer $(_tricep_commands)
        compopt -o default 2>/dev/null
    fi
}

complete -o default -F _tricep tricep
