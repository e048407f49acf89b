/* The process of the task tells the kernel what to watch, on the inotify queue that it
   has inherited, and this one, by a pipe, what of that counts. */
#include "base/watch.h"

#ifdef __linux__

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Of a name in a folder. The empty name is for the names themselves. */
typedef struct Note {
    int32_t folder;  /* as the queue calls it; negative: it cannot be watched … */
    int32_t trouble; /* … and why */
    char name[NAME_MAX + 1];
} Note;

static_assert(sizeof(Note) <= PIPE_BUF, "a note has to arrive in one piece");

struct TriWatch {
    TriArena names; /* of one run */
    TriMap read;    /* keys of notes */
    TriMap written;
    const TriStr *outputs;
    size_t output_count;
    int changes; /* the queue */
    int notes;   /* the pipe: for the task its end to write to */
    int signals;
    int trouble;
    sigset_t mask; /* of before */
};

enum {
    NAMES_CHANGE = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO,
    FOLDER_GOES = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT,
    LOST = IN_Q_OVERFLOW, /* too much happened at a time */
    /* Asked for one thing after the other, a folder is watched for all of them. */
    NAMES = NAMES_CHANGE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_MASK_ADD,
    CONTENTS = NAMES | IN_MODIFY | IN_ATTRIB,
};

/* What may change the answer. */
static const uint32_t changes_of[] = {
    [TRI_FILE_LOOKED_FOR] = NAMES,
    [TRI_FILE_READ] = CONTENTS,
    [TRI_FILE_LISTED] = NAMES | IN_ATTRIB,
};

static TriStatus fail_number(TriError *error, int number)
{
    switch (number) {
    case ENOSPC:
        return tri_fail(error, "there are more folders than this system watches; "
                               "fs.inotify.max_user_watches is the limit");
    case EMFILE:
        return tri_fail(error, "this system watches nothing more; "
                               "fs.inotify.max_user_instances is the limit");
    default:
        return tri_fail(error, "%s", strerror(number));
    }
}

/* ---- in the process of the task ---- */

/* Splits at the last slash; false when there is nothing above. */
static bool split(char *path, const char **folder, const char **name)
{
    size_t size = strlen(path);

    while (size > 1 && path[size - 1] == '/') {
        path[--size] = '\0';
    }
    char *slash = strrchr(path, '/');

    *name = slash == NULL ? path : slash + 1;
    *folder = slash == NULL ? "." : slash == path ? "/" : path;
    if (slash != NULL) {
        *slash = '\0';
    }
    return **name != '\0' && strcmp(*name, ".") != 0;
}

static void send_note(const TriWatch *watch, int folder, int trouble, const char *name)
{
    Note note = { .folder = folder, .trouble = trouble };
    ssize_t written;

    snprintf(note.name, sizeof note.name, "%s", name);
    do {
        written = write(watch->notes, &note, sizeof note);
    } while (written < 0 && errno == EINTR);
}

/* False when there is no such folder. One that may not be read is not watched: reading
   it is trouble that the task meets itself. */
static bool note(const TriWatch *watch, TriFileAsked asked, const char *folder,
                 const char *name)
{
    int id = inotify_add_watch(watch->changes, folder, changes_of[asked]);

    if (id >= 0 || errno == ENOSPC || errno == ENOMEM) {
        send_note(watch, id, id >= 0 ? 0 : errno, name);
        return true;
    }
    return errno != ENOENT && errno != ENOTDIR;
}

/* Of a path whose folder is missing, it counts that the folder comes, and so on
   upwards. */
static void note_path(const TriWatch *watch, TriFileAsked asked, const char *path)
{
    char copy[PATH_MAX];
    const char *folder;
    const char *name;

    snprintf(copy, sizeof copy, "%s", path);
    while (split(copy, &folder, &name) && !note(watch, asked, folder, name)) {
        if (folder != copy) {
            return;
        }
        asked = TRI_FILE_LOOKED_FOR;
    }
}

/* Where a link leads, files can change as well. */
static void note_link(const TriWatch *watch, const char *path)
{
    char real[PATH_MAX];
    struct stat status;

    if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode) &&
        realpath(path, real) != NULL) {
        note_path(watch, TRI_FILE_READ, real);
    }
}

static void observe(void *context, TriFileAsked asked, int folder, const char *name)
{
    const TriWatch *watch = context;
    char open_folder[64];

    switch (asked) {
    case TRI_FILE_LISTED:
        if (!note(watch, asked, name, "")) {
            note_path(watch, TRI_FILE_LOOKED_FOR, name);
        }
        return;
    case TRI_FILE_LOOKED_FOR:
        note_path(watch, asked, name);
        return;
    case TRI_FILE_READ:
        break;
    }
    if (folder != AT_FDCWD) {
        snprintf(open_folder, sizeof open_folder, "/proc/self/fd/%d", folder);
        note(watch, asked, open_folder, name);
        return;
    }
    note_path(watch, asked, name);
    note_link(watch, name);
}

