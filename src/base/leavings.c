#include "base/leavings.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char noted[PATH_MAX];
static volatile sig_atomic_t is_noted;

void tri_leavings_remove(void)
{
    if (is_noted) {
        unlink(noted);
    }
}

/* ---- signals ---- */

static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
enum { END_COUNT = sizeof ends / sizeof *ends };

static sigset_t set_of_ends(void)
{
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < END_COUNT; i++) {
        sigaddset(&set, ends[i]);
    }
    return set;
}

/* Whoever waits for the program sees that the signal ended it. */
static void end_by(int number)
{
    tri_leavings_remove();
    signal(number, SIG_DFL);
    raise(number);
}

/* A signal that is ignored, as by nohup, stays so. */
static void install(void)
{
    struct sigaction action = { .sa_handler = end_by, .sa_mask = set_of_ends() };
    struct sigaction before;

    for (size_t i = 0; i < END_COUNT; i++) {
        if (sigaction(ends[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL) {
            sigaction(ends[i], &action, NULL);
        }
    }
}

static sigset_t held;

void tri_leavings_hold(void)
{
    static bool is_installed;
    sigset_t set = set_of_ends();

    pthread_sigmask(SIG_BLOCK, &set, &held);
    if (!is_installed) {
        is_installed = true;
        install();
        atexit(tri_leavings_remove);
    }
}

void tri_leavings_release(void)
{
    pthread_sigmask(SIG_SETMASK, &held, NULL);
}

void tri_leavings_note(TriStr path)
{
    if (path.size < PATH_MAX) {
        memcpy(noted, path.data, path.size);
        noted[path.size] = '\0';
        is_noted = true;
    }
}

void tri_leavings_forget(void)
{
    is_noted = false;
}
