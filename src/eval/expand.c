#include "eval/expand.h"

#include "base/map.h"
#include "base/text.h"
#include "eval/access.h"
#include "eval/deployment.h"
#include "eval/repeated.h"
#include "eval/wanted.h"

typedef struct Expansion {
    TriEval *eval;
    const TriWanted *wanted; /* NULL: all are */
    TriInstanceList *list;
    TriMap firsts;   /* of copies, by what they are copies of */
    TriMap deployed; /* see repeated.h */
} Expansion;

/* ---- members ---- */

static TriValue member_or_null(TriEval *eval, TriValue object, const char *name)
{
    return tri_value_or(eval->arena,
                        tri_eval_member(eval, object, tri_str_from_c(name)),
                        tri_value_null());
}

TriValue tri_instance_member(const TriInstance *instance, const char *name)
{
    return member_or_null(instance->deployment->eval, instance->body, name);
}

TriValue tri_instance_property(const TriInstance *instance, const char *name)
{
    return member_or_null(instance->deployment->eval,
                          tri_instance_member(instance, "properties"), name);
}

/* ---- types and names ---- */

static bool is_joined(const TriInstance *parent, TriStr type)
{
    if (parent == NULL) {
        return false;
    }
    return parent->type.kind == TRI_STRING
               ? tri_type_is_joined(parent->type.string, type)
               : tri_type_is_short(type);
}

static TriValue join(TriEval *eval, TriValue parent, TriValue child)
{
    bool are_known = parent.kind == TRI_STRING && child.kind == TRI_STRING;
    bool is_secure = parent.is_secure || child.is_secure;
    TriValue joined;

    if (are_known) {
        joined = tri_value_string(
            TRI_CONCAT(eval->arena, parent.string, TRI_STR("/"), child.string));
    }
    if (are_known && !is_secure) {
        return joined;
    }
    TriValue *arguments = TRI_NEW_ARRAY(eval->arena, TriValue, 3);

    arguments[0] = parent;
    arguments[1] = tri_value_string(TRI_STR("/"));
    arguments[2] = child;
    const TriResidual *residual = tri_residual(eval, TRI_STR("concat"), arguments, 3);

    if (are_known) {
        joined.residual = residual;
    } else {
        joined = tri_eval_derived(eval, parent.kind == TRI_UNKNOWN ? parent : child,
                                  TRI_STRING, residual);
    }
    joined.is_secure = is_secure;
    return joined;
}

/* A member that must be a string: missing or of another type, it is in error. */
static TriValue text_member(const TriInstance *instance, const TriExprMember *member,
                            const char *name)
{
    TriEval *eval = instance->deployment->eval;

    if (instance->resource->body->kind != TRI_EXPR_OBJECT) {
        return tri_eval_error(eval, instance->resource->span,
                              "a resource must be an object that is written out");
    }
    if (member == NULL) {
        return tri_eval_error(eval, instance->resource->span,
                              "the resource has no '%s'", name);
    }
    TriValue value = tri_instance_member(instance, name);

    if (value.kind != TRI_STRING && value.kind != TRI_UNKNOWN) {
        return tri_eval_error(eval, member->value->span,
                              "'%s' of a resource must be a string, not %s", name,
                              tri_type_name(value.kind));
    }
    return value;
}

static TriValue joined_type(const TriInstance *instance)
{
    TriValue type = text_member(instance, instance->resource->type, "type");

    if (type.kind != TRI_STRING || !is_joined(instance->parent, type.string)) {
        return type;
    }
    return join(instance->deployment->eval, instance->parent->type, type);
}

TriValue tri_instance_name(const TriInstance *instance)
{
    TriValue type = tri_instance_member(instance, "type");
    TriValue name = text_member(instance, instance->resource->name, "name");

    if (type.kind != TRI_STRING || !is_joined(instance->parent, type.string)) {
        return name;
    }
    return join(instance->deployment->eval, tri_instance_name(instance->parent), name);
}

/* ---- conditions ---- */

