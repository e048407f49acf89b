#include "base/arena.h"

#include "base/leavings.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef TRI_ARENA_IS_GUARDED
#include <sanitizer/asan_interface.h>
#define POISON(start, size) __asan_poison_memory_region((start), (size))
#define UNPOISON(start, size) __asan_unpoison_memory_region((start), (size))
/* A gap behind every block, so that an overrun is seen; and room in front of the
   first for how far the region was ever used, by the arena and its copies. */
enum { GUARD = 16, HEADER = 64 };
#else
#define POISON(start, size) ((void)0)
#define UNPOISON(start, size) ((void)0)
enum { GUARD = 0, HEADER = 0 };
#endif

static const size_t SMALLEST_RESERVE = (size_t)1 << 20;

_Noreturn void tri_arena_is_full(void)
{
    static atomic_flag is_said = ATOMIC_FLAG_INIT;
    static const char text[] = "tricep: out of memory\n";
    /* Several workers may be here: one speaks, and ends the program. */
    while (atomic_flag_test_and_set(&is_said)) {
        pause();
    }
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

    (void)written;
    tri_leavings_remove();
    _exit(2);
}

/* NULL when there is none. */
static char *reserve(size_t size)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *start = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);

    return start == MAP_FAILED ? NULL : start;
}

/* One of as many as there may be at a time, where address space is scarce. */
static size_t share_of(size_t space)
{
    enum { SHARES = 64 };
    size_t share = space / SHARES;

    share -= share % TRI_ARENA_ALIGNMENT;
    return share < SMALLEST_RESERVE ? SMALLEST_RESERVE : share;
}

/* What a limit such as `ulimit -v` leaves of `size`. */
static size_t within_limit(size_t size)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return size;
    }
    size_t share = share_of(limit.rlim_cur);

    return share < size ? share : size;
}

/* A share of what can be had at all, which is less than `*size`. */
static char *reserve_share(size_t *size)
{
    char *all = NULL;
    size_t space = *size;

    while (all == NULL) {
        space /= 2;
        if (space < SMALLEST_RESERVE) {
            tri_arena_is_full();
        }
        all = reserve(space);
    }
    munmap(all, space);
    *size = share_of(space);
    return reserve(*size);
}

/* `*size` bytes, or what can be had of them. */
static char *reserve_any(size_t *size)
{
    *size = within_limit(*size - *size % TRI_ARENA_ALIGNMENT);
    char *start = reserve(*size);

    if (start == NULL) {
        start = reserve_share(size);
    }
    if (start == NULL) {
        tri_arena_is_full();
    }
    return start;
}

/* ---- where arenas begin ---- */

/* Most runs are small: with all that they hold side by side, the system has little to
   set up and to take down. There are enough for four workers; of more the arenas begin
   in space of their own. */
enum { BLOCKS = 64, BLOCK = 1 << 16 };

typedef struct TriArenaSpace {
    atomic_bool is_taken;
    char *start; /* NULL: not needed so far */
    size_t size;
} TriArenaSpace;

static TriArenaSpace spaces[BLOCKS];
static _Alignas(4096) char blocks[BLOCKS][BLOCK];

/* NULL when all are taken, or guarded. */
static TriArenaSpace *take_space(size_t size)
{
    for (size_t i = 0; i < BLOCKS && GUARD == 0; i++) {
        if (!atomic_exchange(&spaces[i].is_taken, true)) {
            spaces[i].start = NULL;
            spaces[i].size = size;
            return &spaces[i];
        }
    }
    return NULL;
}

static TriArena at_block(TriArenaSpace *space)
{
    char *block = blocks[space - spaces];

    return (TriArena){ block, block, block + BLOCK, 0, space };
}

static bool is_in_block(const TriArena *arena)
{
    return arena->space != NULL && arena->start == blocks[arena->space - spaces];
}

TriArena tri_arena_open(size_t size)
{
    TriArenaSpace *space = take_space(size);

    if (space != NULL) {
        return at_block(space);
    }
    char *start = reserve_any(&size);

    return (TriArena){ start + HEADER, start + HEADER, start + size, 0, NULL };
}

