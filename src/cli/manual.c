/* The manual page. What stands here is what no list says; the rest is made. */
#include "cli/option.h"
#include "cli/pages.h"
#include "tricep/version.h"

static const char opening[] =
    ".Sh DESCRIPTION\n"
    ".Nm\n"
    "finds settings of Azure resources that should not be deployed, in Azure\n"
    "Resource Manager (ARM) templates and in Bicep.\n"
    "It evaluates the template language: parameters and their files, variables,\n"
    "functions, conditions, loops, modules, nested and linked templates.\n"
    "What cannot be known before deployment is\n"
    ".Em undecided ,\n"
    "with what would decide it.\n"
    "Nothing is fetched from a network.\n"
    ".Pp\n"
    "Without a command it is\n"
    ".Cm lint .\n"
    "A first argument that is no command is a\n"
    ".Ar PATH .\n"
    "Behind\n"
    ".Fl -\n"
    "there are no options.\n"
    "The argument\n"
    ".Pf @ Ar FILE\n"
    "stands for the words in a file, one a line.\n";

static const char closing[] =
    ".Sh ENVIRONMENT\n"
    ".Bl -tag -width Ds\n"
    ".It Ev TRICEP_NAME\n"
    "sets what the command line leaves open: the name is that of an option, in\n"
    "capital letters and with underscores, as in\n"
    ".Ev TRICEP_FAIL_ON .\n"
    "A switch is on when the variable is 1, true, yes or on, and off when it is 0,\n"
    "false, no or off.\n"
    "An empty variable counts as none.\n"
    "Formats, rules and kinds may be several, with commas between them; of other\n"
    "options a variable holds one value.\n"
    "A variable that is no option's, but nearly called like one, is told of.\n"
    "Options of the group\n"
    ".Sx Other\n"
    "have none.\n"
    ".It Ev NO_COLOR , CLICOLOR_FORCE , FORCE_COLOR\n"
    "turn colour off or on, unless\n"
    ".Fl -color\n"
    "does.\n"
    ".It Ev TERM\n"
    "may be\n"
    ".Dq dumb :\n"
    "neither colour nor progress.\n"
    ".It Ev COLUMNS\n"
    "is the width of the terminal.\n"
    ".It Ev CI\n"
    "says that nobody watches: no progress.\n"
    "With it or\n"
    ".Ev TF_BUILD ,\n"
    ".Fl -diff-base Ns = Ns Cm auto\n"
    "may find no pull request.\n"
    ".It Ev GITHUB_STEP_SUMMARY\n"
    "is the file that\n"
    ".Fl -summary\n"
    "adds to.\n"
    ".It Ev GITHUB_BASE_REF , CI_MERGE_REQUEST_DIFF_BASE_SHA , "
    "SYSTEM_PULLREQUEST_TARGETBRANCH\n"
    "are what\n"
    ".Fl -diff-base Ns = Ns Cm auto\n"
    "asks.\n"
    ".It Ev SLURM_ARRAY_TASK_ID , CI_NODE_INDEX , SYSTEM_JOBPOSITIONINPHASE , "
    "CIRCLE_NODE_INDEX , BUILDKITE_PARALLEL_JOB , JOB_COMPLETION_INDEX\n"
    "are what\n"
    ".Fl -shard Ns = Ns Cm auto\n"
    "asks, and what their engines set beside them; beside the last,\n"
    ".Ev TRICEP_SHARDS\n"
    "has to be set.\n"
    ".It Ev BUILD_SOURCESDIRECTORY\n"
    "is the folder that paths of the format\n"
    ".Cm azure\n"
    "are told from.\n"
    ".It Ev HOME , XDG_CONFIG_HOME\n"
    "are where restored modules and the\n"
    ".Pa git/ignore\n"
    "of the user are looked for.\n"
    ".El\n"
    ".Sh FILES\n"
    ".Bl -tag -width Ds\n"
    ".It Pa tricep.json , .tricep.json\n"
    "configuration, for the files in its folder and below.\n"
    ".It Pa .gitignore , .ignore , .tricepignore\n"
    "what is passed over in folders.\n"
    ".It Pa ~/.bicep\n"
    "restored Bicep modules.\n"
    ".El\n"
    ".Sh EXIT STATUS\n"
    ".Bl -tag -width Ds\n"
    ".It 0\n"
    "There is no finding at the level of\n"
    ".Fl -fail-on\n"
    "or above.\n"
    ".It 1\n"
    "There is one.\n"
    ".It 2\n"
    "Usage or configuration is wrong, or a named file cannot be read.\n"
    "What could be judged is reported all the same.\n"
    ".El\n"
    ".Sh EXAMPLES\n"
    "Everything below the current folder:\n"
    ".Dl $ tricep\n"
    "One deployment:\n"
    ".Dl $ tricep main.json --parameters prod.json\n"
    "Only what this branch makes worse:\n"
    ".Dl $ tricep --diff-base origin/main\n"
    "A report for code scanning beside that for people:\n"
    ".Dl $ tricep -f text -f sarif=tricep.sarif\n"
    "The files that another program names:\n"
    ".Dl $ git ls-files -z '*.bicep' | tricep --files-from - -0\n"
    "Why a rule matters, by any of its names:\n"
    ".Dl $ tricep explain CKV_AZURE_17\n";