static _Noreturn void do_task(TriWatch *watch, int pipe_end, TriWatchTask *task,
                              void *context)
{
    watch->notes = pipe_end;
    sigprocmask(SIG_SETMASK, &watch->mask, NULL);
    tri_file_observe(observe, watch);
    exit(task(context));
}

/* ---- what counts ---- */

static TriStr key_of(TriArena *arena, int32_t folder, const char *name)
{
    TriStr bytes = tri_str((const char *)&folder, sizeof folder);

    return TRI_CONCAT(arena, bytes, tri_str_from_c(name));
}

static bool has(const TriWatch *watch, const TriMap *map, int32_t folder,
                const char *name)
{
    TriArena scratch = watch->names;

    return tri_map_find(map, key_of(&scratch, folder, name), TRI_MAP_EXACT) != NULL;
}

static void add(TriWatch *watch, TriMap *map, int32_t folder, const char *name)
{
    if (!has(watch, map, folder, name)) {
        TriStr key = key_of(&watch->names, folder, name);

        *tri_map_put(&watch->names, map, key, TRI_MAP_EXACT) = watch;
    }
}

/* Files are written by way of others beside them, called FILE.XXXXXX. */
static void add_outputs(TriWatch *watch)
{
    for (size_t i = 0; i < watch->output_count; i++) {
        char *path = tri_str_to_c(&watch->names, watch->outputs[i]);
        const char *folder;
        const char *name;

        if (split(path, &folder, &name)) {
            add(watch, &watch->written,
                inotify_add_watch(watch->changes, folder, NAMES), name);
        }
    }
}

static bool is_output(const TriWatch *watch, int32_t folder, const char *name)
{
    char stem[NAME_MAX + 1];
    char *dot;

    snprintf(stem, sizeof stem, "%s", name);
    dot = strrchr(stem, '.');
    if (dot != NULL && strlen(dot) == strlen(".XXXXXX")) {
        *dot = '\0';
    }
    return has(watch, &watch->written, folder, name) ||
           has(watch, &watch->written, folder, stem);
}

static bool counts(const TriWatch *watch, const struct inotify_event *event)
{
    const char *name = event->len > 0 ? event->name : "";

    if ((event->mask & LOST) != 0) {
        return true;
    }
    if (*name != '\0' && is_output(watch, event->wd, name)) {
        return false;
    }
    if (has(watch, &watch->read, event->wd, name)) {
        return (event->mask & IN_IGNORED) == 0;
    }
    return (event->mask & FOLDER_GOES) != 0 ||
           ((event->mask & NAMES_CHANGE) != 0 &&
            has(watch, &watch->read, event->wd, ""));
}

/* ---- waiting ---- */

/* False at the end. */
static bool take_notes(TriWatch *watch)
{
    Note notes[64];
    ssize_t size = read(watch->notes, notes, sizeof notes);

    for (size_t i = 0; size > 0 && i < (size_t)size / sizeof *notes; i++) {
        if (notes[i].folder < 0) {
            watch->trouble = notes[i].trouble;
        } else {
            add(watch, &watch->read, notes[i].folder, notes[i].name);
        }
    }
    return size > 0 || (size < 0 && errno == EINTR);
}

/* Whether any of what is in the queue counts. */
static bool take_changes(const TriWatch *watch)
{
    _Alignas(struct inotify_event) char bytes[1 << 14];
    bool is_any = false;
    ssize_t size = read(watch->changes, bytes, sizeof bytes);

    for (ssize_t at = 0; at < size;) {
        const struct inotify_event *event = (const void *)(bytes + at);

        is_any = is_any || counts(watch, event);
        at += (ssize_t)(sizeof *event + event->len);
    }
    return is_any;
}

typedef enum Heard {
    HEARD_NOTHING,
    HEARD_SIGNAL,
    HEARD_IT,
} Heard;

/* What comes first: a signal, something on `descriptor`, or the end of the time. */
static Heard listen_to(const TriWatch *watch, int descriptor, int milliseconds)
{
    struct pollfd both[] = { { watch->signals, POLLIN, 0 }, { descriptor, POLLIN, 0 } };
    int count;

    do {
        count = poll(both, 2, milliseconds);
    } while (count < 0 && errno == EINTR);
    if (both[0].revents != 0) {
        return HEARD_SIGNAL;
    }
    return count == 0 ? HEARD_NOTHING : HEARD_IT;
}

static int64_t milliseconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How long to wait when the first and the last that count came then; 0: nothing came.
   What does not count makes it no longer: others may be busy in a folder above. */
static int patience(int64_t first, int64_t last)
{
    enum { MOMENT = 100, LONGEST = 2000 };
    int64_t end = last + MOMENT < first + LONGEST ? last + MOMENT : first + LONGEST;
    int64_t left = end - milliseconds_now();

    if (first == 0) {
        return -1;
    }
    return left > 0 ? (int)left : 0;
}

