#include "scan/select.h"

#include "base/file.h"
#include "base/text.h"
#include "scan/walk.h"

#include <stdlib.h>

static bool is_selected(const TriRule *rule, const TriStrList *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (tri_rule_answers_to(rule, words->items[i])) {
            return true;
        }
    }
    return false;
}

static bool is_problem(TriStr word)
{
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        if (tri_str_eq_nocase(tri_problem_info((TriProblem)i)->id, word)) {
            return true;
        }
    }
    return false;
}

/* Of "tag:WORD", as far as it is one. */
static TriStr nearest_tag(TriArena *arena, const TriRules *rules, TriStr word)
{
    TriStrList names = { 0 };

    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        for (size_t j = 0; j < rule->tag_count && names.count < TRI_MOST_CANDIDATES;
             j++) {
            tri_list_push(arena, &names,
                          tri_format(arena, "tag:%.*s", TRI_ARG(rule->tags[j])));
        }
    }
    return tri_str_nearest(word, names.items, names.count);
}

/* Ids come first: of many names only some are looked at. */
TriStr tri_nearest_rule(TriArena *arena, const TriRules *rules, TriStr word)
{
    TriStrList names = { 0 };

    if (tri_str_has_prefix_nocase(word, TRI_STR("tag:"))) {
        return nearest_tag(arena, rules, word);
    }
    for (size_t i = 0; i < rules->list.count; i++) {
        tri_list_push(arena, &names, rules->list.items[i].id);
    }
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        tri_list_push(arena, &names, tri_problem_info((TriProblem)i)->id);
    }
    size_t count = names.count;

    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        for (size_t j = 0; j < rule->alias_count; j++) {
            tri_list_push(arena, &names, rule->aliases[j]);
        }
    }
    count = names.count <= TRI_MOST_CANDIDATES ? names.count : count;
    return tri_str_nearest(word, names.items, count);
}

static TriStatus unknown_rule(TriArena *arena, const TriRules *rules, TriStr word,
                              TriError *error)
{
    TriStr nearest = tri_nearest_rule(arena, rules, word);

    return tri_fail(error, "unknown rule '%.*s'%s%.*s%s", TRI_ARG(word),
                    TRI_MEANT(nearest));
}

TriStatus tri_check_rule_names(TriArena *arena, const TriRules *rules,
                               const TriStr *words, size_t count, TriError *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!tri_rules_answer_to(rules, words[i]) && !is_problem(words[i])) {
            return unknown_rule(arena, rules, words[i], error);
        }
    }
    return TRI_OK;
}

static TriStatus check_list(TriArena *arena, const TriRules *rules,
                            const TriStrList *names, TriError *error)
{
    return tri_check_rule_names(arena, rules, names->items, names->count, error);
}

/* Whatever names a rule must name one that there is. */
static TriStatus check_names(TriArena *arena, const TriScanOptions *options,
                             const TriRules *rules, TriError *error)
{
    for (size_t i = 0; i < options->levels.count; i++) {
        if (tri_check_rule_names(arena, rules, &options->levels.items[i].rule, 1,
                                 error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return check_list(arena, rules, &options->select, error) != TRI_OK ||
                   check_list(arena, rules, &options->extend, error) != TRI_OK
               ? TRI_FAILED
               : check_list(arena, rules, &options->ignore, error);
}

/* ---- files of rules ---- */

static TriStatus load_file(TriArena *arena, TriRules *rules, const TriFoundFile *file,
                           TriError *error)
{
    TriStr text;

    if (file->trouble.size > 0) {
        return tri_fail(error, "cannot read the rules in '%.*s': %.*s",
                        TRI_ARG(file->path), TRI_ARG(file->trouble));
    }
    TriError trouble = { arena, { 0 } };

    if (tri_file_read(arena, file->path, &text, &trouble) != TRI_OK) {
        return tri_fail(error, "cannot read the rules in '%.*s': %.*s",
                        TRI_ARG(file->path), TRI_ARG(trouble.message));
    }
    tri_list_push(arena, &rules->texts, text);
    return tri_rules_load(arena, rules, file->path, text, error);
}

/* In a folder, schemas may stand beside the rules. */
static bool holds_rules(const TriFoundFile *file)
{
    return file->is_named ||
           (!tri_str_has_suffix_nocase(file->path, TRI_STR(".schema.json")) &&
            (tri_str_has_suffix_nocase(file->path, TRI_STR(".json")) ||
             tri_str_has_suffix_nocase(file->path, TRI_STR(".jsonc"))));
}

typedef struct Found {
    TriArena *arena;
    TRI_LIST(TriFoundFile) files;
} Found;

static void visit(void *context, const TriFoundFile *file, size_t worker)
{
    Found *found = context;
    TriFoundFile copy = *file;

    (void)worker;
    copy.path = tri_str_copy(found->arena, file->path);
    copy.trouble = tri_str_copy(found->arena, file->trouble);
    tri_list_push(found->arena, &found->files, copy);
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriFoundFile *)a)->path,
                           ((const TriFoundFile *)b)->path);
}

