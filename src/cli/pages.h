#ifndef TRI_CLI_PAGES_H
#define TRI_CLI_PAGES_H

#include "base/text.h"
#include "cli/command.h"

/*
 * Pages made from the lists of commands, options and formats: what is added to a
 * list is on them. man/tricep.1, docs/options.md and completions/ are what they print;
 * a test compares.
 */

/* The manual page, in mdoc. */
void tri_manual_page(TriText *text);

/* All options as tables in Markdown. */
void tri_option_page(TriText *text);

/* A shell that words are completed in. */
typedef struct TriShell {
    const char *name;
    void (*write)(TriText *text); /* the script that teaches it */
} TriShell;

extern const TriShell tri_shells[];
extern const size_t tri_shell_count;

void tri_complete_bash(TriText *text);
void tri_complete_fish(TriText *text);
void tri_complete_zsh(TriText *text);

#endif
