#include "model/template.h"

#include <assert.h>
#include <stddef.h>

#include "base/list.h"
#include "base/text.h"

const char *tri_id_function(TriScopeKind scope)
{
    switch (scope) {
    case TRI_SCOPE_RESOURCE_GROUP:
        return "resourceId";
    case TRI_SCOPE_SUBSCRIPTION:
        return "subscriptionResourceId";
    case TRI_SCOPE_TENANT:
        return "tenantResourceId";
    case TRI_SCOPE_MANAGEMENT_GROUP:
        break;
    }
    return NULL;
}

bool tri_type_is_short(TriStr type)
{
    TriStr first = tri_str_slice(type, 0, tri_str_find_char(type, '/'));

    return tri_str_find_char(first, '.') == TRI_NOT_FOUND;
}

bool tri_type_is_joined(TriStr parent, TriStr type)
{
    return tri_type_is_short(type) && tri_str_find_char(parent, '/') != TRI_NOT_FOUND;
}

TriStr tri_type_join(TriArena *arena, TriStr parent, TriStr type)
{
    return tri_type_is_joined(parent, type)
               ? TRI_CONCAT(arena, parent, TRI_STR("/"), type)
               : type;
}

bool tri_resource_written_type(const TriResource *resource, TriStr *type)
{
    const TriExpr *written =
        resource->type == NULL ? NULL : tri_expr_get(resource->type->value);

    if (written == NULL || written->kind != TRI_EXPR_STRING) {
        return false;
    }
    *type = written->string;
    return true;
}

bool tri_type_is_deployment(TriStr type)
{
    return tri_str_eq_nocase(type, TRI_STR("Microsoft.Resources/deployments"));
}

bool tri_type_is_stack(TriStr type)
{
    return tri_str_eq_nocase(type, TRI_STR("Microsoft.Resources/deploymentStacks"));
}

bool tri_type_deploys(TriStr type)
{
    return tri_type_is_deployment(type) || tri_type_is_stack(type);
}

TriTypeName tri_type_named(TriStr name)
{
    static const TriTypeName types[] = {
        { TRI_STR_INIT("string"), TRI_STRING, false },
        { TRI_STR_INIT("securestring"), TRI_STRING, true },
        { TRI_STR_INIT("int"), TRI_INT, false },
        { TRI_STR_INIT("bool"), TRI_BOOL, false },
        { TRI_STR_INIT("object"), TRI_OBJECT, false },
        { TRI_STR_INIT("secureobject"), TRI_OBJECT, true },
        { TRI_STR_INIT("array"), TRI_ARRAY, false },
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (tri_str_eq_nocase(types[i].name, name)) {
            return types[i];
        }
    }
    return (TriTypeName){ .type = TRI_ANY };
}

/* ---- names ---- */

/* A list of structures that begin with their name. */
typedef struct Named {
    char *items;
    size_t count;
    size_t size; /* of one */
} Named;

static size_t hash_of(TriStr name, TriMapCase fold)
{
    return (size_t)((fold == TRI_MAP_NOCASE ? tri_str_hash_nocase(name)
                                            : tri_str_hash(name)) >>
                    32);
}

static bool is_same(TriStr a, TriStr b, TriMapCase fold)
{
    return fold == TRI_MAP_NOCASE ? tri_str_eq_nocase(a, b) : tri_str_eq(a, b);
}

/* The place of the item called `name`, or where it would be. */
static void **place_of(void **places, size_t mask, TriStr name, TriMapCase fold)
{
    size_t at = hash_of(name, fold) & mask;

    while (places[at] != NULL && !is_same(*(const TriStr *)places[at], name, fold)) {
        at = (at + 1) & mask;
    }
    return &places[at];
}

static void *find(const TriNameIndex *index, TriStr name)
{
    void *item = NULL;

    if (index->spelt != NULL) {
        item = *place_of(index->spelt, index->mask, name, TRI_MAP_EXACT);
    }
    if (item == NULL && index->any_case != NULL) {
        item = *place_of(index->any_case, index->mask, name, TRI_MAP_NOCASE);
    }
    return item;
}

/* Of those of one name the last is found. True when there are such. */
static bool put_names(TriArena *arena, size_t mask, const Named *list, TriMapCase fold,
                      void ***places)
{
    bool has_twins = false;

    *places = TRI_NEW_ARRAY(arena, void *, mask + 1);
    for (size_t i = 0; i < list->count; i++) {
        void *item = list->items + i * list->size;
        void **place = place_of(*places, mask, *(const TriStr *)item, fold);

        has_twins = has_twins || *place != NULL;
        *place = item;
    }
    return has_twins;
}

static void put_all(TriArena *arena, TriNameIndex *index, bool tells_case, Named list)
{
    if (list.count == 0) {
        return;
    }
    index->mask = 1;
    while (index->mask < list.count + list.count / 2) {
        index->mask = index->mask * 2 + 1;
    }
    if (put_names(arena, index->mask, &list, TRI_MAP_NOCASE, &index->any_case) &&
        tells_case) {
        put_names(arena, index->mask, &list, TRI_MAP_EXACT, &index->spelt);
    }
}

#define INDEX(arena, template, kind)                                                   \
    put_all(arena, &(template)->kind##_index, (template)->tells_case,                  \
            (Named){ (char *)(template)->kind##s, (template)->kind##_count,            \
                     sizeof *(template)->kind##s })

static_assert(offsetof(TriParameter, name) == 0, "a name comes first");
static_assert(offsetof(TriVariable, name) == 0, "a name comes first");
static_assert(offsetof(TriUserFunction, name) == 0, "a name comes first");

void tri_template_index(TriArena *arena, TriTemplate *template)
{
    INDEX(arena, template, parameter);
    INDEX(arena, template, variable);
    INDEX(arena, template, function);
}

const TriParameter *tri_template_parameter(const TriTemplate *template, TriStr name)
{
    return find(&template->parameter_index, name);
}

const TriVariable *tri_template_variable(const TriTemplate *template, TriStr name)
{
    return find(&template->variable_index, name);
}

const TriUserFunction *tri_template_function(const TriTemplate *template, TriStr name)
{
    return find(&template->function_index, name);
}

TriStr tri_pointer_text(TriArena *arena, const TriPointer *pointer)
{
    TRI_LIST(const TriPointer *) steps = { 0 };
    TriText text = tri_text(arena);

    for (; pointer != NULL; pointer = pointer->parent) {
        tri_list_push(arena, &steps, pointer);
    }
    while (steps.count > 0) {
        const TriPointer *step = steps.items[--steps.count];

        tri_text_add_char(&text, '/');
        if (step->name.data == NULL) {
            tri_text_addf(&text, "%zu", step->index);
        } else {
            tri_text_add_pointer_part(&text, step->name);
        }
    }
    return tri_text_str(&text);
}

bool tri_resource_has_pointer(const TriResource *resource)
{
    return resource->pointer.parent != NULL;
}

TriStr tri_resource_place(TriArena *arena, const TriResource *resource)
{
    return tri_resource_has_pointer(resource)
               ? tri_pointer_text(arena, &resource->pointer)
               : resource->symbol;
}