static TriStatus load_files(TriArena *arena, const TriStrList *paths, TriRules *rules,
                            TriError *error)
{
    Found found = { .arena = arena };
    TriStatus status = TRI_OK;
    TriWalk walk = { .paths = *paths, .workers = 1, .visit = visit, .context = &found };

    if (paths->count == 0) {
        return TRI_OK;
    }
    tri_walk(arena, &walk);
    qsort(found.files.items, found.files.count, sizeof *found.files.items, by_path);
    for (size_t i = 0; i < found.files.count; i++) {
        TriError wrong = { arena, { 0 } };

        if (holds_rules(&found.files.items[i]) &&
            load_file(arena, rules, &found.files.items[i], &wrong) != TRI_OK) {
            status = tri_fail_also(error, &wrong);
        }
    }
    return status;
}

TriStatus tri_load_rules(TriArena *arena, const TriStrList *paths, TriRules *rules,
                         TriError *error)
{
    TriError wrong = { arena, { 0 } };
    TriStatus status;

    tri_rules_embedded(arena, rules);
    status = load_files(arena, paths, rules, error);
    /* An initiative may name policies of a file that is refused. */
    if (status != TRI_OK && rules->initiatives.count > 0) {
        return TRI_FAILED;
    }
    if (tri_rules_complete(arena, rules, &wrong) != TRI_OK) {
        status = tri_fail_also(error, &wrong);
    }
    return status;
}

/* ---- selection ---- */

TriStatus tri_select_rules(TriArena *arena, const TriScanOptions *options,
                           const TriRules *all, TriRules *selected, TriError *error)
{
    if (check_names(arena, options, all, error) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < all->list.count; i++) {
        const TriRule *rule = &all->list.items[i];
        bool is_in = options->select.count == 0
                         ? (rule->profiles & options->profile) != 0
                         : is_selected(rule, &options->select);

        is_in = is_in || is_selected(rule, &options->extend);
        if (is_in && rule->level != TRI_LEVEL_OFF &&
            !is_selected(rule, &options->ignore)) {
            tri_list_push(arena, &selected->list, *rule);
        }
    }
    tri_rules_index(arena, selected);
    return TRI_OK;
}

TriLevel tri_level_for(const TriScanOptions *options, const TriRules *rules, TriStr id,
                       TriLevel level)
{
    const TriRule *rule = tri_rules_find(rules, id);

    if (options->reports_unused && level == TRI_LEVEL_OFF &&
        tri_str_eq(id, tri_problem_info(TRI_PROBLEM_UNUSED_SUPPRESSION)->id)) {
        level = TRI_LEVEL_WARNING;
    }
    for (size_t i = 0; i < options->levels.count; i++) {
        const TriLevelChange *change = &options->levels.items[i];

        if (tri_str_eq_nocase(change->rule, id) ||
            (rule != NULL && tri_rule_answers_to(rule, change->rule))) {
            level = change->level;
        }
    }
    return level;
}
