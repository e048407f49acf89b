/* For bash 4.3 and later, with or without the package bash-completion. */
#include "cli/completions.h"

static const char opening[] =
    "# Completion of tricep in bash. Made by 'tricep completions bash'.\n"
    "# shellcheck shell=bash\n"
    "\n"
    "# The words up to the cursor. Readline cuts at = and : as well; that is undone.\n"
    "_tricep_split() {\n"
    "    local rest=${COMP_LINE:0:COMP_POINT} blank piece i\n"
    "    words=()\n"
    "    for ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "        blank=${rest%%[![:space:]]*}\n"
    "        rest=${rest#\"$blank\"}\n"
    "        piece=${COMP_WORDS[i]}\n"
    "        ((i < COMP_CWORD)) || piece=$rest\n"
    "        if ((i == 0)) || [[ $blank ]]; then\n"
    "            words+=(\"$piece\")\n"
    "        else\n"
    "            words[-1]+=$piece\n"
    "        fi\n"
    "        rest=${rest#\"$piece\"}\n"
    "    done\n"
    "}\n"
    "\n"
    "# Offers what continues the word at the cursor, which begins with $before. What\n"
    "# readline holds for words of their own it does not replace.\n"
    "_tricep_offer() {\n"
    "    local word cut='' breaks=${COMP_WORDBREAKS//[!=:]/}\n"
    "    [[ $breaks ]] && cut=${current%\"${current##*[\"$breaks\"]}\"}\n"
    "    compopt +o default 2>/dev/null\n"
    "    for word; do\n"
    "        word=$before$word\n"
    "        [[ $word == \"$current\"* ]] && COMPREPLY+=(\"${word#\"$cut\"}\")\n"
    "    done\n"
    "}\n"
    "\n"
    "# Behind the last comma; another may follow.\n"
    "_tricep_behind_comma() {\n"
    "    before+=${value%\"${value##*,}\"}\n"
    "    value=${value##*,}\n"
    "    compopt -o nospace 2>/dev/null\n"
    "}\n"
    "\n"
    "_tricep_nothing() { compopt +o default 2>/dev/null; }\n"
    "_tricep_word() { _tricep_offer \"$@\"; }\n"
    "_tricep_words() { _tricep_behind_comma; _tricep_offer \"$@\"; }\n"
    "_tricep_file() { :; } # readline does\n"
    "_tricep_folder() { compopt +o default -o dirnames 2>/dev/null; }\n"
    "\n"
    "_tricep_formats() {\n"
    "    _tricep_behind_comma\n"
    "    if [[ $value == *=* ]]; then\n"
    "        compopt +o nospace 2>/dev/null\n"
    "    else\n"
    "        _tricep_offer \"$@\"\n"
    "    fi\n"
    "}\n"
    "\n"
    "# If there is none, readline offers whatever there is.\n"
    "_tricep_template() {\n"
    "    local ending files\n"
    "    for ending in json jsonc arm bicep bicepparam; do\n"
    "        mapfile -t files < <(compgen -f -X \"!*.$ending\" -- \"$value\")\n"
    "        COMPREPLY+=(\"${files[@]}\")\n"
    "    done\n"
    "    compopt -o filenames -o plusdirs 2>/dev/null\n"
    "}\n"
    "\n"
    "_tricep_names() {\n"
    "    mapfile -t names < <(\"${words[0]/#\\~/$HOME}\" rules -f names 2>/dev/null)\n"
    "    names=(\"${names[@]%%$'\\t'*}\")\n"
    "}\n"
    "\n"
    "_tricep_rule() { local names; _tricep_names; _tricep_offer \"${names[@]}\"; }\n"
    "_tricep_rules() { _tricep_behind_comma; _tricep_rule; }\n"
    "\n"
    "_tricep_rule_level() {\n"
    "    local names\n"
    "    if [[ $value == *=* ]]; then\n"
    "        before+=${value%%=*}=\n"
    "        _tricep_offer \"$@\"\n"
    "    else\n"
    "        _tricep_names\n"
    "        _tricep_offer \"${names[@]/%/=}\"\n"
    "        compopt -o nospace 2>/dev/null\n"
    "    fi\n"
    "}\n"
    "\n"
    "_tricep_commit() {\n"
    "    local refs\n"
    "    mapfile -t refs < <(git for-each-ref --format='%(refname:short)' "
    "2>/dev/null)\n"
    "    _tricep_offer \"${refs[@]}\"\n"
    "}\n";

