#include "base/file.h"

#include "base/leavings.h"
#include "base/list.h"
#include "base/number.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    TriFileObserver *call;
    void *context;
} observer;

void tri_file_observe(TriFileObserver *call, void *context)
{
    observer.call = call;
    observer.context = context;
}

static void tell(TriFileAsked asked, int folder, const char *name)
{
    if (observer.call != NULL) {
        observer.call(observer.context, asked, folder, name);
    }
}

static const TriFileStore *store;

void tri_file_set_store(const TriFileStore *files)
{
    store = files;
}

/* Whether `path` is in the store, and where. */
static bool is_stored(TriArena *arena, TriStr path, TriStr *rest)
{
    if (store == NULL || !tri_str_has_prefix(path, store->folder)) {
        return false;
    }
    *rest = tri_path_below(store->folder, tri_path_normal(arena, path));
    return rest->data != NULL;
}

static TriStatus fail_errno(TriError *error)
{
    return tri_fail(error, "%s", strerror(errno));
}

static int open_in(int folder, const char *name, int flags)
{
    enum { EVERYBODY_READS = 0644 };
    int descriptor;

    do {
        descriptor =
            openat(folder, name, flags | O_CLOEXEC | O_NOCTTY, EVERYBODY_READS);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

static TriStatus too_large(TriError *error)
{
    return tri_fail(error, "the file is larger than %zu MiB", TRI_FILE_LIMIT >> 20);
}

/* Reads to the end of `descriptor`, `expected` bytes by the look of it. */
static TriStatus read_all(TriArena *arena, int descriptor, size_t expected,
                          TriStr *text, TriError *error)
{
    size_t capacity = expected + 1;
    size_t size = 0;
    char *bytes = tri_arena_bytes(arena, capacity);

    for (;;) {
        ssize_t got = read(descriptor, bytes + size, capacity - size);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail_errno(error);
        }
        if (got == 0) {
            break;
        }
        size += (size_t)got;
        if (size > TRI_FILE_LIMIT) {
            return too_large(error);
        }
        if (size == capacity) {
            bytes = tri_arena_grow(arena, bytes, capacity, capacity * 2);
            capacity *= 2;
        }
    }
    *text = tri_str(bytes, size);
    return TRI_OK;
}

static TriStatus read_regular(TriArena *arena, int descriptor, TriStr *text,
                              TriError *error)
{
    struct stat status;

    if (fstat(descriptor, &status) != 0) {
        return fail_errno(error);
    }
    if (S_ISDIR(status.st_mode)) {
        return tri_fail(error, "it is a folder");
    }
    if (!S_ISREG(status.st_mode)) {
        return tri_fail(error, "it is not a regular file");
    }
    if (status.st_size > (off_t)TRI_FILE_LIMIT) {
        return too_large(error);
    }
    return read_all(arena, descriptor, (size_t)status.st_size, text, error);
}

/* TRI_FAILED, with a message, when `path` cannot be given to the system. */
static TriStatus to_system(TriArena *scratch, TriStr path, const char **name,
                           TriError *error)
{
    if (tri_str_find_char(path, '\0') != TRI_NOT_FOUND) {
        return tri_fail(error, "the name holds a NUL byte");
    }
    *name = tri_str_to_c(scratch, path.size == 0 ? TRI_STR(".") : path);
    return TRI_OK;
}

static TriFileKind kind_of_mode(mode_t mode)
{
    if (S_ISREG(mode)) {
        return TRI_FILE_REGULAR;
    }
    return S_ISDIR(mode) ? TRI_FILE_FOLDER : TRI_FILE_OTHER;
}

static TriFileKind kind_of(const char *name)
{
    struct stat status;

    return stat(name, &status) == 0 ? kind_of_mode(status.st_mode) : TRI_FILE_MISSING;
}

static TriStatus read_path(TriArena *arena, TriStr path, int flags, TriStr *text,
                           TriError *error)
{
    const char *name;
    TriStr stored;

    if (is_stored(arena, path, &stored)) {
        return store->read(store->context, arena, stored, text, error);
    }
    if (to_system(arena, path, &name, error) != TRI_OK) {
        return TRI_FAILED;
    }
    tell(TRI_FILE_READ, AT_FDCWD, name);
    /* Without O_NONBLOCK, opening a FIFO would wait for a writer. */
    int descriptor = open_in(AT_FDCWD, name, O_RDONLY | O_NONBLOCK | flags);

    if (descriptor < 0) {
        return fail_errno(error);
    }
    TriStatus status = read_regular(arena, descriptor, text, error);

    close(descriptor);
    return status;
}

TriStatus tri_file_read(TriArena *arena, TriStr path, TriStr *text, TriError *error)
{
    return read_path(arena, path, 0, text, error);
}

TriStatus tri_file_read_unless_link(TriArena *arena, TriStr path, TriStr *text,
                                    bool *is_link, TriError *error)
{
    TriStatus status = read_path(arena, path, O_NOFOLLOW, text, error);

    *is_link = status != TRI_OK && tri_file_is_link(*arena, path);
    return status;
}

TriStatus tri_file_read_in(TriArena *arena, int folder, const char *name, TriStr *text,
                           TriError *error)
{
    enum { FIRST_READ = 1 << 17 };

    tell(TRI_FILE_READ, folder, name);
    int descriptor = open_in(folder, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);

    if (descriptor < 0) {
        return fail_errno(error);
    }
    TriStatus status = read_all(arena, descriptor, FIRST_READ, text, error);

    close(descriptor);
    return status;
}

TriStatus tri_file_read_stdin(TriArena *arena, TriStr *text, TriError *error)
{
    return read_all(arena, STDIN_FILENO, (size_t)64 << 10, text, error);
}

static TriStatus write_all(int descriptor, TriStr text, TriError *error)
{
    while (text.size > 0) {
        ssize_t written = write(descriptor, text.data, text.size);

        if (written < 0 && errno != EINTR) {
            return fail_errno(error);
        }
        if (written > 0) {
            text = tri_str_from(text, (size_t)written);
        }
    }
    return TRI_OK;
}

/* What is written late may fail as late as here. */
static TriStatus write_and_close(int descriptor, TriStr text, TriError *error)
{
    TriStatus status = write_all(descriptor, text, error);

    if (close(descriptor) != 0 && status == TRI_OK) {
        return fail_errno(error);
    }
    return status;
}

static TriStatus write_and_rename(int descriptor, const char *temporary,
                                  const char *name, TriStr text, TriError *error)
{
    mode_t mask = umask(0);

    umask(mask);
    if (fchmod(descriptor, 0666 & ~mask) != 0) {
        TriStatus status = fail_errno(error);

        close(descriptor);
        return status;
    }
    if (write_and_close(descriptor, text, error) != TRI_OK) {
        return TRI_FAILED;
    }
    return rename(temporary, name) == 0 ? TRI_OK : fail_errno(error);
}

/* The file beside `name` that takes its name when it is written; noted. */
static int make_temporary(TriArena *arena, const char *name, char **temporary)
{
    tri_leavings_hold();
    *temporary = tri_str_to_c(arena, tri_format(arena, "%s.XXXXXX", name));
    int descriptor = mkostemp(*temporary, O_CLOEXEC);
    int number = errno;

    if (descriptor >= 0) {
        tri_leavings_note(tri_str_from_c(*temporary));
    }
    tri_leavings_release();
    errno = number;
    return descriptor;
}

/* The number of the open file that `path` is a name of; negative: of none. */
static int number_of_open(TriStr path)
{
    static const TriStr folders[] = { TRI_STR_INIT("/dev/fd/"),
                                      TRI_STR_INIT("/proc/self/fd/") };
    int64_t number = -1;

    if (tri_str_eq(path, TRI_STR("/dev/stdout"))) {
        return STDOUT_FILENO;
    }
    if (tri_str_eq(path, TRI_STR("/dev/stderr"))) {
        return STDERR_FILENO;
    }
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (tri_str_has_prefix(path, folders[i]) &&
            tri_parse_int(tri_str_from(path, folders[i].size), &number) &&
            number <= INT_MAX) {
            return (int)number;
        }
    }
    return -1;
}

