#ifndef TRI_BASE_ARENA_H
#define TRI_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A region of memory that is given back as a whole.
 *
 * An arena begins in a small block, of those that lie side by side in the program, and
 * goes on in address space of its own, which is reserved when it is needed; pages
 * cost memory only when they are touched. A copy of the struct is a scratch
 * arena: what is allocated from the copy is forgotten when the copy goes out of
 * scope, as long as the original is not used meanwhile.
 *
 * Allocation never returns NULL. When the reserved space is used up, one handler
 * says so on standard error and ends the program with status 2.
 */
typedef struct TriArena {
    char *start; /* of the block or the space that it is in */
    char *next;
    char *end;
    size_t passed;               /* bytes handed out before */
    struct TriArenaSpace *space; /* NULL: it began in its own */
} TriArena;

/* May take up to `size` bytes of address space; a share, if the system has less or a
   limit is set. */
TriArena tri_arena_open(size_t size);

/* Gives the address space back; nothing allocated from it is valid after. */
void tri_arena_close(TriArena *arena);

/* Forgets everything allocated. Memory beyond `keep` bytes returns to the system. */
void tri_arena_reset(TriArena *arena, size_t keep);

/* Forgets everything allocated. All memory that it or its copies ever used returns to
   the system. */
void tri_arena_release(TriArena *arena);

/* Forgets everything allocated but `size` bytes at `block`, which move to the front;
   returns where they are. Memory behind them returns to the system. */
void *tri_arena_keep(TriArena *arena, const void *block, size_t size);

/* Bytes handed out since the start or the last reset. */
static inline size_t tri_arena_used(const TriArena *arena)
{
    return arena->passed + (size_t)(arena->next - arena->start);
}

/* The handler: says that memory is used up, and ends the program. */
_Noreturn void tri_arena_is_full(void);

/* Where address sanitizer looks on, every block has a gap behind it. */
#if defined(__SANITIZE_ADDRESS__)
#define TRI_ARENA_IS_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TRI_ARENA_IS_GUARDED 1
#endif
#endif

/* Every block begins at a multiple of it, and takes a multiple of it. */
#define TRI_ARENA_ALIGNMENT 16

/* `size` bytes, aligned for any type, and not zeroed: for text and buffers. */
#ifdef TRI_ARENA_IS_GUARDED
void *tri_arena_bytes(TriArena *arena, size_t size);
#else
/* The same when there is no room where the arena is. */
void *tri_arena_bytes_further(TriArena *arena, size_t size);

static inline void *tri_arena_bytes(TriArena *arena, size_t size)
{
    char *block = arena->next;

    if (size > (size_t)(arena->end - block)) {
        return tri_arena_bytes_further(arena, size);
    }
    arena->next = block + (size + TRI_ARENA_ALIGNMENT - 1) / TRI_ARENA_ALIGNMENT *
                              TRI_ARENA_ALIGNMENT;
    return block;
}
#endif

/* `count` objects of `size` bytes, not zeroed. */
static inline void *tri_arena_take(TriArena *arena, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes)) {
        tri_arena_is_full();
    }
    return tri_arena_bytes(arena, bytes);
}

/* The same, zeroed. */
static inline void *tri_arena_alloc(TriArena *arena, size_t count, size_t size)
{
    return memset(tri_arena_take(arena, count, size), 0, count * size);
}

/*
 * Grows a block of `old_size` bytes to `new_size`: in place when it is the last
 * one allocated, else as a copy. The block must come from tri_arena_bytes or
 * tri_arena_alloc of the same arena; new bytes are not zeroed.
 */
void *tri_arena_grow(TriArena *arena, void *block, size_t old_size, size_t new_size);

/* One zeroed object, or `count` of them. */
#define TRI_NEW(arena, type) ((type *)tri_arena_alloc((arena), 1, sizeof(type)))
#define TRI_NEW_ARRAY(arena, type, count)                                              \
    ((type *)tri_arena_alloc((arena), (count), sizeof(type)))

#endif
