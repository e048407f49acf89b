#ifndef TRI_BASE_FILE_H
#define TRI_BASE_FILE_H

#include "base/error.h"

/* A larger file is not read. */
#define TRI_FILE_LIMIT ((size_t)256 << 20)

/* What is asked of the file system. */
typedef enum TriFileAsked {
    TRI_FILE_LOOKED_FOR, /* is there such a name? */
    TRI_FILE_READ,
    TRI_FILE_LISTED, /* a folder: its names */
} TriFileAsked;

/*
 * Is told what is asked, before it is: who watches for changes (base/watch.h) has to be
 * there first. `name` is relative to the open folder `folder`, or to the working
 * directory when that is AT_FDCWD. Called by several workers at once.
 */
typedef void TriFileObserver(void *context, TriFileAsked asked, int folder,
                             const char *name);

/* Sets the one observer there is; before workers start. */
void tri_file_observe(TriFileObserver *observer, void *context);

/*
 * All of the regular file `path`, in `arena`. Never blocks on what is no regular
 * file: a directory, FIFO or device is an error, as is a file larger than
 * TRI_FILE_LIMIT. The message does not repeat the path.
 */
TriStatus tri_file_read(TriArena *arena, TriStr path, TriStr *text, TriError *error);

/* The same when `path` itself is no link; else TRI_FAILED, and `is_link` says so. */
TriStatus tri_file_read_unless_link(TriArena *arena, TriStr path, TriStr *text,
                                    bool *is_link, TriError *error);

/*
 * The same for `name` in the open folder `folder`, which its entry says is a regular
 * file: links are not followed. Reads straight into the end of `arena`, whose memory is
 * best kept from file to file.
 */
TriStatus tri_file_read_in(TriArena *arena, int folder, const char *name, TriStr *text,
                           TriError *error);

/* All of standard input, within the same limit. */
TriStatus tri_file_read_stdin(TriArena *arena, TriStr *text, TriError *error);

/*
 * Writes `text` to `path`, or where that link leads, by way of a temporary file beside
 * it that takes its name, so a reader never sees half of it. What is no regular file,
 * or is open already, such as /dev/stdout, is written to as it is.
 */
TriStatus tri_file_write(TriArena scratch, TriStr path, TriStr text, TriError *error);

/* The file that tri_file_write replaces, absolute and without links: the same for all
   paths that lead there. Empty where none is, or its folder is missing. */
TriStr tri_file_target(TriArena *arena, TriStr path);

/* Adds `text` to the end of `path`, which is made if need be. */
TriStatus tri_file_append(TriArena scratch, TriStr path, TriStr text, TriError *error);

typedef enum TriFileKind {
    TRI_FILE_MISSING,
    TRI_FILE_REGULAR,
    TRI_FILE_FOLDER,
    TRI_FILE_OTHER,
} TriFileKind;

/* What is at `path`; links are followed. */
TriFileKind tri_file_kind(TriArena scratch, TriStr path);

/* Whether `path` itself is a symbolic link. */
bool tri_file_is_link(TriArena scratch, TriStr path);

/* A name in a folder. */
typedef struct TriFolderEntry {
    TriStr name;
    TriFileKind kind; /* a link is what it leads to */
    bool is_link;
} TriFolderEntry;

typedef struct TriFolder {
    TriFolderEntry *entries;
    size_t count;
    int descriptor; /* of an open one; negative where it is not on the disk */
} TriFolder;

/* Its names without "." and "..", in any order; it stays open, whatever is returned. */
TriStatus tri_folder_open(TriArena *arena, TriStr path, TriFolder *folder,
                          TriError *error);
void tri_folder_close(TriFolder *folder);

/* Its names in byte order. */
TriStatus tri_folder_read(TriArena *arena, TriStr path, TriFolder *folder,
                          TriError *error);

/*
 * Files that are on no disk: what is asked of `folder`, which is absolute, and below is
 * asked of these functions. `path` goes on from there, without "." and ".."; it is
 * empty for the folder itself. Called by several workers at once.
 */
typedef struct TriFileStore {
    TriStr folder;
    void *context;
    TriFileKind (*kind)(void *context, TriStr path);
    TriStatus (*read)(void *context, TriArena *arena, TriStr path, TriStr *text,
                      TriError *error);
    /* Sets the entries. */
    TriStatus (*list)(void *context, TriArena *arena, TriStr path, TriFolder *folder,
                      TriError *error);
} TriFileStore;

/* Sets the one store there is, or NULL for none; before workers start. */
void tri_file_set_store(const TriFileStore *store);

/* The working directory, absolute. */
TriStr tri_current_folder(TriArena *arena);

/* `path` with links resolved and absolute; empty when it does not exist. */
TriStr tri_path_resolve(TriArena *arena, TriStr path);

/* `folder` and `name` joined; `name` alone when it is absolute or folder empty. */
TriStr tri_path_join(TriArena *arena, TriStr folder, TriStr name);

/* The part before the last slash: "" when there is none, "/" for the root. */
TriStr tri_path_folder(TriStr path);

/* What `path` is called inside `folder`, at whatever depth: empty when it is the folder
   itself, without data when it is elsewhere. Both are written the same way, without "."
   and "..". */
TriStr tri_path_below(TriStr folder, TriStr path);

/* Whether it is in the folder, or is the folder itself. */
bool tri_path_is_below(TriStr folder, TriStr path);

/* The part behind the last slash. */
TriStr tri_path_name(TriStr path);

/* `path` without "." and empty segments, and without "x/.." where that is safe
   to take away (nothing is looked up, so links count as folders). */
TriStr tri_path_normal(TriArena *arena, TriStr path);

#endif
