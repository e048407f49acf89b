#define TRI_TESTS_FAULTS_ARE_REAL
#include "faults.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

/* What may go wrong; 0 where nothing is said. */
#define FAULTS(X)                                                                      \
    X(SEED)    /* reads and writes are split, calls interrupted, sizes wrong */        \
    X(VANISH)  /* one of so many files is gone when it is opened */                    \
    X(SPACE)   /* bytes that can be written before the disk is full */                 \
    X(SLOW)    /* milliseconds that each write takes */                                \
    X(RENAME)  /* renaming fails */                                                    \
    X(CLOSE)   /* closing what was written fails */                                    \
    X(ADDRESS) /* MiB of the largest region of address space */                        \
    X(REGIONS) /* regions of address space that there are */                           \
    X(THREADS) /* threads that can be started, and one more */                         \
    X(SPAWN)   /* other programs cannot be started */

typedef enum Fault {
#define X(name) FAULT_##name,
    FAULTS(X) FAULT_COUNT
#undef X
} Fault;

static const char *const names[] = {
#define X(name) "TRICEP_FAULT_" #name,
    FAULTS(X)
#undef X
};

static long value_of(Fault fault)
{
    const char *text = getenv(names[fault]);

    return text == NULL ? 0 : strtol(text, NULL, 10);
}

static uint64_t draw(void)
{
    static atomic_uint_fast64_t count;
    uint64_t x = (uint64_t)value_of(FAULT_SEED) * 0x9E3779B97F4A7C15 +
                 atomic_fetch_add(&count, 1) * 0xD1B54A32D192ED03;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

static bool is_interrupted(void)
{
    if (value_of(FAULT_SEED) != 0 && draw() % 4 == 0) {
        errno = EINTR;
        return true;
    }
    return false;
}

/* Most often much less than `size`. */
static size_t less(size_t size)
{
    if (value_of(FAULT_SEED) == 0 || size <= 1) {
        return size;
    }
    size_t most = (size_t)1 << draw() % 18;

    most = most < size ? most : size;
    return 1 + draw() % most;
}

ssize_t faulty_read(int file, void *bytes, size_t size)
{
    return is_interrupted() ? -1 : read(file, bytes, less(size));
}

ssize_t faulty_write(int file, const void *bytes, size_t size)
{
    static atomic_long written;
    long space = value_of(FAULT_SPACE);
    struct timespec time = { 0, value_of(FAULT_SLOW) * 1000000 };

    if (is_interrupted()) {
        return -1;
    }
    if (time.tv_nsec > 0) {
        nanosleep(&time, NULL);
        size = size > 64 ? 64 : size;
    }
    size = less(size);
    if (space > 0) {
        long left = space - written;

        if (left <= 0) {
            errno = ENOSPC;
            return -1;
        }
        size = size > (size_t)left ? (size_t)left : size;
        written += (long)size;
    }
    return write(file, bytes, size);
}

int faulty_openat(int folder, const char *name, int flags, int mode)
{
    static atomic_long count;
    long vanish = value_of(FAULT_VANISH);

    if (vanish > 0 && (flags & (O_NOFOLLOW | O_DIRECTORY)) == O_NOFOLLOW &&
        atomic_fetch_add(&count, 1) % vanish == vanish - 1) {
        errno = ENOENT;
        return -1;
    }
    return is_interrupted() ? -1 : openat(folder, name, flags, mode);
}

/* A file may be another size by the time it is read. */
int faulty_fstat(int file, struct stat *status)
{
    int result = fstat(file, status);

    if (result == 0 && S_ISREG(status->st_mode) && value_of(FAULT_SEED) != 0) {
        status->st_size = (off_t)(draw() % (2 * (uint64_t)status->st_size + 2));
    }
    return result;
}

/* An entry takes up to 280 bytes. */
ssize_t faulty_getdents64(int folder, void *bytes, size_t size)
{
    enum { LEAST = 512 };

    if (is_interrupted()) {
        return -1;
    }
    return getdents64(folder, bytes, size < LEAST ? size : LEAST + less(size - LEAST));
}

int faulty_close(int file)
{
    int flags = fcntl(file, F_GETFL);
    int result = close(file);

    if (value_of(FAULT_CLOSE) != 0 && flags >= 0 && (flags & O_ACCMODE) != O_RDONLY) {
        errno = EDQUOT;
        return -1;
    }
    return result;
}

int faulty_rename(const char *from, const char *to)
{
    if (value_of(FAULT_RENAME) != 0) {
        errno = EXDEV;
        return -1;
    }
    return rename(from, to);
}

void *faulty_mmap(void *at, size_t size, int rights, int flags, int file, off_t start)
{
    static atomic_long count;
    long most = value_of(FAULT_ADDRESS);
    long regions = value_of(FAULT_REGIONS);

    if ((most > 0 && size > (size_t)most << 20) ||
        (regions > 0 && atomic_fetch_add(&count, 1) >= regions)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    return mmap(at, size, rights, flags, file, start);
}

int faulty_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument)
{
    static atomic_long count;
    long most = value_of(FAULT_THREADS);

    if (most > 0 && atomic_fetch_add(&count, 1) + 1 >= most) {
        return EAGAIN;
    }
    return pthread_create(thread, attributes, start, argument);
}

int faulty_posix_spawnp(pid_t *id, const char *file,
                        const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const *words,
                        char *const *environment)
{
    if (value_of(FAULT_SPAWN) != 0) {
        return EAGAIN;
    }
    return posix_spawnp(id, file, actions, attributes, words, environment);
}

pid_t faulty_waitpid(pid_t id, int *status, int options)
{
    return is_interrupted() ? -1 : waitpid(id, status, options);
}