#ifndef TRI_ARENA_IS_GUARDED
void *tri_arena_bytes_further(TriArena *arena, size_t size)
{
    TriArenaSpace *space = arena->space;

    if (!is_in_block(arena)) {
        tri_arena_is_full();
    }
    if (space->start == NULL) {
        space->start = reserve_any(&space->size);
    }
    *arena = (TriArena){ space->start, space->start, space->start + space->size,
                         tri_arena_used(arena), space };
    return tri_arena_bytes(arena, size);
}
#endif

#ifdef TRI_ARENA_IS_GUARDED
static char **peak(const TriArena *arena)
{
    return (char **)(void *)(arena->start - HEADER);
}

static void note_use(TriArena *arena)
{
    if (*peak(arena) == NULL || arena->next > *peak(arena)) {
        *peak(arena) = arena->next;
    }
}

/* Poison outlives the mapping, so it has to go first. */
static void unpoison_used(TriArena *arena)
{
    if (*peak(arena) != NULL) {
        UNPOISON(arena->start, (size_t)(*peak(arena) - arena->start));
    }
}
#else
static void unpoison_used(TriArena *arena)
{
    (void)arena;
}
#endif

void tri_arena_close(TriArena *arena)
{
    TriArenaSpace *space = arena->space;

    if (space == NULL) {
        char *start = arena->start - HEADER;

        unpoison_used(arena);
        munmap(start, (size_t)(arena->end - start));
    } else {
        if (space->start != NULL) {
            munmap(space->start, space->size);
        }
        atomic_store(&space->is_taken, false);
    }
    *arena = (TriArena){ 0 };
}

/* Gives back what beyond `keep` bytes lies in the first `used`. */
static void give_back(const TriArena *arena, size_t keep, size_t used)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t kept = (HEADER + keep + page - 1) / page * page;

    if (HEADER + used > kept) {
        madvise(arena->start - HEADER + kept, HEADER + used - kept, MADV_DONTNEED);
    }
}

/* Gives back what of the space is used beyond `keep` bytes. */
static void shrink(const TriArena *arena, size_t keep)
{
    size_t used = (size_t)(arena->next - arena->start);

    POISON(arena->start, used);
    give_back(arena, keep, used);
}

void tri_arena_reset(TriArena *arena, size_t keep)
{
    if (!is_in_block(arena)) {
        shrink(arena, keep);
    }
    if (arena->space != NULL) {
        *arena = at_block(arena->space);
    }
    arena->next = arena->start;
}

void tri_arena_release(TriArena *arena)
{
    tri_arena_reset(arena, 0);
    if (arena->space != NULL && arena->space->start != NULL) {
        madvise(arena->space->start, arena->space->size, MADV_DONTNEED);
    }
}

void *tri_arena_keep(TriArena *arena, const void *block, size_t size)
{
    size_t used = (size_t)(arena->next - arena->start);

    POISON(arena->start, used);
    UNPOISON(arena->start, size);
    UNPOISON(block, size);
    memmove(arena->start, block, size);
    POISON(arena->start, used);
    arena->next = arena->start;
    arena->passed = 0;
    void *kept = tri_arena_bytes(arena, size);

    give_back(arena, size, used);
    return kept;
}

/* What a block of `size` bytes takes. */
static size_t taken(size_t size)
{
    size_t sum = size + GUARD + TRI_ARENA_ALIGNMENT - 1;

    return sum / TRI_ARENA_ALIGNMENT * TRI_ARENA_ALIGNMENT;
}

#ifdef TRI_ARENA_IS_GUARDED
void *tri_arena_bytes(TriArena *arena, size_t size)
{
    char *block = arena->next;
    size_t left = (size_t)(arena->end - block);

    if (size > left || taken(size) > left) {
        tri_arena_is_full();
    }
    arena->next = block + taken(size);
    note_use(arena);
    UNPOISON(block, size);
    POISON(block + size, taken(size) - size);
    return block;
}
#endif

void *tri_arena_grow(TriArena *arena, void *block, size_t old_size, size_t new_size)
{
    char *old = block;

    if (old != NULL && old + taken(old_size) == arena->next &&
        new_size <= (size_t)(arena->end - old)) {
        arena->next = old;
        return tri_arena_bytes(arena, new_size);
    }
    void *grown = tri_arena_bytes(arena, new_size);

    if (old_size > 0) {
        memcpy(grown, old, old_size);
    }
    return grown;
}
