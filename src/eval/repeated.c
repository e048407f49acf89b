#include "eval/repeated.h"

#include "base/text.h"
#include "eval/deployment.h"

static bool is_certain(const TriInstance *instance)
{
    for (; instance != NULL; instance = instance->caller) {
        bool has_condition =
            instance->condition.kind != TRI_BOOL || !instance->condition.boolean;

        if (has_condition || !instance->is_deployed || instance->first != NULL ||
            instance->parent != NULL || tri_goes_elsewhere(instance->resource->body)) {
            return false;
        }
    }
    return true;
}

/* Whether deployment() stands in the text, with whatever blanks. */
static bool asks_for_deployment(const TriTemplate *template)
{
    static const TriStr name = TRI_STR_INIT("deployment");
    TriStr text = template->span.source->text;
    size_t at;

    while ((at = tri_str_find_nocase(text, name)) != TRI_NOT_FOUND) {
        text = tri_str_from(text, at + name.size);
        if (tri_str_has_prefix(tri_str_trim(tri_str_slice(text, 0, 64)),
                               TRI_STR("("))) {
            return true;
        }
    }
    return false;
}

/* The same, found out once a template: its address is the key. */
static bool is_named_anew(TriArena *arena, TriMap *known, const TriTemplate *template)
{
    static char answers[2];
    TriStr address = tri_str((const char *)&template, sizeof template);
    const char *answer = tri_map_find(known, address, TRI_MAP_EXACT);

    if (answer == NULL) {
        answer = &answers[asks_for_deployment(template)];
        *tri_map_put(arena, known, tri_str_copy(arena, address), TRI_MAP_EXACT) =
            (void *)answer;
    }
    return answer == &answers[true];
}

/* False for a value that is not written as a literal. */
static bool add_value(TriText *key, TriValue value)
{
    switch (value.kind) {
    case TRI_NULL:
        tri_text_add_char(key, 'n');
        return true;
    case TRI_BOOL:
        tri_text_add_char(key, value.boolean ? 't' : 'f');
        return true;
    case TRI_INT:
        tri_text_addf(key, "i%lld,", (long long)value.integer);
        return true;
    case TRI_STRING:
        tri_text_addf(key, "s%zu,", value.string.size);
        tri_text_add(key, value.string);
        return true;
    default:
        return false;
    }
}

static bool add_passed(TriText *key, const TriDeployment *deployment)
{
    for (size_t i = 0; i < deployment->passed_count; i++) {
        const TriPassed *passed = &deployment->passed[i];

        add_value(key, tri_value_string(passed->name));
        if (passed->kind != TRI_GIVEN_VALUE || !add_value(key, passed->value)) {
            return false;
        }
    }
    return !deployment->passed_is_open;
}

bool tri_is_repeated(TriArena *arena, TriMap *known, const TriInstance *instance)
{
    const TriDeployment *deployment = instance->deployed;
    TriText key = tri_text(arena);

    if (deployment == NULL || tri_resource_nested(instance->resource) != NULL ||
        !is_certain(instance)) {
        return false;
    }
    /* Longer than the address alone. */
    tri_text_addf(&key, "%zu,", deployment->passed_count);
    tri_text_add(&key, tri_str((const char *)&deployment->template,
                               sizeof deployment->template));
    if (!add_passed(&key, deployment)) {
        return false;
    }
    void **first = tri_map_put(arena, known, tri_text_str(&key), TRI_MAP_EXACT);

    if (*first == NULL) {
        *first = (void *)instance;
        return false;
    }
    return !is_named_anew(arena, known, deployment->template);
}
