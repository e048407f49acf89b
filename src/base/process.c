#include "base/process.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static TriStatus fail_number(TriError *error, int number)
{
    return tri_fail(error, "%s", strerror(number));
}

/* ---- processes ---- */

/* Standard input, output and error of the program to be. */
static int redirect(posix_spawn_file_actions_t *actions, const char *input, int output)
{
    int number = posix_spawn_file_actions_addopen(
        actions, STDIN_FILENO, input == NULL ? "/dev/null" : input, O_RDONLY, 0);

    if (number == 0) {
        number = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
    }
    return number != 0 ? number
                       : posix_spawn_file_actions_addopen(actions, STDERR_FILENO,
                                                          "/dev/null", O_WRONLY, 0);
}

static int spawn(const char *const *words, const char *input, int output, pid_t *id)
{
    posix_spawn_file_actions_t actions;
    int number = posix_spawn_file_actions_init(&actions);

    if (number != 0) {
        return number;
    }
    number = redirect(&actions, input, output);
    if (number == 0) {
        number =
            posix_spawnp(id, words[0], &actions, NULL, (char *const *)words, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    return number;
}

TriStatus tri_process_start(const char *const *words, const char *input,
                            TriProcess *process, TriError *error)
{
    int ends[2];
    pid_t id;

    if (pipe2(ends, O_CLOEXEC) != 0) {
        return fail_number(error, errno);
    }
    int number = spawn(words, input, ends[1], &id);

    close(ends[1]);
    if (number != 0) {
        close(ends[0]);
        return fail_number(error, number);
    }
    *process = (TriProcess){ id, ends[0] };
    return TRI_OK;
}

size_t tri_process_read(TriProcess *process, char *bytes, size_t size)
{
    ssize_t count;

    do {
        count = read(process->output, bytes, size);
    } while (count < 0 && errno == EINTR);
    return count > 0 ? (size_t)count : 0;
}

int tri_process_end(TriProcess *process)
{
    int status = 0;

    close(process->output);
    while (waitpid(process->id, &status, 0) < 0) {
        if (errno != EINTR) {
            return 128;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TriStatus tri_process_run(TriArena *arena, const char *const *words, TriStr *output,
                          int *status, TriError *error)
{
    enum { STEP = 1 << 16 };
    TriText text = tri_text(arena);
    TriProcess process;
    size_t count;

    if (tri_process_start(words, NULL, &process, error) != TRI_OK) {
        return TRI_FAILED;
    }
    do {
        char *room = tri_text_reserve(&text, STEP);

        count = tri_process_read(&process, room, STEP);
        text.size -= STEP - count;
    } while (count > 0);
    *status = tri_process_end(&process);
    *output = tri_text_str(&text);
    return TRI_OK;
}

/* ---- files of our own ---- */

TriStatus tri_temporary_folder(TriArena *arena, TriStr *path, TriError *error)
{
    const char *parent = getenv("TMPDIR");
    char *pattern = tri_str_to_c(
        arena, tri_format(arena, "%s/tricep.XXXXXX",
                          parent == NULL || parent[0] == '\0' ? "/tmp" : parent));

    if (mkdtemp(pattern) == NULL) {
        return fail_number(error, errno);
    }
    *path = tri_path_resolve(arena, tri_str_from_c(pattern));
    return TRI_OK;
}

static TriStatus make_folders(TriArena scratch, TriStr folder, TriStr name,
                              TriError *error)
{
    for (size_t i = 0; i < name.size; i++) {
        TriStr path = tri_path_join(&scratch, folder, tri_str_slice(name, 0, i));

        if (name.data[i] == '/' && mkdir(tri_str_to_c(&scratch, path), 0700) != 0 &&
            errno != EEXIST) {
            return fail_number(error, errno);
        }
    }
    return TRI_OK;
}

TriStatus tri_temporary_file(TriArena scratch, TriStr folder, TriStr name, TriStr text,
                             TriError *error)
{
    if (make_folders(scratch, folder, name, error) != TRI_OK) {
        return TRI_FAILED;
    }
    return tri_file_write(scratch, tri_path_join(&scratch, folder, name), text, error);
}

static int remove_one(const char *path, const struct stat *status, int type,
                      struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void tri_temporary_remove(TriArena scratch, TriStr path)
{
    enum { MOST_OPEN = 16 };

    nftw(tri_str_to_c(&scratch, path), remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
}
