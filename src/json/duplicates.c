#include "base/map.h"
#include "base/text.h"
#include "json/document.h"

/* Names are compared with each other up to this many, else found in a map. */
enum { FEW_NAMES = 16 };

typedef struct Search {
    const TriJson *json;
    TriSink *sink;
    size_t found;
} Search;

/* A number below 256 that names have in common which differ in case only, and others
   seldom. It is made of the text with its quotes, so that there is no empty one. */
static uint32_t mark_of(const char *quoted, uint32_t size)
{
    uint32_t bytes = (uint32_t)(unsigned char)quoted[1] |
                     (uint32_t)(unsigned char)quoted[size / 2] << 8 |
                     (uint32_t)(unsigned char)quoted[size - 2] << 16;

    return ((bytes | 0x202020) + (size << 24)) * 0x9e3779b1U >> 24;
}

bool tri_json_may_repeat(const TriJson *json, const TriJsonNode *object)
{
    const char *text = json->source->text.data;
    uint64_t seen[4] = { 0 };

    tri_json_each_member (name, object) {
        uint32_t mark = mark_of(text + name->start, name->end - name->start);
        uint64_t bit = (uint64_t)1 << (mark & 63);
        uint64_t *word = &seen[mark >> 6];

        if (name->has_escape || (*word & bit) != 0) {
            return true;
        }
        *word |= bit;
    }
    return false;
}

static void report_limit(Search *search, const TriJsonNode *name)
{
    tri_report(
        search->sink, TRI_PROBLEM_LIMIT_EXCEEDED, tri_json_span(search->json, name),
        "more than %d members with the name of another one; the rest is not shown",
        TRI_JSON_DUPLICATE_LIMIT);
}

/* Reports `name`, which stands at `earlier` already. */
static void report(Search *search, TriStr text, const TriJsonNode *earlier,
                   const TriJsonNode *name)
{
    if (++search->found > TRI_JSON_DUPLICATE_LIMIT) {
        report_limit(search, name);
        return;
    }
    TriFinding *finding = tri_report(
        search->sink, TRI_PROBLEM_DUPLICATE_MEMBER, tri_json_span(search->json, name),
        "member '%.*s' stands twice in this object; the last one counts",
        TRI_ARG(text));

    finding->related = TRI_NEW(search->sink->arena, TriRelated);
    finding->related_count = 1;
    finding->related[0].span = tri_json_span(search->json, earlier);
    finding->related[0].message = TRI_STR("the one that does not count");
}

static bool is_full(const Search *search)
{
    return search->found > TRI_JSON_DUPLICATE_LIMIT;
}

static void compare_names(Search *search, TriArena scratch, const TriJsonNode *object)
{
    TriStr texts[FEW_NAMES];
    const TriJsonNode *names[FEW_NAMES];
    size_t count = 0;

    tri_json_each_member (name, object) {
        TriStr text = tri_json_string(&scratch, search->json, name);
        size_t earlier = count;

        while (earlier > 0 && !tri_str_eq(texts[earlier - 1], text)) {
            earlier--;
        }
        if (earlier > 0 && !is_full(search)) {
            report(search, text, names[earlier - 1], name);
        }
        texts[count] = text;
        names[count++] = name;
    }
}

static void map_names(Search *search, TriArena scratch, const TriJsonNode *object)
{
    TriMap map = { 0 };

    tri_json_each_member (name, object) {
        TriStr text = tri_json_string(&scratch, search->json, name);
        void **place = tri_map_put(&scratch, &map, text, TRI_MAP_EXACT);

        if (*place != NULL && !is_full(search)) {
            report(search, text, *place, name);
        }
        *place = (void *)name;
    }
}

void tri_json_report_duplicates(TriArena scratch, const TriJson *json,
                                const TriJsonNode *node, TriSink *sink)
{
    Search search = { json, sink, 0 };

    for (const TriJsonNode *at = node; at < node + node->extent && !is_full(&search);
         at++) {
        if (at->type != TRI_JSON_OBJECT || at->count < 2 ||
            !tri_json_may_repeat(json, at)) {
            continue;
        }
        (at->count > FEW_NAMES ? map_names : compare_names)(&search, scratch, at);
    }
}
