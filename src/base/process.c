#include "base/process.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

TriStr tri_variable(const char *name)
{
    return tri_str_from_c(getenv(name));
}

static TriStatus fail_number(TriError *error, int number)
{
    return tri_fail(error, "%s", strerror(number));
}

/* Standard input, output and error of the program to be. */
static int redirect(posix_spawn_file_actions_t *actions, int input, int output)
{
    int number = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);

    if (number == 0) {
        number = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
    }
    return number != 0 ? number
                       : posix_spawn_file_actions_addopen(actions, STDERR_FILENO,
                                                          "/dev/null", O_WRONLY, 0);
}

static int spawn(const char *const *words, int input, int output, pid_t *id)
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

static void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

TriStatus tri_process_start(const char *const *words, TriProcess *process,
                            TriError *error)
{
    int input[2];
    int output[2];
    pid_t id;

    if (pipe2(input, O_CLOEXEC) != 0) {
        return fail_number(error, errno);
    }
    if (pipe2(output, O_CLOEXEC) != 0) {
        int number = errno;

        close_both(input);
        return fail_number(error, number);
    }
    int number = spawn(words, input[0], output[1], &id);

    if (number != 0) {
        close_both(input);
        close_both(output);
        return fail_number(error, number);
    }
    close(input[0]);
    close(output[1]);
    *process = (TriProcess){ id, input[1], output[0] };
    return TRI_OK;
}

bool tri_process_write(TriProcess *process, TriStr text)
{
    size_t written = 0;

    while (written < text.size) {
        ssize_t count = write(process->input, text.data + written, text.size - written);

        if (count < 0 && errno != EINTR) {
            return false;
        }
        written += count > 0 ? (size_t)count : 0;
    }
    return true;
}

size_t tri_process_read(TriProcess *process, char *bytes, size_t size)
{
    ssize_t count;

    do {
        count = read(process->output, bytes, size);
    } while (count < 0 && errno == EINTR);
    return count > 0 ? (size_t)count : 0;
}

static void end_input(TriProcess *process)
{
    if (process->input >= 0) {
        close(process->input);
        process->input = -1;
    }
}

int tri_process_end(TriProcess *process)
{
    int status = 0;

    end_input(process);
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

    if (tri_process_start(words, &process, error) != TRI_OK) {
        return TRI_FAILED;
    }
    end_input(&process);
    do {
        char *room = tri_text_reserve(&text, STEP);

        count = tri_process_read(&process, room, STEP);
        text.size -= STEP - count;
    } while (count > 0);
    *status = tri_process_end(&process);
    *output = tri_text_str(&text);
    return TRI_OK;
}