static const char closing[] =
    "\n"
    "_tricep() {\n"
    "    local words current command option before='' value i\n"
    "    _tricep_split\n"
    "    COMPREPLY=()\n"
    "    current=${words[-1]}\n"
    "    value=$current\n"
    "    command=${words[1]}\n"
    "    if ((${#words[@]} < 3)) || ! _tricep_is_command \"$command\"; then\n"
    "        command=lint\n"
    "    fi\n"
    "    for ((i = 1; i < ${#words[@]} - 1; i++)); do\n"
    "        if [[ ${words[i]} == -- ]]; then\n"
    "            _tricep_argument \"$command\"\n"
    "            return\n"
    "        fi\n"
    "    done\n"
    "    if [[ $current == --*=* ]]; then\n"
    "        option=${current%%=*}\n"
    "        before=$option=\n"
    "        value=${current#*=}\n"
    "        _tricep_value \"$command\" \"$option\"\n"
    "        return\n"
    "    fi\n"
    "    if ! _tricep_wants_sign \"${words[-2]}\" &&\n"
    "        _tricep_value \"$command\" \"${words[-2]}\"; then\n"
    "        return\n"
    "    fi\n"
    "    if [[ $current == -?* ]]; then\n"
    "        _tricep_option \"$command\"\n"
    "        return\n"
    "    fi\n"
    "    _tricep_argument \"$command\"\n"
    "    if ((${#words[@]} == 2)); then\n"
    "        # shellcheck disable=SC2046 # a list of names\n"
    "        _tricep_offer $(_tricep_commands)\n"
    "        compopt -o default 2>/dev/null\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -o default -F _tricep tricep\n";

static void add_commands(TriText *text)
{
    tri_text_add_c(text, "\n_tricep_commands() { echo ");
    tri_add_command_names(text);
    tri_text_add_c(text, "; }\n"
                         "_tricep_is_command() { [[ \" $(_tricep_commands) \" == "
                         "*\" $1 \"* ]]; }\n");
}

static void add_options(TriText *text)
{
    tri_text_add_c(text, "\n_tricep_option() {\n    case $1 in\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        tri_text_addf(text, "    %s) _tricep_offer", tri_commands[i]->name);
        for (size_t j = 0; j < tri_option_count; j++) {
            if (tri_option_is_for(&tri_option_table[j], tri_commands[i])) {
                tri_text_addf(text, " --%s", tri_option_table[j].name);
            }
        }
        tri_text_add_c(text, " ;;\n");
    }
    tri_text_add_c(text, "    esac\n}\n");
}

/* "lint/-f | lint/--format" */
static void add_pattern(TriText *text, const TriOption *option)
{
    const char *before = "";

    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        const char *command = tri_commands[i]->name;

        if (!tri_option_is_for(option, tri_commands[i])) {
            continue;
        }
        tri_text_addf(text, "%s%s/--%s", before, command, option->name);
        before = " | ";
        if (option->letter != 0 && !option->is_optional) {
            tri_text_addf(text, "%s%s/-%c", before, command, option->letter);
        }
    }
}

static void add_values(TriText *text)
{
    tri_text_add_c(text, "\n# Fails for an option of COMMAND that takes no value.\n"
                         "_tricep_value() {\n    case $1/$2 in\n");
    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if (option->value != NULL) {
            TriCompletion completion = tri_complete_option(text->arena, option);

            tri_text_add_c(text, "    ");
            add_pattern(text, option);
            tri_text_add_c(text, ") ");
            tri_add_call(text, "_tricep_", &completion);
            tri_text_add_c(text, " ;;\n");
        }
    }
    tri_text_add_c(text, "    *) return 1 ;;\n    esac\n    return 0\n}\n");
}

/* "--help" is complete; "--help=all" has a value. */
static void add_optional(TriText *text)
{
    tri_text_add_c(text, "\n# Whether a value stands behind = only.\n"
                         "_tricep_wants_sign() { [[ ' ");
    for (size_t i = 0; i < tri_option_count; i++) {
        if (tri_option_table[i].is_optional) {
            tri_text_addf(text, "--%s ", tri_option_table[i].name);
        }
    }
    tri_text_add_c(text, "' == *\" $1 \"* ]]; }\n");
}

static void add_arguments(TriText *text)
{
    tri_text_add_c(text, "\n_tricep_argument() {\n    case $1 in\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        TriCompletion completion = tri_complete_argument(text->arena, tri_commands[i]);

        tri_text_addf(text, "    %s) ", tri_commands[i]->name);
        tri_add_call(text, "_tricep_", &completion);
        tri_text_add_c(text, " ;;\n");
    }
    tri_text_add_c(text, "    esac\n}\n");
}

void tri_complete_bash(TriText *text)
{
    tri_text_add_c(text, opening);
    add_commands(text);
    add_options(text);
    add_values(text);
    add_optional(text);
    add_arguments(text);
    tri_text_add_c(text, closing);
}
