#include "scan/git.h"

#include "base/list.h"
#include "base/process.h"
#include "base/text.h"
#include "scan/git_run.h"

/* What CI systems tell of the branch that a pull request goes to. */
static TriStr reference_of_ci(TriArena *arena)
{
    TriStr github = tri_variable("GITHUB_BASE_REF");
    TriStr gitlab = tri_variable("CI_MERGE_REQUEST_DIFF_BASE_SHA");
    TriStr azure = tri_variable("SYSTEM_PULLREQUEST_TARGETBRANCH");
    TriStr heads = TRI_STR("refs/heads/");

    if (github.size > 0) {
        return TRI_CONCAT(arena, TRI_STR("origin/"), github);
    }
    if (gitlab.size > 0) {
        return gitlab;
    }
    if (azure.size > 0) {
        return TRI_CONCAT(
            arena, TRI_STR("origin/"),
            tri_str_has_prefix(azure, heads) ? tri_str_from(azure, heads.size) : azure);
    }
    return TRI_STR("");
}

/* What runs on each push has no pull request now and then, and is no mistake; at a
   keyboard it is one. */
static bool is_in_ci(void)
{
    return tri_variable("CI").size > 0 || tri_variable("TF_BUILD").size > 0;
}

static bool is_shallow(TriArena *arena, TriStr folder)
{
    const char *words[] = { "rev-parse", "--is-shallow-repository", NULL };
    TriStr answer;

    return tri_git_ask_line(arena, folder, words, &answer) &&
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
static void read_renames(TriArena *arena, TriStr text, TriCommit *base)
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

/* Whether git would look into it, were it not somebody else's. */
static bool is_distrusted(TriArena *arena, TriStr folder)
{
    const char *words[] = { "-c", "safe.directory=*", "rev-parse", "--git-dir", NULL };
    TriStr ignored;

    return tri_git_ask(arena, folder, words, &ignored) &&
           !tri_git_ask(arena, folder, words + 2, &ignored);
}

static TriStatus no_repository(TriArena *arena, TriStr folder, TriStr message,
                               TriError *error)
{
    if (is_distrusted(arena, folder)) {
        return tri_fail(error,
                        "git does not trust '%.*s', which is somebody else's; 'git "
                        "config --global --add safe.directory FOLDER' changes that",
                        TRI_ARG(folder));
    }
    return tri_fail(error, "%.*s", TRI_ARG(message));
}

TriStatus tri_git_merge_base(TriArena *arena, TriStr folder, TriStr reference,
                             TriCommit *base, TriError *error)
{
    if (tri_str_eq(reference, TRI_STR("auto"))) {
        reference = reference_of_ci(arena);
        if (reference.size == 0 && is_in_ci()) {
            return TRI_OK;
        }
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

    if (!tri_git_ask_line(arena, folder, top, &base->folder)) {
        return no_repository(
            arena, folder,
            tri_format(arena, "--diff-base needs git and a git work tree around '%.*s'",
                       TRI_ARG(folder)),
            error);
    }
    if (!tri_git_ask_line(arena, folder, find, &base->id)) {
        return no_base(arena, folder, reference, error);
    }
    return TRI_OK;
}

void tri_git_renames(TriArena *arena, TriCommit *base)
{
    const char *compare[] = { "diff-index",
                              "--cached",
                              "-r",
                              "-z",
                              "-M",
                              "--name-status",
                              "--no-ext-diff",
                              "--no-textconv",
                              tri_str_to_c(arena, base->id),
                              NULL };
    TriStr changes;

    if (tri_git_ask(arena, base->folder, compare, &changes)) {
        read_renames(arena, changes, base);
    }
}

TriStatus tri_git_commit(TriArena *arena, TriStr folder, TriStr reference,
                         TriCommit *commit, TriError *error)
{
    TriStr object = TRI_CONCAT(arena, reference, TRI_STR("^{commit}"));
    const char *parse[] = { "rev-parse",
                            "--verify",
                            "--quiet",
                            "--end-of-options",
                            tri_str_to_c(arena, object),
                            NULL };
    const char *is_repository[] = { "rev-parse", "--git-dir", NULL };
    TriStr ignored;

    *commit = (TriCommit){ .folder = folder };
    if (!tri_git_ask(arena, folder, is_repository, &ignored)) {
        return no_repository(
            arena, folder,
            tri_format(arena, "'%.*s' is no git repository, or git is not here",
                       TRI_ARG(folder)),
            error);
    }
    return tri_git_ask_line(arena, folder, parse, &commit->id)
               ? TRI_OK
               : tri_fail(error, "'%.*s' has no commit '%.*s'", TRI_ARG(folder),
                          TRI_ARG(reference));
}
