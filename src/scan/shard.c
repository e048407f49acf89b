#include "scan/shard.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/list.h"
#include "base/number.h"
#include "base/process.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>

/* ---- which shard ---- */

/* What an engine calls the number of a job, and how many there are. */
typedef struct Engine {
    const char *index;
    const char *count;
    const char *first; /* the number of the first job; NULL: `base` */
    const char *step;  /* between numbers; NULL: 1 */
    const char *last;  /* the number of the last job; NULL: not told */
    int64_t base;
} Engine;

/* In the order they are asked. */
static const Engine engines[] = {
    { "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN",
      "SLURM_ARRAY_TASK_STEP", "SLURM_ARRAY_TASK_MAX", 0 },
    { "CI_NODE_INDEX", "CI_NODE_TOTAL", NULL, NULL, NULL, 1 },
    { "SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", NULL, NULL, NULL, 1 },
    { "CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", NULL, NULL, NULL, 0 },
    { "BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", NULL, NULL, NULL, 0 },
    { "JOB_COMPLETION_INDEX", "TRICEP_SHARDS", NULL, NULL, NULL, 0 },
};

enum { ENGINE_COUNT = sizeof engines / sizeof *engines };

/* A variable that must be there, with a number from 0 up. */
static TriStatus read_variable(const char *name, const char *beside, int64_t *value,
                               TriError *error)
{
    TriStr text = tri_variable(name);

    if (text.size == 0) {
        return tri_fail(error, "--shard auto: %s is set, but %s is not", beside, name);
    }
    if (!tri_parse_int(text, value) || *value < 0) {
        return tri_fail(error, "--shard auto: %s is '%.*s', which is no number", name,
                        TRI_ARG(text));
    }
    return TRI_OK;
}

static TriStatus read_if_set(const char *name, const char *beside, int64_t usual,
                             int64_t *value, TriError *error)
{
    *value = usual;
    return name == NULL || tri_variable(name).size == 0
               ? TRI_OK
               : read_variable(name, beside, value, error);
}

/* Numbers that leave some out would leave shards out. */
static TriStatus check_gaps(const Engine *engine, int64_t first, int64_t step,
                            int64_t count, TriError *error)
{
    int64_t last;

    if (engine->last == NULL || tri_variable(engine->last).size == 0) {
        return TRI_OK;
    }
    if (read_variable(engine->last, engine->index, &last, error) != TRI_OK) {
        return TRI_FAILED;
    }
    return last >= first && (last - first) / step == count - 1
               ? TRI_OK
               : tri_fail(error,
                          "--shard auto: %s is %lld, but the numbers of the jobs leave "
                          "gaps; expected those of a range, such as 1-%lld",
                          engine->count, (long long)count, (long long)count);
}

static TriStatus ask_engine(const Engine *engine, TriShard *shard, TriError *error)
{
    int64_t index = 0;
    int64_t count = 0;
    int64_t first;
    int64_t step;

    if (read_variable(engine->index, engine->index, &index, error) != TRI_OK ||
        read_variable(engine->count, engine->index, &count, error) != TRI_OK ||
        read_if_set(engine->first, engine->index, engine->base, &first, error) !=
            TRI_OK ||
        read_if_set(engine->step, engine->index, 1, &step, error) != TRI_OK) {
        return TRI_FAILED;
    }
    step = step == 0 ? 1 : step;
    if (count < 1 || count > TRI_MOST_SHARDS) {
        return tri_fail(error, "--shard auto: %s is %lld; expected 1 to %d",
                        engine->count, (long long)count, TRI_MOST_SHARDS);
    }
    if (check_gaps(engine, first, step, count, error) != TRI_OK) {
        return TRI_FAILED;
    }
    if (index < first || (index - first) % step != 0 ||
        (index - first) / step >= count) {
        return tri_fail(error,
                        "--shard auto: %s is %lld, which is none of %lld jobs from "
                        "%lld on",
                        engine->index, (long long)index, (long long)count,
                        (long long)first);
    }
    *shard = (TriShard){ (size_t)((index - first) / step) + 1, (size_t)count };
    return TRI_OK;
}

/* All jobs doing all of the work would look like success. */
static TriStatus ask_environment(TriArena *arena, TriShard *shard, TriError *error)
{
    TriText names = tri_text(arena);

    for (size_t i = 0; i < ENGINE_COUNT; i++) {
        if (tri_variable(engines[i].index).size > 0) {
            return ask_engine(&engines[i], shard, error);
        }
        tri_text_addf(&names, "%s%s",
                      i == 0                  ? ""
                      : i + 1 == ENGINE_COUNT ? " and "
                                              : ", ",
                      engines[i].index);
    }
    return tri_fail(error,
                    "--shard auto finds no engine that runs many jobs: none of %.*s is "
                    "set; expected one of them, or --shard K/N",
                    TRI_ARG(tri_text_str(&names)));
}

TriStatus tri_shard_parse(TriArena *arena, TriStr text, TriShard *shard,
                          TriError *error)
{
    size_t slash = tri_str_find_char(text, '/');
    int64_t index;
    int64_t count;

    if (tri_str_eq(text, TRI_STR("auto"))) {
        return ask_environment(arena, shard, error);
    }
    if (slash == TRI_NOT_FOUND ||
        !tri_parse_int(tri_str_slice(text, 0, slash), &index) ||
        !tri_parse_int(tri_str_from(text, slash + 1), &count) || index < 1 ||
        index > count || count > TRI_MOST_SHARDS) {
        return tri_fail(error,
                        "--shard needs K/N with K from 1 to N and N up to %d, or auto; "
                        "found '%.*s'",
                        TRI_MOST_SHARDS, TRI_ARG(text));
    }
    *shard = (TriShard){ (size_t)index, (size_t)count };
    return TRI_OK;
}