/* One word; names of functions are none of C, whatever mandoc takes them for. */
static void add_word(TriText *text, TriStr word, bool is_first)
{
    tri_text_add_c(text, is_first && word.size > 0 &&
                                 (word.data[0] == '.' || word.data[0] == '\'')
                             ? "\\&"
                             : "");
    for (size_t i = 0; i < word.size; i++) {
        bool is_call = i > 0 && word.data[i] == ')' && word.data[i - 1] == '(';

        tri_text_add_c(text, is_call ? "\\&" : word.data[i] == '\\' ? "\\e" : "");
        if (word.data[i] != '\\') {
            tri_text_add_char(text, word.data[i]);
        }
    }
}

/* Whether a word is the last of a sentence, which ends the line. */
static bool ends_sentence(TriStr word)
{
    return word.size > 2 && word.data[word.size - 1] == '.' &&
           tri_char_is_letter(word.data[word.size - 2]);
}

static TriStr next_word(TriStr *rest)
{
    size_t end = 0;

    while (end < rest->size && rest->data[end] != ' ' && rest->data[end] != '\n') {
        end++;
    }
    TriStr word = tri_str_slice(*rest, 0, end);

    *rest = tri_str_from(*rest, end + 1);
    return word;
}

static void add_prose(TriText *text, TriStr prose)
{
    enum { WIDTH = 76 };
    size_t column = 0;
    bool was_last = false; /* of a sentence */

    while (prose.size > 0) {
        TriStr word = next_word(&prose);
        bool is_first = column == 0 || was_last || column + word.size > WIDTH;

        tri_text_add_c(text, column == 0 ? "" : is_first ? "\n" : " ");
        add_word(text, word, is_first);
        column = (is_first ? 0 : column + 1) + word.size;
        was_last = ends_sentence(word);
    }
}

/* A sentence from the help. */
static void add_sentence(TriText *text, TriStr sentence)
{
    add_prose(text, sentence);
    tri_text_add_c(text, tri_str_has_suffix(sentence, TRI_STR(".")) ? "\n" : ".\n");
}

/* "--show [FILE...]" as ` Fl -show Op Ar FILE ...`. */
static void add_arguments(TriText *text, TriStr arguments)
{
    TriStr word;

    while (tri_str_split(&arguments, ' ', &word)) {
        bool is_optional = tri_str_has_prefix(word, TRI_STR("["));
        TriStr name = is_optional ? tri_str_slice(word, 1, word.size - 2) : word;
        bool has_more = tri_str_has_suffix(name, TRI_STR("..."));

        name.size -= has_more ? 3 : 0;
        tri_text_add_c(text, is_optional ? " Op" : "");
        if (tri_str_has_prefix(name, TRI_STR("--"))) {
            tri_text_addf(text, " Fl %.*s", TRI_ARG(tri_str_from(name, 1)));
        } else if (name.size > 0) {
            tri_text_addf(text, " Ar %.*s%s", TRI_ARG(name), has_more ? " ..." : "");
        }
    }
    tri_text_add_char(text, '\n');
}