TriStatus tri_file_write(TriArena scratch, TriStr path, TriStr text, TriError *error)
{
    const char *name;

    if (to_system(&scratch, path, &name, error) != TRI_OK) {
        return TRI_FAILED;
    }
    /* A device, a FIFO or what is open already is written to, not replaced. */
    int number = number_of_open(path);

    if (number >= 0 || kind_of(name) == TRI_FILE_OTHER) {
        int device = number >= 0 ? fcntl(number, F_DUPFD_CLOEXEC, 0)
                                 : open_in(AT_FDCWD, name, O_WRONLY);

        return device < 0 ? fail_errno(error) : write_and_close(device, text, error);
    }
    TriStr resolved =
        tri_file_is_link(scratch, path) ? tri_path_resolve(&scratch, path) : path;

    /* What a link leads to is replaced, unless that is not there. */
    if (resolved.size > 0) {
        name = tri_str_to_c(&scratch, resolved);
    }
    char *temporary;
    int descriptor = make_temporary(&scratch, name, &temporary);

    if (descriptor < 0) {
        return fail_errno(error);
    }
    TriStatus status = write_and_rename(descriptor, temporary, name, text, error);

    if (status != TRI_OK) {
        unlink(temporary);
    }
    tri_leavings_forget();
    return status;
}