/* ---- weights ---- */

typedef struct Weight {
    TriStr path;
    double weight;
} Weight;

typedef TRI_LIST(Weight) WeightList;

/* As reports show it: without "./" in front and "/" behind. */
static TriStr unit_path(TriStr path)
{
    while (tri_str_has_prefix(path, TRI_STR("./"))) {
        path = tri_str_from(path, 2);
    }
    while (path.size > 1 && tri_str_has_suffix(path, TRI_STR("/"))) {
        path.size--;
    }
    return path;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "WEIGHT PATH", with blanks between. */
static bool read_weight(TriStr line, Weight *weight)
{
    size_t end = 0;

    while (end < line.size && !is_blank(line.data[end])) {
        end++;
    }
    TriStr path = tri_str_from(line, end);

    while (path.size > 0 && is_blank(path.data[0])) {
        path = tri_str_from(path, 1);
    }
    weight->path = unit_path(path);
    return path.size > 0 &&
           tri_parse_double(tri_str_slice(line, 0, end), &weight->weight) &&
           isfinite(weight->weight) && weight->weight >= 0;
}

static TriStatus read_weights(TriArena *arena, TriStr name, TriStr text,
                              WeightList *weights, TriError *error)
{
    TriMap seen = { 0 };
    TriStr line;

    for (size_t number = 1; tri_str_split(&text, '\n', &line); number++) {
        Weight weight;

        if (tri_str_has_suffix(line, TRI_STR("\r"))) {
            line.size--;
        }
        if (line.size == 0) {
            continue;
        }
        if (!read_weight(line, &weight)) {
            return tri_fail(error,
                            "%.*s:%zu:1: expected a weight from 0 up and the path of a "
                            "repository",
                            TRI_ARG(name), number);
        }
        void **place = tri_map_put(arena, &seen, weight.path, TRI_MAP_EXACT);

        if (*place != NULL) {
            return tri_fail(error, "%.*s:%zu:1: '%.*s' has a weight already",
                            TRI_ARG(name), number, TRI_ARG(weight.path));
        }
        *place = arena;
        tri_list_push(arena, weights, weight);
    }
    return TRI_OK;
}

/* The heaviest first. */
static int by_weight(const void *a, const void *b)
{
    const Weight *left = a;
    const Weight *right = b;

    if (left->weight != right->weight) {
        return left->weight > right->weight ? -1 : 1;
    }
    return tri_str_compare(left->path, right->path);
}

/* Shards as a heap: the one with the least, and of several the first, on top. */
typedef struct Load {
    double weight;
    size_t shard;
} Load;

static bool is_before(const Load *a, const Load *b)
{
    return a->weight != b->weight ? a->weight < b->weight : a->shard < b->shard;
}

static void sink(Load *heap, size_t count)
{
    size_t at = 0;

    for (;;) {
        size_t least = at;

        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++) {
            least = is_before(&heap[child], &heap[least]) ? child : least;
        }
        if (least == at) {
            return;
        }
        Load moved = heap[at];

        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

static void assign(TriArena *arena, const WeightList *weights, TriShardPlan *plan)
{
    size_t count = plan->shard.count;
    Load *heap = TRI_NEW_ARRAY(arena, Load, count);

    for (size_t i = 0; i < count; i++) {
        heap[i].shard = i + 1;
    }
    for (size_t i = 0; i < weights->count; i++) {
        TriStr path = weights->items[i].path;

        *tri_map_put(arena, &plan->weighed, path, TRI_MAP_EXACT) = (void *)heap->shard;
        heap->weight += weights->items[i].weight;
        sink(heap, count);
    }
}

TriStatus tri_shard_plan(TriArena *arena, TriShard shard, TriStr weights,
                         TriShardPlan *plan, TriError *error)
{
    TriError trouble = { arena, { 0 } };
    WeightList list = { 0 };

    *plan = (TriShardPlan){ .shard = shard };
    if (weights.size == 0) {
        return TRI_OK;
    }
    if (shard.count == 0) {
        return tri_fail(error, "--shard-weights needs --shard");
    }
    if (tri_file_read(arena, weights, &plan->weights, &trouble) != TRI_OK) {
        return tri_fail(error, "cannot read the weights '%.*s': %.*s", TRI_ARG(weights),
                        TRI_ARG(trouble.message));
    }
    if (read_weights(arena, weights, plan->weights, &list, error) != TRI_OK) {
        return TRI_FAILED;
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, by_weight);
    }
    assign(arena, &list, plan);
    return TRI_OK;
}

/* ---- who judges what ---- */

size_t tri_shard_of(TriStr path, size_t count)
{
    unsigned char digest[TRI_SHA256_SIZE];
    uint64_t hash = 0;

    tri_sha256(path, digest);
    for (size_t i = 0; i < 8; i++) {
        hash = hash << 8 | digest[i];
    }
    return 1 + (size_t)(hash % count);
}

bool tri_shard_has(const TriShardPlan *plan, TriStr path)
{
    if (plan->shard.count == 0) {
        return true;
    }
    size_t shard = (size_t)tri_map_find(&plan->weighed, path, TRI_MAP_EXACT);

    return (shard > 0 ? shard : tri_shard_of(path, plan->shard.count)) ==
           plan->shard.index;
}