static TriValue own_condition(const TriInstance *instance)
{
    TriEval *eval = instance->deployment->eval;
    const TriExprMember *member = instance->resource->condition;

    if (member == NULL) {
        return tri_value_bool(true);
    }
    TriValue value = tri_instance_member(instance, "condition");

    if (value.kind == TRI_NULL) {
        return tri_value_bool(true);
    }
    /* The service takes these two texts for what they say. */
    if (value.kind == TRI_STRING &&
        (tri_str_eq_nocase(value.string, TRI_STR("true")) ||
         tri_str_eq_nocase(value.string, TRI_STR("false")))) {
        return tri_value_bool(tri_char_lower(value.string.data[0]) == 't');
    }
    if (value.kind != TRI_BOOL && value.kind != TRI_UNKNOWN) {
        return tri_eval_error(eval, member->value->span,
                              "a condition must be a bool, not %s",
                              tri_type_name(value.kind));
    }
    return value;
}

static bool is_existing(const TriInstance *instance)
{
    if (instance->resource->existing == NULL) {
        return false;
    }
    TriValue value = tri_eval(instance->scope, instance->resource->existing);

    return value.kind == TRI_BOOL && value.boolean;
}

static bool is_never_copied(const TriInstance *instance)
{
    return instance->loop_count.kind == TRI_INT && instance->loop_count.integer == 0;
}

static bool is_deployed(const TriInstance *instance)
{
    if (instance->caller != NULL && !instance->caller->is_deployed) {
        return false;
    }
    for (const TriInstance *parent = instance->parent; parent != NULL;
         parent = parent->parent) {
        if (is_never_copied(parent)) {
            return false;
        }
    }
    return !is_never_copied(instance) && !tri_value_is_false(instance->condition) &&
           !is_existing(instance);
}

/* ---- deployments ---- */

/* Where resources stand. */
typedef struct Place {
    TriDeployment *deployment;
    const TriScope *scope;
    const TriInstance *parent; /* NULL: they are no children */
    const TriInstance *caller; /* NULL: no deployment resource deploys them */
} Place;

static bool add_resources(Expansion *expansion, TriResource **resources, size_t count,
                          const Place *place);

bool tri_instance_is_copy(const TriInstance *instance)
{
    return instance->first != NULL && instance->first != instance &&
           !instance->is_singular;
}

bool tri_instance_is_deployment(const TriInstance *instance)
{
    return instance->type.kind == TRI_STRING && tri_type_deploys(instance->type.string);
}

bool tri_instance_is_stack(const TriInstance *instance)
{
    return instance->type.kind == TRI_STRING &&
           tri_type_is_stack(instance->type.string);
}

/* Deployments inside deployments; deeper ones are taken for endless. */
enum { MOST_CALLERS = 64 };

static bool deploys_itself(const TriInstance *caller, const TriTemplate *template)
{
    for (; caller != NULL; caller = caller->caller) {
        if (caller->deployment->template == template) {
            return true;
        }
    }
    return false;
}

static bool is_too_deep(const TriInstance *caller)
{
    unsigned depth = 0;

    for (; caller != NULL; caller = caller->caller) {
        depth++;
    }
    return depth > MOST_CALLERS;
}