TriStr tri_file_target(TriArena *arena, TriStr path)
{
    TriFileKind kind = tri_file_kind(*arena, path);
    TriStr folder = tri_path_folder(path);

    if (number_of_open(path) >= 0 || kind == TRI_FILE_OTHER) {
        return TRI_STR("");
    }
    if (kind != TRI_FILE_MISSING) {
        return tri_path_resolve(arena, path);
    }
    folder = tri_path_resolve(arena, folder.size > 0 ? folder : TRI_STR("."));
    return folder.size > 0 ? tri_path_join(arena, folder, tri_path_name(path)) : folder;
}

TriStatus tri_file_append(TriArena scratch, TriStr path, TriStr text, TriError *error)
{
    const char *name;

    if (to_system(&scratch, path, &name, error) != TRI_OK) {
        return TRI_FAILED;
    }
    int file = open_in(AT_FDCWD, name, O_WRONLY | O_APPEND | O_CREAT);

    return file < 0 ? fail_errno(error) : write_and_close(file, text, error);
}

TriFileKind tri_file_kind(TriArena scratch, TriStr path)
{
    TriError ignored = { &scratch, { 0 } };
    const char *name;
    TriStr stored;

    if (is_stored(&scratch, path, &stored)) {
        return store->kind(store->context, stored);
    }
    if (to_system(&scratch, path, &name, &ignored) != TRI_OK) {
        return TRI_FILE_MISSING;
    }
    tell(TRI_FILE_LOOKED_FOR, AT_FDCWD, name);
    return kind_of(name);
}

bool tri_file_is_link(TriArena scratch, TriStr path)
{
    struct stat status;
    TriError ignored = { &scratch, { 0 } };
    const char *name;

    return to_system(&scratch, path, &name, &ignored) == TRI_OK &&
           lstat(name, &status) == 0 && S_ISLNK(status.st_mode);
}

