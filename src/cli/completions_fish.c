#include "cli/completions.h"

static const char opening[] =
    "# Completion of tricep in fish. Made by 'tricep completions fish'.\n"
    "\n"
    "function __tricep_at_first\n"
    "    test (count (commandline -opc)) -eq 1\n"
    "end\n"
    "\n"
    "# Whether the command at hand is one of these.\n"
    "function __tricep_of\n"
    "    set -l words (commandline -opc)\n"
    "    set -l command lint\n"
    "    if set -q words[2]; and contains -- $words[2] $__tricep_commands\n"
    "        set command $words[2]\n"
    "    end\n"
    "    contains -- $command $argv\n"
    "end\n"
    "\n"
    "# What there is of the value at the cursor.\n"
    "function __tricep_typed\n"
    "    string replace -r -- '^(--[a-z-]+=|-[a-z0-9](?=.))' '' (commandline -ct)\n"
    "end\n"
    "\n"
    "# What stands before the last comma of it, which stays.\n"
    "function __tricep_kept\n"
    "    string replace -r -- '[^,]*$' '' (__tricep_typed)\n"
    "end\n"
    "\n"
    "function __tricep_words\n"
    "    printf '%s\\n' (__tricep_kept)$argv\n"
    "end\n"
    "\n"
    "function __tricep_formats\n"
    "    set -l typed (__tricep_typed)\n"
    "    set -l kept (string replace -r -- '[^,=]*$' '' $typed)\n"
    "    if string match -q -- '*=' $kept\n"
    "        for path in (__fish_complete_path (string replace -r -- '^.*=' '' "
    "$typed))\n"
    "            echo $kept$path\n"
    "        end\n"
    "    else\n"
    "        __tricep_words $argv\n"
    "    end\n"
    "end\n"
    "\n"
    "function __tricep_rule\n"
    "    set -l words (commandline -opc)\n"
    "    $words[1] rules -f names 2>/dev/null\n"
    "end\n"
    "\n"
    "function __tricep_rules\n"
    "    printf '%s\\n' (__tricep_kept)(__tricep_rule)\n"
    "end\n"
    "\n"
    "function __tricep_rule_level\n"
    "    set -l rule (string match -r -- '^[^=]+=' (__tricep_typed))\n"
    "    if test -n \"$rule\"\n"
    "        printf '%s\\n' $rule$argv\n"
    "    else\n"
    "        __tricep_rule | string replace -r '\\t' '=\\t'\n"
    "    end\n"
    "end\n"
    "\n"
    "function __tricep_commit\n"
    "    git for-each-ref --format='%(refname:short)' 2>/dev/null\n"
    "end\n"
    "\n";

/* What offers values of a kind; files and folders are fish's own business. */
static void add_offer(TriText *text, const TriCompletion *completion, bool is_optional)
{
    TriText call = tri_text(text->arena);

    switch (completion->kind) {
    case TRI_VALUE_NOTHING:
        tri_text_add_c(text, " -x");
        return;
    case TRI_VALUE_FILE:
    case TRI_VALUE_TEMPLATE:
        tri_text_add_c(text, " -r -F");
        return;
    case TRI_VALUE_FOLDER:
        tri_text_add_c(text, " -x -a '(__fish_complete_directories)'");
        return;
    case TRI_VALUE_WORD:
        tri_text_add_c(text, is_optional ? " -f -a '" : " -x -a '");
        for (size_t i = 0; i < completion->words.count; i++) {
            tri_text_addf(text, "%s%.*s", i == 0 ? "" : " ",
                          TRI_ARG(completion->words.items[i]));
        }
        tri_text_add_c(text, "'");
        return;
    case TRI_VALUE_WORDS:
    case TRI_VALUE_FORMATS:
    case TRI_VALUE_RULE:
    case TRI_VALUE_RULES:
    case TRI_VALUE_RULE_LEVEL:
    case TRI_VALUE_COMMIT:
    case TRI_VALUE_COUNT:
        break;
    }
    tri_add_call(&call, "__tricep_", completion);
    tri_text_addf(text, " -x -a '(%.*s)'", TRI_ARG(tri_text_str(&call)));
}

static void add_command(TriText *text, const TriCommand *command)
{
    TriCompletion completion = tri_complete_argument(text->arena, command);

    tri_text_addf(text, "complete -c tricep -n __tricep_at_first -f -a %s -d ",
                  command->name);
    tri_add_quoted(text, tri_str_from_c(command->summary), "\\'");
    tri_text_add_char(text, '\n');
    if (command->arguments[0] != '\0') {
        tri_text_addf(text, "complete -c tricep -n '__tricep_of %s'", command->name);
        add_offer(text, &completion, false);
        tri_text_add_char(text, '\n');
    }
}

static void add_option(TriText *text, const TriOption *option)
{
    tri_text_add_c(text, "complete -c tricep -n '__tricep_of ");
    tri_add_takers(text, option);
    tri_text_addf(text, "' -l %s", option->name);
    if (option->letter != 0) {
        tri_text_addf(text, " -s %c", option->letter);
    }
    if (option->value != NULL) {
        TriCompletion completion = tri_complete_option(text->arena, option);

        add_offer(text, &completion, option->is_optional);
    }
    tri_text_add_c(text, " -d ");
    tri_add_quoted(text, tri_str_from_c(option->help), "\\'");
    tri_text_add_char(text, '\n');
}

void tri_complete_fish(TriText *text)
{
    tri_text_add_c(text, opening);
    tri_text_add_c(text, "set -g __tricep_commands ");
    tri_add_command_names(text);
    tri_text_add_c(text, "\n\ncomplete -c tricep -f\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        add_command(text, tri_commands[i]);
    }
    for (size_t i = 0; i < tri_option_count; i++) {
        add_option(text, &tri_option_table[i]);
    }
}