TriWatchEnd tri_watch_wait(TriWatch *watch)
{
    int64_t first = 0;
    int64_t last = 0;

    for (;;) {
        int milliseconds = patience(first, last);
        Heard heard = listen_to(watch, watch->changes, milliseconds);

        if (heard == HEARD_SIGNAL) {
            return TRI_WATCH_STOPPED;
        }
        if (heard == HEARD_NOTHING || milliseconds == 0) {
            return TRI_WATCH_DONE;
        }
        if (take_changes(watch)) {
            last = milliseconds_now();
            first = first == 0 ? last : first;
        }
    }
}

/* ---- running ---- */

static int end_of(pid_t process)
{
    int status;

    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) {
            return 128;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Nothing is left of the run before. */
static TriStatus open_queue(TriWatch *watch, TriError *error)
{
    enum { KEPT = 1 << 20 };

    if (watch->changes >= 0) {
        close(watch->changes);
    }
    tri_arena_reset(&watch->names, KEPT);
    watch->read = (TriMap){ 0 };
    watch->written = (TriMap){ 0 };
    watch->changes = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->changes < 0) {
        return fail_number(error, errno);
    }
    add_outputs(watch);
    return TRI_OK;
}

/* Starts the process; `watch` has the end of the pipe to read from. */
static TriStatus start(TriWatch *watch, TriWatchTask *task, void *context,
                       pid_t *process, TriError *error)
{
    int ends[2];

    if (open_queue(watch, error) != TRI_OK) {
        return TRI_FAILED;
    }
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return fail_number(error, errno);
    }
    *process = fork();
    if (*process == 0) {
        close(ends[0]);
        do_task(watch, ends[1], task, context);
    }
    close(ends[1]);
    watch->notes = ends[0];
    if (*process < 0) {
        close(watch->notes);
        return fail_number(error, errno);
    }
    return TRI_OK;
}

TriWatchEnd tri_watch_run(TriWatch *watch, TriWatchTask *task, void *context,
                          int *status, TriError *error)
{
    pid_t process = 0;
    Heard heard;

    if (start(watch, task, context, &process, error) != TRI_OK) {
        return TRI_WATCH_FAILED;
    }
    do {
        heard = listen_to(watch, watch->notes, -1);
    } while (heard == HEARD_IT && take_notes(watch));
    if (heard == HEARD_SIGNAL) {
        kill(process, SIGTERM);
    }
    close(watch->notes);
    *status = end_of(process);
    if (heard == HEARD_SIGNAL) {
        return TRI_WATCH_STOPPED;
    }
    if (watch->trouble != 0) {
        fail_number(error, watch->trouble);
        return TRI_WATCH_FAILED;
    }
    return TRI_WATCH_DONE;
}

TriWatch *tri_watch_open(TriArena *arena, const TriStr *written, size_t count,
                         TriError *error)
{
    TriWatch *watch = TRI_NEW(arena, TriWatch);
    sigset_t ends;

    /* By that name a folder is watched that is known only as an open one. */
    if (access("/proc/self/fd", X_OK) != 0) {
        tri_fail(error, "there is no /proc/self/fd on this system");
        return NULL;
    }
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, &watch->mask);
    watch->outputs = written;
    watch->output_count = count;
    watch->changes = -1;
    watch->signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    if (watch->signals < 0) {
        sigprocmask(SIG_SETMASK, &watch->mask, NULL);
        fail_number(error, errno);
        return NULL;
    }
    watch->names = tri_arena_open((size_t)1 << 32);
    return watch;
}

void tri_watch_close(TriWatch *watch)
{
    struct signalfd_siginfo heard;

    if (watch->changes >= 0) {
        close(watch->changes);
    }
    /* What was waited for must not come again when it is let through. */
    while (read(watch->signals, &heard, sizeof heard) > 0) {
    }
    close(watch->signals);
    sigprocmask(SIG_SETMASK, &watch->mask, NULL);
    tri_arena_close(&watch->names);
}

#else

TriWatch *tri_watch_open(TriArena *arena, const TriStr *written, size_t count,
                         TriError *error)
{
    (void)arena;
    (void)written;
    (void)count;
    tri_fail(error, "this needs inotify, which only Linux has");
    return NULL;
}

TriWatchEnd tri_watch_run(TriWatch *watch, TriWatchTask *task, void *context,
                          int *status, TriError *error)
{
    (void)watch;
    (void)task;
    (void)context;
    (void)status;
    (void)error;
    return TRI_WATCH_STOPPED;
}

TriWatchEnd tri_watch_wait(TriWatch *watch)
{
    (void)watch;
    return TRI_WATCH_STOPPED;
}

void tri_watch_close(TriWatch *watch)
{
    (void)watch;
}

#endif
