#include "scan/git.h"

#include "base/file.h"
#include "base/list.h"
#include "base/number.h"
#include "base/process.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- running git ---- */

enum { MOST_WORDS = 24 };

/* No program but git itself, no network, no locks. */
static const char *const safe[] = { "-c",
                                    "core.fsmonitor=false",
                                    "-c",
                                    "core.hooksPath=/dev/null",
                                    "-c",
                                    "protocol.allow=never",
                                    "--no-pager",
                                    "--no-optional-locks",
                                    "--no-replace-objects" };

/* The words of a call: git, in `folder`, safely, and `words` up to NULL. */
static void make_call(TriArena *arena, TriStr folder, const char *const *words,
                      const char **call)
{
    size_t count = 0;

    call[count++] = "git";
    call[count++] = "-C";
    call[count++] = tri_str_to_c(arena, folder);
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) {
        call[count++] = safe[i];
    }
    while (*words != NULL) {
        call[count++] = *words++;
    }
    call[count] = NULL;
}

/* All that git prints; false when it fails. */
static bool ask(TriArena *arena, TriStr folder, const char *const *words,
                TriStr *answer)
{
    const char *call[MOST_WORDS];
    TriError ignored = { arena, { 0 } };
    int status;

    make_call(arena, folder, words, call);
    return tri_process_run(arena, call, answer, &status, &ignored) == TRI_OK &&
           status == 0;
}

/* A line of output without its end. */
static bool ask_line(TriArena *arena, TriStr folder, const char *const *words,
                     TriStr *answer)
{
    if (!ask(arena, folder, words, answer)) {
        return false;
    }
    while (tri_str_has_suffix(*answer, TRI_STR("\n"))) {
        answer->size--;
    }
    return true;
}

/* ---- the merge base ---- */

/* What CI systems tell of the branch that a pull request goes to. */
static TriStr reference_of_ci(TriArena *arena)
{
    const char *github = getenv("GITHUB_BASE_REF");
    const char *gitlab = getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA");
    const char *azure = getenv("SYSTEM_PULLREQUEST_TARGETBRANCH");

    if (github != NULL && github[0] != '\0') {
        return tri_format(arena, "origin/%s", github);
    }
    if (gitlab != NULL && gitlab[0] != '\0') {
        return tri_str_from_c(gitlab);
    }
    if (azure != NULL && azure[0] != '\0') {
        const char *heads = "refs/heads/";
        size_t size = strlen(heads);

        return tri_format(arena, "origin/%s",
                          strncmp(azure, heads, size) == 0 ? azure + size : azure);
    }
    return TRI_STR("");
}

static bool is_shallow(TriArena *arena, TriStr folder)
{
    const char *words[] = { "rev-parse", "--is-shallow-repository", NULL };
    TriStr answer;

    return ask_line(arena, folder, words, &answer) &&
           tri_str_eq(answer, TRI_STR("true"));
}

static TriStatus no_base(TriArena *arena, TriStr folder, TriStr reference,
                         TriError *error)
{
    if (is_shallow(arena, folder)) {
        return tri_fail(
            error,
            "this clone is shallow and does not reach back to the merge base "
            "of '%.*s' and HEAD; 'git fetch --unshallow origin' gets it",
            TRI_ARG(reference));
    }
    return tri_fail(
        error,
        "there is no merge base of '%.*s' and HEAD; is the commit there? 'git "
        "fetch origin' gets branches",
        TRI_ARG(reference));
}

/* "R090", the old name and the new one, each ended by NUL; other changes have one. */
static void read_renames(TriArena *arena, TriStr text, TriMergeBase *base)
{
    TRI_LIST(TriRename) renames = { 0 };
    TriStr status;

    while (tri_str_split(&text, '\0', &status) && status.size > 0) {
        bool has_two = status.data[0] == 'R' || status.data[0] == 'C';
        TriRename rename = { 0 };

        tri_str_split(&text, '\0', &rename.from);
        if (has_two) {
            tri_str_split(&text, '\0', &rename.to);
        }
        if (status.data[0] == 'R') {
            tri_list_push(arena, &renames, rename);
        }
    }
    base->renames = renames.items;
    base->rename_count = renames.count;
}

