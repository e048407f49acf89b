#include "scan/run_id.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "rule/embedded.h"

#include <stdlib.h>

/* Sizes stand before texts, so that no two lists look alike. */
static void add_word(TriText *text, TriStr word)
{
    tri_text_addf(text, "%zu:", word.size);
    tri_text_add(text, word);
    tri_text_add_char(text, '\n');
}

static void add_words(TriText *text, const TriStrList *words)
{
    tri_text_addf(text, "%zu\n", words->count);
    for (size_t i = 0; i < words->count; i++) {
        add_word(text, words->items[i]);
    }
}

static void add_config_words(TriArena *arena, TriText *text,
                             const TriConfigWords *words)
{
    TriStrList texts = tri_config_texts(arena, words);

    add_words(text, &texts);
}

/* What the file holds; "absent" is no content of any. */
static void add_file(TriArena *arena, TriText *text, TriStr path)
{
    TriError ignored = { arena, { 0 } };
    TriStr content = { 0 };

    if (path.size == 0 || tri_file_read(arena, path, &content, &ignored) != TRI_OK) {
        tri_text_add_c(text, "absent\n");
        return;
    }
    add_word(text, content);
}

static TriStr digest(TriArena *arena, const TriText *text)
{
    return tri_sha256_hex(arena, tri_text_str(text), 8);
}

/* ---- options ---- */

static void add_switches(TriText *text, const TriScanOptions *options)
{
    const bool switches[] = {
        options->no_parameters,   options->is_isolated,
        options->force_exclude,   options->show[TRI_SHOW_SUPPRESSED],
        options->no_suppressions, options->reports_unused,
        options->no_ignore,       options->tells_all_rules,
    };

    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        tri_text_add_char(text, switches[i] ? '1' : '0');
    }
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        tri_text_add_char(text, options->show[kind] ? '1' : '0');
    }
    tri_text_add_char(text, '\n');
}

static void add_levels(TriText *text, const TriScanOptions *options)
{
    for (size_t i = 0; i < options->levels.count; i++) {
        add_word(text, options->levels.items[i].rule);
        tri_text_addf(text, "%d\n", (int)options->levels.items[i].level);
    }
}

/* What the configuration can only say for all of the run. */
static void add_config(TriArena *arena, TriText *text, const TriConfig *config)
{
    if (config == NULL) {
        return;
    }
    add_config_words(arena, text, &config->exclude.words);
    add_config_words(arena, text, &config->include.words);
    if (tri_str_has_prefix(config->context.text, TRI_STR("{"))) {
        add_word(text, config->context.text);
    } else {
        add_file(arena, text, config->context.text);
    }
}

static TriStr digest_options(TriArena *arena, const TriRunParts *parts)
{
    const TriScanOptions *options = parts->options;
    TriText text = tri_text(arena);

    add_switches(&text, options);
    add_words(&text, &options->select);
    add_words(&text, &options->extend);
    add_words(&text, &options->ignore);
    add_words(&text, &options->set);
    add_words(&text, &options->exclude);
    add_words(&text, &options->include);
    add_levels(&text, options);
    tri_text_addf(&text, "%u %d %d\n", options->profile, (int)options->undecided,
                  (int)parts->fail_on);
    add_word(&text, options->extracted);
    add_word(&text, options->today);
    add_word(&text, parts->plan->weights);
    add_file(arena, &text, options->config);
    add_file(arena, &text, options->context);
    add_file(arena, &text, options->baseline);
    add_config(arena, &text, parts->config);
    return digest(arena, &text);
}

/* ---- rules ---- */

static TriStr digest_rules(TriArena *arena, const TriRules *rules)
{
    TriText text = tri_text(arena);

    add_word(&text, tri_embedded_digest);
    for (size_t i = 0; i < rules->texts.count; i++) {
        add_word(&text, rules->texts.items[i]);
    }
    return digest(arena, &text);
}

/* ---- paths ---- */

/* All units and the PATHs: a file that is named is a part of a unit. */
static TriStr digest_paths(TriArena *arena, const TriRunParts *parts)
{
    const TriScanOptions *options = parts->options;
    TriStrList paths = { 0 };
    TriText text = tri_text(arena);

    for (size_t i = 0; i < options->paths.count; i++) {
        TriStr shown = tri_shown_path(parts->workshop, options->paths.items[i]);

        tri_list_push(arena, &paths, tri_str_copy(arena, shown));
    }
    tri_str_sort(paths.items, paths.count);
    add_words(&text, &paths);
    for (size_t i = 0; i < parts->units->list.count; i++) {
        add_word(&text, parts->units->list.items[i]->path);
    }
    return digest(arena, &text);
}

TriRunId tri_run_id(TriArena *arena, const TriRunParts *parts)
{
    return (TriRunId){
        .options = digest_options(arena, parts),
        .rules = digest_rules(arena, parts->rules),
        .paths = digest_paths(arena, parts),
    };
}
