/* Runs every file of the folders named through a fuzz target: what a fuzzer once
   found, and the seeds, as an ordinary test. */
#include "base/file.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replay(TriArena *arena, TriStr path)
{
    TriError error = { arena, { 0 } };
    TriFolder folder = { 0 };
    size_t count = 0;

    if (tri_folder_read(arena, path, &folder, &error) != TRI_OK) {
        fprintf(stderr, "%.*s: %.*s\n", (int)path.size, path.data,
                (int)error.message.size, error.message.data);
        return 0;
    }
    for (size_t i = 0; i < folder.count; i++) {
        TriStr text;

        if (tri_file_read(arena, tri_path_join(arena, path, folder.entries[i].name),
                          &text, &error) == TRI_OK) {
            LLVMFuzzerTestOneInput((const uint8_t *)text.data, text.size);
            count++;
        }
    }
    return count;
}

int main(int argc, char **argv)
{
    TriArena arena = tri_arena_open((size_t)1 << 32);
    size_t count = 0;

    for (int i = 1; i < argc; i++) {
        count += replay(&arena, tri_str_from_c(argv[i]));
    }
    printf("%zu inputs\n", count);
    return count == 0;
}