TriStatus tri_git_merge_base(TriArena *arena, TriStr folder, TriStr reference,
                             TriMergeBase *base, TriError *error)
{
    if (tri_str_eq(reference, TRI_STR("auto"))) {
        reference = reference_of_ci(arena);
        if (reference.size == 0) {
            return tri_fail(error,
                            "--diff-base auto finds no pull request: none of "
                            "GITHUB_BASE_REF, CI_MERGE_REQUEST_DIFF_BASE_SHA and "
                            "SYSTEM_PULLREQUEST_TARGETBRANCH is set");
        }
    }
    const char *top[] = { "rev-parse", "--show-toplevel", NULL };
    const char *find[] = { "merge-base", "--end-of-options",
                           tri_str_to_c(arena, reference), "HEAD", NULL };

    if (!ask_line(arena, folder, top, &base->top)) {
        return tri_fail(error,
                        "--diff-base needs git and a git work tree around '%.*s'",
                        TRI_ARG(folder));
    }
    if (!ask_line(arena, folder, find, &base->commit)) {
        return no_base(arena, folder, reference, error);
    }
    const char *compare[] = { "diff-index",
                              "--cached",
                              "-r",
                              "-z",
                              "-M",
                              "--name-status",
                              "--no-ext-diff",
                              "--no-textconv",
                              tri_str_to_c(arena, base->commit),
                              NULL };
    TriStr changes;

    if (ask(arena, base->top, compare, &changes)) {
        read_renames(arena, changes, base);
    }
    return TRI_OK;
}

/* ---- its files ---- */

typedef struct Blob {
    TriStr id;
    TriStr path;
} Blob;

typedef TRI_LIST(Blob) BlobList;

static bool is_template_name(TriStr path)
{
    static const TriStr endings[] = { TRI_STR_INIT(".json"), TRI_STR_INIT(".jsonc"),
                                      TRI_STR_INIT(".arm"), TRI_STR_INIT(".bicep"),
                                      TRI_STR_INIT(".bicepparam") };

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (tri_str_has_suffix_nocase(path, endings[i])) {
            return true;
        }
    }
    return false;
}

/* A name that stays below the folder it is written to. */
static bool is_safe_path(TriStr path)
{
    TriStr part;

    while (tri_str_split(&path, '/', &part)) {
        if (part.size == 0 || tri_str_eq(part, TRI_STR(".")) ||
            tri_str_eq(part, TRI_STR("..")) || tri_str_eq(part, TRI_STR(".git"))) {
            return false;
        }
    }
    return true;
}

/* "100644 blob ID\tPATH", each ended by NUL. */
static void read_tree(TriArena *arena, TriStr text, BlobList *blobs)
{
    TriStr entry;

    while (tri_str_split(&text, '\0', &entry) && entry.size > 0) {
        TriStr rest = entry;
        TriStr mode;
        TriStr type;
        Blob blob;

        if (tri_str_split(&rest, ' ', &mode) && tri_str_split(&rest, ' ', &type) &&
            tri_str_split(&rest, '\t', &blob.id) &&
            tri_str_has_prefix(mode, TRI_STR("100")) && is_template_name(rest) &&
            is_safe_path(rest)) {
            blob.path = rest;
            tri_list_push(arena, blobs, blob);
        }
    }
}

/* Exactly `size` bytes, or as many as there are. */
static TriStr read_bytes(TriArena *arena, TriProcess *process, size_t size)
{
    char *bytes = tri_arena_alloc(arena, 1, size + 1);
    size_t used = 0;

    while (used < size) {
        size_t count = tri_process_read(process, bytes + used, size - used);

        if (count == 0) {
            break;
        }
        used += count;
    }
    return tri_str(bytes, used);
}

