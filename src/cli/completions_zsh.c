#include "cli/completions.h"

static const char opening[] =
    "#compdef tricep\n"
    "# Completion of tricep in zsh. Made by 'tricep completions zsh'.\n"
    "\n"
    "_tricep_nothing() { _message value }\n"
    "_tricep_word() { local expl; _wanted values expl value compadd - \"$@\" }\n"
    "_tricep_file() { _files }\n"
    "_tricep_folder() { _path_files -/ }\n"
    "_tricep_template() { _files -g '(#i)*.(json|jsonc|arm|bicep|bicepparam)(-.)' }\n"
    "\n"
    "_tricep_words() {\n"
    "    local expl\n"
    "    compset -P '*,'\n"
    "    compset -S ',*'\n"
    "    _wanted values expl value compadd -S ' ' -r ', ' - \"$@\"\n"
    "}\n"
    "\n"
    "_tricep_formats() {\n"
    "    local expl\n"
    "    compset -P '*,'\n"
    "    if compset -P '*='; then\n"
    "        _files\n"
    "    else\n"
    "        _wanted formats expl format compadd -S ' ' -r ',= ' - \"$@\"\n"
    "    fi\n"
    "}\n"
    "\n"
    "_tricep_rule() {\n"
    "    local -a names\n"
    "    names=(${(f)\"$(_call_program rules $_tricep_program rules -f names "
    "2>/dev/null)\"})\n"
    "    names=(${names//:/\\\\:})\n"
    "    names=(${names/$'\\t'/:})\n"
    "    _describe -t rules rule names \"$@\"\n"
    "}\n"
    "\n"
    "_tricep_rules() {\n"
    "    compset -P '*,'\n"
    "    compset -S ',*'\n"
    "    _tricep_rule -S ' ' -r ', '\n"
    "}\n"
    "\n"
    "_tricep_rule_level() {\n"
    "    if compset -P '*='; then\n"
    "        _tricep_word \"$@\"\n"
    "    else\n"
    "        _tricep_rule -S =\n"
    "    fi\n"
    "}\n"
    "\n"
    "_tricep_commit() {\n"
    "    local expl\n"
    "    local -a refs\n"
    "    refs=(${(f)\"$(git for-each-ref --format='%(refname:short)' "
    "2>/dev/null)\"})\n"
    "    _wanted commits expl commit compadd -a - refs\n"
    "}\n"
    "\n"
    "_tricep_first() { _alternative 'commands::_tricep_commands' "
    "'templates::_tricep_template' }\n";

static const char closing[] =
    "\n"
    "_tricep() {\n"
    "    local curcontext=$curcontext _tricep_program=$words[1]\n"
    "    if (( CURRENT > 2 )) && (( $+functions[_tricep_of_$words[2]] )); then\n"
    "        shift words\n"
    "        (( CURRENT-- ))\n"
    "        curcontext=\"${curcontext%:*:*}:tricep-$words[1]:\"\n"
    "        _tricep_of_$words[1]\n"
    "    else\n"
    "        _tricep_of_lint '1:command or template:_tricep_first'\n"
    "    fi\n"
    "}\n"
    "\n"
    "if [[ $funcstack[1] == _tricep ]]; then\n"
    "    _tricep \"$@\"\n"
    "else\n"
    "    compdef _tricep tricep\n"
    "fi\n";

/* What stands between single quotes, in [ ] or between colons. */
static void add_part(TriText *text, const char *part)
{
    for (const char *c = part; *c != '\0'; c++) {
        if (*c == '\'') {
            tri_text_add_c(text, "'\\''");
            continue;
        }
        tri_text_add_c(text,
                       *c == ':' || *c == '[' || *c == ']' || *c == '\\' ? "\\" : "");
        tri_text_add_char(text, *c);
    }
}

static void add_commands(TriText *text)
{
    tri_text_add_c(text, "\n_tricep_commands() {\n    local -a commands=(\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        tri_text_addf(text, "        '%s:", tri_commands[i]->name);
        add_part(text, tri_commands[i]->summary);
        tri_text_add_c(text, "'\n");
    }
    tri_text_add_c(text, "    )\n    _describe -t commands command commands\n}\n");
}

/* One spec of _arguments, for the letter or for the name. */
static void add_spec(TriText *text, const TriOption *option, bool is_letter)
{
    tri_text_add_c(text, "        '");
    if (option->letter != 0 && option->value == NULL) {
        tri_text_addf(text, "(-%c --%s)", option->letter, option->name);
    }
    tri_text_add_c(text, option->value != NULL && !option->is_optional ? "*" : "");
    if (is_letter) {
        tri_text_addf(text, "-%c", option->letter);
    } else {
        tri_text_addf(text, "--%s", option->name);
    }
    if (option->value != NULL && !(is_letter && option->is_optional)) {
        tri_text_add_c(text, option->is_optional ? "=-" : is_letter ? "+" : "=");
    }
    tri_text_add_char(text, '[');
    add_part(text, option->help);
    tri_text_add_char(text, ']');
    if (option->value != NULL && !(is_letter && option->is_optional)) {
        TriCompletion completion = tri_complete_option(text->arena, option);

        tri_text_add_c(text, option->is_optional ? "::" : ":");
        add_part(text, option->value);
        tri_add_call(text, ": _tricep_", &completion);
    }
    tri_text_add_c(text, "' \\\n");
}

static void add_command(TriText *text, const TriCommand *command)
{
    TriCompletion completion = tri_complete_argument(text->arena, command);

    tri_text_addf(text, "\n_tricep_of_%s() {\n    _arguments -s -S \"$@\" \\\n",
                  command->name);
    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if (!tri_option_is_for(option, command)) {
            continue;
        }
        add_spec(text, option, false);
        if (option->letter != 0) {
            add_spec(text, option, true);
        }
    }
    tri_text_add_c(text, "        '*:argument: ");
    tri_add_call(text, "_tricep_", &completion);
    tri_text_add_c(text, "'\n}\n");
}

void tri_complete_zsh(TriText *text)
{
    tri_text_add_c(text, opening);
    add_commands(text);
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        add_command(text, tri_commands[i]);
    }
    tri_text_add_c(text, closing);
}
