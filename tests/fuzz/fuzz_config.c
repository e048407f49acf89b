/* Reads any bytes as a configuration, and as a word of --set. */
#include "base/text.h"
#include "scan/config.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static TriArena arena;

static void set(TriStr text)
{
    TriError error = { &arena, { 0 } };
    const TriConfig *config;

    tri_config_set(&arena, TRI_STR("/nowhere"), &(TriStrList){ &text, 1, 1 }, &config,
                   &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    TriError error = { &arena, { 0 } };
    const TriConfig *config;

    if (arena.start == NULL) {
        arena = tri_arena_open((size_t)1 << 32);
    }
    TriStr text = tri_str((const char *)data, size);

    if (tri_config_parse(&arena, TRI_STR("/nowhere/tricep.json"), text, &config,
                         &error) == TRI_OK) {
        const TriConfig *joined = tri_config_join(&arena, config, config);

        for (size_t i = 0; i < joined->ignores.count; i++) {
            tri_config_matches(joined->ignores.items[i].folder,
                               joined->ignores.items[i].pattern,
                               TRI_STR("/nowhere/a/b/main.bicep"));
        }
    }
    set(text);
    tri_arena_reset(&arena, (size_t)1 << 20);
    return 0;
}
