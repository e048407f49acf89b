/* tricep completions SHELL: the script that teaches a shell to complete. */
#include "base/text.h"
#include "cli/option.h"
#include "cli/pages.h"

static int unknown_shell(TriArena *arena, TriStr name)
{
    TriStrList names = { 0 };
    TriText list = tri_text(arena);
    TriStr meant;

    for (size_t i = 0; i < tri_shell_count; i++) {
        tri_list_push(arena, &names, tri_str_from_c(tri_shells[i].name));
    }
    meant = tri_option_guess(name, &names);
    if (meant.size > 0) {
        return tri_trouble("unknown shell '%.*s'; did you mean '%.*s'?", TRI_ARG(name),
                           TRI_ARG(meant));
    }
    tri_option_list(&list, &names);
    return tri_trouble("unknown shell '%.*s'; expected %.*s", TRI_ARG(name),
                       TRI_ARG(tri_text_str(&list)));
}

static int run(TriArena *arena, const TriOptions *options)
{
    TriText text = tri_text(arena);

    if (options->arguments.count != 1) {
        return tri_trouble("completions takes one shell");
    }
    TriStr name = options->arguments.items[0];

    for (size_t i = 0; i < tri_shell_count; i++) {
        if (tri_str_eq(tri_str_from_c(tri_shells[i].name), name)) {
            tri_shells[i].write(&text);
            return tri_print(tri_text_str(&text));
        }
    }
    return unknown_shell(arena, name);
}

const TriCommand tri_command_completions = {
    .name = "completions",
    .arguments = "SHELL",
    .summary = "Print the script that teaches a shell to complete",
    .details = "SHELL is bash, zsh or fish.",
    .notes =
        "Packages put it in place. By hand: 'source <(tricep completions bash)' in "
        "~/.bashrc,\nthe same with zsh in ~/.zshrc behind compinit, or\n'tricep "
        "completions fish | source' in ~/.config/fish/config.fish.",
    .options = TRI_OPTIONS_OTHER,
    .run = run,
};