static TriFolderEntry read_entry(TriArena *arena, int folder,
                                 const struct dirent64 *item)
{
    TriFolderEntry entry = { tri_str_copy(arena, tri_str_from_c(item->d_name)),
                             TRI_FILE_OTHER, item->d_type == DT_LNK };
    struct stat status;

    switch (item->d_type) {
    case DT_REG:
        entry.kind = TRI_FILE_REGULAR;
        return entry;
    case DT_DIR:
        entry.kind = TRI_FILE_FOLDER;
        return entry;
    case DT_UNKNOWN:
        if (fstatat(folder, item->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
            entry.is_link = S_ISLNK(status.st_mode);
        }
        break;
    default:
        break;
    }
    if (fstatat(folder, item->d_name, &status, 0) == 0) {
        entry.kind = kind_of_mode(status.st_mode);
    } else {
        entry.kind = TRI_FILE_MISSING;
    }
    return entry;
}

static int by_name(const void *a, const void *b)
{
    return tri_str_compare(((const TriFolderEntry *)a)->name,
                           ((const TriFolderEntry *)b)->name);
}

static bool is_dot_name(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Appends the entries in `bytes`, as the system gives them. */
static void add_entries(TriArena *arena, TriFolder *folder, size_t *capacity,
                        const char *bytes, ssize_t size)
{
    for (ssize_t at = 0; at < size;) {
        const struct dirent64 *item = (const void *)(bytes + at);

        at += item->d_reclen;
        if (is_dot_name(item->d_name)) {
            continue;
        }
        if (folder->count == *capacity) {
            folder->entries = tri_list_grow(arena, folder->entries, capacity,
                                            sizeof *folder->entries);
        }
        folder->entries[folder->count++] = read_entry(arena, folder->descriptor, item);
    }
}

TriStatus tri_folder_open(TriArena *arena, TriStr path, TriFolder *folder,
                          TriError *error)
{
    _Alignas(struct dirent64) char bytes[1 << 15];
    size_t capacity = 0;
    const char *name;
    TriStr stored;
    ssize_t size;

    *folder = (TriFolder){ .descriptor = -1 };
    if (is_stored(arena, path, &stored)) {
        return store->list(store->context, arena, stored, folder, error);
    }
    if (to_system(arena, path, &name, error) != TRI_OK) {
        return TRI_FAILED;
    }
    tell(TRI_FILE_LISTED, AT_FDCWD, name);
    folder->descriptor = open_in(AT_FDCWD, name, O_RDONLY | O_DIRECTORY);
    if (folder->descriptor < 0) {
        return fail_errno(error);
    }
    do {
        size = getdents64(folder->descriptor, bytes, sizeof bytes);
        add_entries(arena, folder, &capacity, bytes, size);
    } while (size > 0 || (size < 0 && errno == EINTR));
    return size == 0 ? TRI_OK : fail_errno(error);
}

void tri_folder_close(TriFolder *folder)
{
    if (folder->descriptor >= 0) {
        close(folder->descriptor);
        folder->descriptor = -1;
    }
}

TriStatus tri_folder_read(TriArena *arena, TriStr path, TriFolder *folder,
                          TriError *error)
{
    TriStatus status = tri_folder_open(arena, path, folder, error);

    tri_folder_close(folder);
    if (folder->count > 0) {
        qsort(folder->entries, folder->count, sizeof *folder->entries, by_name);
    }
    return status;
}

TriStr tri_current_folder(TriArena *arena)
{
    char path[PATH_MAX];

    return getcwd(path, sizeof path) == NULL
               ? TRI_STR("/")
               : tri_str_copy(arena, tri_str_from_c(path));
}

/* Nothing in the store is a link. */
static TriStr resolve_stored(TriArena *arena, TriStr path)
{
    return store->kind(store->context, path) == TRI_FILE_MISSING
               ? (TriStr){ 0 }
               : tri_path_normal(arena, tri_path_join(arena, store->folder, path));
}

TriStr tri_path_resolve(TriArena *arena, TriStr path)
{
    char resolved[PATH_MAX];
    TriError ignored = { arena, { 0 } };
    const char *name;
    TriStr stored;

    if (is_stored(arena, path, &stored)) {
        return resolve_stored(arena, stored);
    }
    if (to_system(arena, path, &name, &ignored) != TRI_OK ||
        realpath(name, resolved) == NULL) {
        return (TriStr){ 0 };
    }
    return tri_str_copy(arena, tri_str_from_c(resolved));
}

TriStr tri_path_join(TriArena *arena, TriStr folder, TriStr name)
{
    if (folder.size == 0 || tri_str_has_prefix(name, TRI_STR("/"))) {
        return name;
    }
    bool has_slash = folder.data[folder.size - 1] == '/';

    return TRI_CONCAT(arena, folder, has_slash ? TRI_STR("") : TRI_STR("/"), name);
}

TriStr tri_path_folder(TriStr path)
{
    size_t slash = tri_str_find_last_char(path, '/');

    if (slash == TRI_NOT_FOUND) {
        return TRI_STR("");
    }
    return tri_str_slice(path, 0, slash == 0 ? 1 : slash);
}

TriStr tri_path_below(TriStr folder, TriStr path)
{
    if (tri_str_eq(folder, TRI_STR("/"))) {
        return tri_str_from(path, 1);
    }
    if (!tri_str_has_prefix(path, folder)) {
        return (TriStr){ 0 };
    }
    if (path.size == folder.size) {
        return TRI_STR("");
    }
    return path.data[folder.size] == '/' ? tri_str_from(path, folder.size + 1)
                                         : (TriStr){ 0 };
}

bool tri_path_is_below(TriStr folder, TriStr path)
{
    return tri_path_below(folder, path).data != NULL;
}

TriStr tri_path_name(TriStr path)
{
    size_t slash = tri_str_find_last_char(path, '/');

    return slash == TRI_NOT_FOUND ? path : tri_str_from(path, slash + 1);
}

/* Whether nothing is to be taken away, which is plain where no segment begins with a
   dot. */
static bool is_plain(TriStr path)
{
    const char *end = path.data + path.size;
    const char *slash = path.data;

    if (path.size == 0 || *path.data == '.') {
        return false;
    }
    if (*path.data != '/') {
        slash = memchr(path.data, '/', path.size);
    }
    while (slash != NULL) {
        const char *segment = slash + 1;

        if (segment == end || *segment == '/' || *segment == '.') {
            return false;
        }
        slash = memchr(segment, '/', (size_t)(end - segment));
    }
    return true;
}

TriStr tri_path_normal(TriArena *arena, TriStr path)
{
    if (is_plain(path)) {
        return tri_str_copy(arena, path);
    }
    TriStrList segments = { 0 };
    bool is_absolute = tri_str_has_prefix(path, TRI_STR("/"));
    TriStr rest = path;
    TriStr segment;

    while (tri_str_split(&rest, '/', &segment)) {
        bool is_up = tri_str_eq(segment, TRI_STR(".."));

        if (segment.size == 0 || tri_str_eq(segment, TRI_STR("."))) {
            continue;
        }
        if (is_up && segments.count > 0 &&
            !tri_str_eq(tri_list_last(&segments), TRI_STR(".."))) {
            segments.count--;
        } else if (!is_up || !is_absolute) {
            tri_list_push(arena, &segments, segment);
        }
    }
    TriText text = tri_text(arena);

    for (size_t i = 0; i < segments.count; i++) {
        if (is_absolute || i > 0) {
            tri_text_add_char(&text, '/');
        }
        tri_text_add(&text, segments.items[i]);
    }
    if (text.size == 0) {
        return is_absolute ? TRI_STR("/") : TRI_STR(".");
    }
    return tri_text_str(&text);
}