bool tri_goes_elsewhere(TriExpr *body)
{
    static const TriStr members[] = { TRI_STR_INIT("resourceGroup"),
                                      TRI_STR_INIT("subscriptionId"),
                                      TRI_STR_INIT("scope") };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (tri_expr_find(body, members[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* The template that a deployment resource links to; none, with why, when it is not
   to be had. */
static TriLink follow_link(const TriInstance *instance, bool for_wanted)
{
    TriLinker *linker = instance->deployment->eval->linker;
    TriLink link = { 0 };

    if (linker == NULL) {
        return link;
    }
    link = linker->find(linker, instance, for_wanted);
    if (link.template != NULL && deploys_itself(instance, link.template)) {
        link.template = NULL;
        link.why = TRI_STR("it deploys itself, or what deploys it");
    }
    return link;
}

void tri_instance_deploy(TriInstance *instance, bool for_wanted)
{
    const TriTemplate *nested = tri_resource_nested(instance->resource);
    TriLinker *linker = instance->deployment->eval->linker;
    TriLink link = { .template = nested, .uri = instance->deployment->uri };
    TriValuesLink values = { 0 };

    if (nested != NULL && nested->is_outer) {
        return;
    }
    /* A stack gives no scope of its own to its template; which of both it is was not
       known where that was read. */
    if (nested != NULL && tri_instance_is_stack(instance)) {
        instance->unlinked = TRI_STR("its type, that of a stack, is an expression");
        return;
    }
    if (nested == NULL) {
        link = follow_link(instance, for_wanted);
        instance->unlinked = link.why;
        instance->passed_over = link.passed_over;
    }
    if (link.template == NULL) {
        return;
    }
    if (linker != NULL) {
        values = linker->find_values(linker, instance);
        instance->unlinked_values = values.why;
    }
    instance->deployed =
        tri_deploy_nested(instance, link.template, link.uri, values.givens);
}

static void deploy_unless_too_deep(TriInstance *instance, bool for_wanted)
{
    instance->is_too_deep = is_too_deep(instance);
    if (instance->is_too_deep) {
        instance->unlinked = TRI_STR("deployments are nested deeper than 64 levels");
    } else {
        tri_instance_deploy(instance, for_wanted);
    }
}

/* Who wants all resources wants those that are deployed again as well. */
static bool is_repeated(Expansion *expansion, TriInstance *instance)
{
    TriInstance *first =
        expansion->wanted == NULL
            ? NULL
            : tri_repeated(expansion->eval->arena, &expansion->deployed,
                           expansion->list, instance);

    if (first != NULL) {
        instance->again = first->again;
        first->again = instance;
    }
    return first != NULL;
}

/* Of what `caller` deploys. Those that deploy it again may stand deeper, so how deep
   this goes is counted; nobody nests so far. */
static size_t times_of(const TriInstance *caller, unsigned depth)
{
    enum { MOST_LEVELS = 1000 };
    static const size_t most = (size_t)1 << 40;
    size_t times = 0;

    if (caller == NULL || depth > MOST_LEVELS) {
        return 1;
    }
    if (caller->times == 0) {
        for (const TriInstance *i = caller; i != NULL; i = i->again) {
            times += times_of(i->caller, depth + 1);
        }
        ((TriInstance *)caller)->times = times < most ? times : most;
    }
    return caller->times;
}

size_t tri_instance_times(const TriInstance *instance)
{
    return times_of(instance->caller, 0);
}

/* What a deployment deploys: with inner scope as a deployment of its own, with
   outer scope as if it stood in the template around it. */
static bool add_deployed(Expansion *expansion, TriInstance *instance)
{
    const TriTemplate *template = tri_resource_nested(instance->resource);
    Place place = { instance->deployment, instance->scope, NULL, instance };

    if (!tri_instance_is_deployment(instance) || instance->unlinked.size > 0 ||
        is_repeated(expansion, instance)) {
        return true;
    }
    if (instance->deployed != NULL) {
        template = instance->deployed->template;
        place.deployment = instance->deployed;
        place.scope = instance->deployed->scope;
    } else if (template == NULL) {
        return true;
    }
    return add_resources(expansion, template->resources, template->resource_count,
                         &place);
}

/* ---- copies ---- */

/* What copies have in common: the resource, and the callers of the first. */
typedef struct Original {
    const TriResource *resource;
    const TriInstance *caller;
} Original;

static bool is_in_loop(const TriInstance *instance)
{
    return instance->loop_count.kind != TRI_NULL ||
           (instance->parent != NULL && instance->parent->first != NULL) ||
           (instance->caller != NULL && instance->caller->first != NULL);
}

static TriInstance *first_of(Expansion *expansion, TriInstance *instance)
{
    const TriInstance *caller = instance->caller;
    TriArena *arena = expansion->eval->arena;
    Original original = { instance->resource, caller };

    if (caller != NULL && caller->first != NULL) {
        original.caller = caller->first;
    }
    TriStr key = tri_str((const char *)&original, sizeof original);
    TriInstance *first = tri_map_find(&expansion->firsts, key, TRI_MAP_EXACT);

    if (first == NULL) {
        *tri_map_put(arena, &expansion->firsts, tri_str_copy(arena, key),
                     TRI_MAP_EXACT) = instance;
    }
    return first == NULL ? instance : first;
}

/* ---- instances ---- */

/* Which of its resource's copies an instance is. */
typedef struct Copy {
    TriValue count;
    TriValue index;
    bool asks_index; /* the count does, of a loop around */
} Copy;

/* Says what it is, as far as that is not left for later. */
static void set_up(const Expansion *expansion, TriInstance *instance)
{
    instance->body = tri_eval(instance->scope, instance->resource->body);
    instance->type = joined_type(instance);
    instance->condition =
        is_never_copied(instance) ? tri_value_bool(true) : own_condition(instance);
    instance->is_deployed = is_deployed(instance);
    if (tri_instance_is_deployment(instance)) {
        deploy_unless_too_deep(instance, expansion->wanted != NULL);
    }
}

/* The scope of `place` has the index. */
static bool add_instance(Expansion *expansion, const TriResource *resource, Place place,
                         Copy copy)
{
    TriInstance *instance = TRI_NEW(expansion->eval->arena, TriInstance);

    if (expansion->list->count >= TRI_MOST_INSTANCES) {
        return false;
    }
    instance->resource = resource;
    instance->deployment = place.deployment;
    instance->scope = place.scope;
    instance->parent = place.parent;
    instance->caller = place.caller;
    instance->loop_count = copy.count;
    instance->index = copy.index;
    bool before = tri_eval_watch(expansion->eval);

    set_up(expansion, instance);
    instance->is_singular = tri_eval_watched(expansion->eval, before) ||
                            copy.asks_index ||
                            (place.parent != NULL && place.parent->is_singular) ||
                            (place.caller != NULL && place.caller->is_singular);
    instance->first = is_in_loop(instance) ? first_of(expansion, instance) : NULL;
    tri_list_push(expansion->eval->arena, expansion->list, instance);
    place.parent = instance;
    return add_deployed(expansion, instance) &&
           add_resources(expansion, resource->children, resource->child_count, &place);
}

TriInstance *tri_instance_alone(TriDeployment *deployment, const TriResource *resource,
                                const TriScope *scope)
{
    TriInstance *instance = TRI_NEW(deployment->eval->arena, TriInstance);

    instance->resource = resource;
    instance->deployment = deployment;
    instance->scope = scope;
    instance->caller = deployment->caller;
    instance->body = tri_eval(scope, resource->body);
    instance->type = joined_type(instance);
    instance->condition = tri_value_bool(true);
    instance->is_deployed = true;
    return instance;
}

/* ---- loops ---- */

/* An index that nobody knows, for a loop of no or of unknown count. */
static TriValue unknown_index(TriEval *eval, const TriResource *resource,
                              TriValue count)
{
    TriValue *argument = TRI_NEW(eval->arena, TriValue);

    *argument = tri_value_string(resource->loop_name);
    return tri_eval_derived(eval, count, TRI_INT,
                            tri_residual(eval, TRI_STR("copyIndex"), argument, 1));
}

static bool add_loop(Expansion *expansion, const TriResource *resource,
                     const Place *around)
{
    bool before = tri_eval_watch(expansion->eval);
    TriValue count = tri_loop_count(around->scope, resource->loop_count);
    bool asks_index = tri_eval_watched(expansion->eval, before);
    bool is_counted = count.kind == TRI_INT && count.integer > 0;
    int64_t instances = is_counted ? count.integer : 1;
    TriValue unknown = unknown_index(expansion->eval, resource, count);

    for (int64_t i = 0; i < instances; i++) {
        Copy copy = { count, is_counted ? tri_value_int(i) : unknown, asks_index };
        Place place = *around;

        place.scope = tri_scope_loop(around->scope, TRI_SCOPE_LOOP, resource->loop_name,
                                     copy.index);
        if (!add_instance(expansion, resource, place, copy)) {
            return false;
        }
    }
    return true;
}

static bool add_resources(Expansion *expansion, TriResource **resources, size_t count,
                          const Place *place)
{
    Copy only = { tri_value_null(), tri_value_null(), false };

    for (size_t i = 0; i < count; i++) {
        if (expansion->wanted != NULL &&
            !tri_is_wanted(*expansion->eval->arena, expansion->wanted, resources[i],
                           place->parent)) {
            continue;
        }
        bool goes_on = resources[i]->loop_count != NULL
                           ? add_loop(expansion, resources[i], place)
                           : add_instance(expansion, resources[i], *place, only);

        if (!goes_on) {
            return false;
        }
    }
    return true;
}

bool tri_expand(TriDeployment *deployment, TriInstanceList *list)
{
    return tri_expand_wanted(deployment, NULL, list);
}

bool tri_expand_wanted(TriDeployment *deployment, const TriWanted *wanted,
                       TriInstanceList *list)
{
    Expansion expansion = { .eval = deployment->eval, .wanted = wanted, .list = list };
    Place root = { deployment, deployment->scope, NULL, NULL };
    const TriTemplate *template = deployment->template;

    return add_resources(&expansion, template->resources, template->resource_count,
                         &root);
}