/* "ID blob SIZE\n"; the size, or false at the end. */
static bool read_header(TriProcess *process, int64_t *size)
{
    char line[128];
    TriStr text = { line, 0 };

    while (text.size < sizeof line &&
           tri_process_read(process, line + text.size, 1) > 0) {
        if (line[text.size] == '\n') {
            size_t blank = tri_str_find_last_char(text, ' ');

            return blank != TRI_NOT_FOUND &&
                   tri_parse_int(tri_str_from(text, blank + 1), size) && *size >= 0 &&
                   (uint64_t)*size <= TRI_FILE_LIMIT;
        }
        text.size++;
    }
    return false;
}

/* What one call of cat-file prints, in the order it was asked. */
static TriStatus write_blobs(TriArena scratch, TriProcess *process,
                             const BlobList *blobs, TriStr path, TriError *error)
{
    for (size_t i = 0; i < blobs->count; i++) {
        TriArena one = scratch;
        int64_t size;

        if (!read_header(process, &size)) {
            return tri_fail(error, "git cannot read the files of the commit");
        }
        TriStr text = read_bytes(&one, process, (size_t)size + 1);

        if (text.size != (size_t)size + 1) {
            return tri_fail(error, "git cannot read the files of the commit");
        }
        text.size--;
        if (tri_temporary_file(one, path, blobs->items[i].path, text, error) !=
            TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStr list_ids(TriArena *arena, const BlobList *blobs)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < blobs->count; i++) {
        tri_text_addf(&text, "%.*s\n", TRI_ARG(blobs->items[i].id));
    }
    return tri_text_str(&text);
}

TriStatus tri_git_extract(TriArena *arena, const TriMergeBase *base, TriStr path,
                          TriError *error)
{
    const char *list[] = {
        "ls-tree", "-r", "-z", "--full-tree", tri_str_to_c(arena, base->commit), NULL
    };
    const char *read[] = { "cat-file", "--batch", NULL };
    const char *call[MOST_WORDS];
    TriStr questions = tri_path_join(arena, path, TRI_STR(".ids"));
    BlobList blobs = { 0 };
    TriProcess process;
    TriStr tree;

    if (!ask(arena, base->top, list, &tree)) {
        return tri_fail(error, "git cannot list the files of the commit");
    }
    /* What is searched for upwards ends here. */
    if (tri_temporary_file(*arena, path, TRI_STR(".git"), TRI_STR(""), error) !=
        TRI_OK) {
        return TRI_FAILED;
    }
    read_tree(arena, tree, &blobs);
    make_call(arena, base->top, read, call);
    if (tri_file_write(*arena, questions, list_ids(arena, &blobs), error) != TRI_OK ||
        tri_process_start(call, tri_str_to_c(arena, questions), &process, error) !=
            TRI_OK) {
        return TRI_FAILED;
    }
    TriStatus status = write_blobs(*arena, &process, &blobs, path, error);

    tri_process_end(&process);
    return status;
}

TriStatus tri_git_commit(TriArena *arena, TriStr folder, TriStr reference,
                         TriMergeBase *base, TriError *error)
{
    TriStr commit = TRI_CONCAT(arena, reference, TRI_STR("^{commit}"));
    const char *parse[] = { "rev-parse",
                            "--verify",
                            "--quiet",
                            "--end-of-options",
                            tri_str_to_c(arena, commit),
                            NULL };
    const char *is_repository[] = { "rev-parse", "--git-dir", NULL };
    TriStr ignored;

    *base = (TriMergeBase){ .top = folder };
    if (!ask(arena, folder, is_repository, &ignored)) {
        return tri_fail(error, "'%.*s' is no git repository, or git is not here",
                        TRI_ARG(folder));
    }
    return ask_line(arena, folder, parse, &base->commit)
               ? TRI_OK
               : tri_fail(error, "'%.*s' has no commit '%.*s'", TRI_ARG(folder),
                          TRI_ARG(reference));
}