static void add_synopsis(TriText *text)
{
    tri_text_add_c(text, ".Sh SYNOPSIS\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        const TriCommand *command = tri_commands[i];
        bool may_lack = command == &tri_command_lint;

        tri_text_addf(text, ".Nm\n.%sCm %s\n.Op Ar OPTION ...\n", may_lack ? "Op " : "",
                      command->name);
        if (command->arguments[0] != '\0') {
            size_t start = text->size;

            add_arguments(text, tri_str_from_c(command->arguments));
            text->data[start] = '.';
        }
    }
}

static void add_commands(TriText *text)
{
    tri_text_add_c(text, ".Sh COMMANDS\n.Bl -tag -width Ds\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        const TriCommand *command = tri_commands[i];

        tri_text_addf(text, ".It Cm %s", command->name);
        add_arguments(text, tri_str_from_c(command->arguments));
        add_sentence(text, tri_str_from_c(command->summary));
        if (command->details != NULL) {
            add_sentence(text, tri_str_from_c(command->details));
        }
        if (command->notes != NULL && command != &tri_command_lint) {
            add_sentence(text, tri_str_from_c(command->notes));
        }
    }
    tri_text_add_c(text, ".El\n");
}

/* "lint , config"; nothing where all take it. */
static void add_takers(TriText *text, const TriOption *option)
{
    const char *before = ".Pq Cm ";

    if ((option->commands & TRI_OPTIONS_ALL) == TRI_OPTIONS_ALL) {
        return;
    }
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        if (tri_option_is_for(option, tri_commands[i])) {
            tri_text_addf(text, "%s%s", before, tri_commands[i]->name);
            before = " , ";
        }
    }
    tri_text_add_char(text, '\n');
}

static void add_option(TriText *text, const TriOption *option)
{
    tri_text_add_c(text, ".It");
    if (option->letter != 0) {
        tri_text_addf(text, " Fl %c ,", option->letter);
    }
    tri_text_addf(text, " Fl -%s", option->name);
    if (option->value != NULL) {
        tri_text_addf(text, option->is_optional ? " Ns Op = Ns Ar %s" : " Ar %s",
                      option->value);
    }
    tri_text_add_char(text, '\n');
    add_sentence(text, tri_option_description(text->arena, option));
    add_takers(text, option);
}

static void add_options(TriText *text)
{
    int group = -1;

    tri_text_add_c(text, ".Sh OPTIONS\n"
                         "Behind each option stand the commands that take it, unless "
                         "all do.\n");
    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if (group != (int)option->group) {
            tri_text_addf(text, "%s.Ss %s\n.Bl -tag -width Ds\n",
                          group < 0 ? "" : ".El\n",
                          tri_option_group_title(option->group));
            group = (int)option->group;
        }
        add_option(text, option);
    }
    tri_text_add_c(text, ".El\n");
}

static void add_formats(TriText *text)
{
    tri_text_add_c(text, ".Sh FORMATS\n.Bl -tag -width Ds\n");
    for (size_t i = 0; tri_reporters[i] != NULL; i++) {
        tri_text_addf(text, ".It Cm %s\n", tri_reporters[i]->name);
        add_sentence(text, tri_str_from_c(tri_reporters[i]->summary));
    }
    tri_text_add_c(text, ".El\n");
}

void tri_manual_page(TriText *text)
{
    tri_text_add_c(text, ".\\\" Made by 'tricep help -f man'.\n"
                         ".Dd " TRICEP_RELEASED "\n"
                         ".Dt TRICEP 1\n"
                         ".Os\n"
                         ".Sh NAME\n"
                         ".Nm tricep\n"
                         ".Nd a linter for ARM templates and Bicep\n");
    add_synopsis(text);
    tri_text_add_c(text, opening);
    add_commands(text);
    add_options(text);
    add_formats(text);
    tri_text_add_c(text, closing);
}
