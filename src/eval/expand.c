#include "eval/expand.h"

#include "base/map.h"
#include "base/number.h"
#include "base/text.h"
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
    TriValue value = tri_eval_member(eval, object, tri_str_from_c(name));

    return value.kind == 0 ? tri_value_null() : value;
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
    if (parent.kind == TRI_STRING && child.kind == TRI_STRING) {
        TriStr text =
            TRI_CONCAT(eval->arena, parent.string, TRI_STR("/"), child.string);

        return tri_value_string(text);
    }
    TriValue *arguments = TRI_NEW_ARRAY(eval->arena, TriValue, 3);

    arguments[0] = parent;
    arguments[1] = tri_value_string(TRI_STR("/"));
    arguments[2] = child;
    return tri_eval_derived(eval, parent.kind == TRI_UNKNOWN ? parent : child,
                            TRI_STRING,
                            tri_residual(eval, TRI_STR("concat"), arguments, 3));
}

/* A member that must be a string: missing or of another type, it is in error. */
static TriValue text_member(const TriInstance *instance, const TriExprMember *member,
                            const char *name)
{
    TriEval *eval = instance->deployment->eval;

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

static bool is_false(TriValue value)
{
    return value.kind == TRI_BOOL && !value.boolean;
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
    const TriInstance *parent = instance->parent;

    if (instance->caller != NULL && !instance->caller->is_deployed) {
        return false;
    }
    for (; parent != NULL; parent = parent->parent) {
        if (is_never_copied(parent)) {
            return false;
        }
    }
    return !is_never_copied(instance) && !is_false(instance->condition) &&
           !is_existing(instance);
}

/* ---- deployments ---- */

static bool add_resources(Expansion *expansion, TriResource **resources, size_t count,
                          const TriInstance *around, const TriInstance *parent,
                          const TriInstance *caller);

bool tri_instance_is_deployment(const TriInstance *instance)
{
    return instance->type.kind == TRI_STRING &&
           tri_type_is_deployment(instance->type.string);
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

/*
 * Sets what a deployment resource deploys: a deployment of its own, or why there
 * is none, unless it is evaluated as part of the one around it.
 */
static void deploy(TriInstance *instance, bool for_wanted)
{
    const TriTemplate *nested = tri_resource_nested(instance->resource);
    TriLinker *linker = instance->deployment->eval->linker;
    TriLink link = { .template = nested, .uri = instance->deployment->uri };
    TriValuesLink values = { 0 };

    if (nested != NULL && nested->is_outer) {
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
        deploy(instance, for_wanted);
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
    TriInstance frame = *instance;

    if (!tri_instance_is_deployment(instance) || instance->is_too_deep ||
        is_repeated(expansion, instance)) {
        return true;
    }
    if (instance->deployed != NULL) {
        template = instance->deployed->template;
        frame.deployment = instance->deployed;
        frame.scope = instance->deployed->scope;
    } else if (template == NULL) {
        return true;
    }
    return add_resources(expansion, template->resources, template->resource_count,
                         &frame, NULL, instance);
}

/* ---- copies ---- */

/* What copies have in common: the resource, and the callers of the first. */
typedef struct Original {
    const TriResource *resource;
    const TriInstance *caller;
} Original;

static bool is_copy(const TriInstance *instance)
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
    const TriScope *scope; /* with the index */
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

/* `around` gives the deployment. */
static bool add_instance(Expansion *expansion, const TriResource *resource,
                         const TriInstance *around, Copy copy,
                         const TriInstance *parent, const TriInstance *caller)
{
    TriInstance *instance = TRI_NEW(expansion->eval->arena, TriInstance);

    if (expansion->list->count >= TRI_MOST_INSTANCES) {
        return false;
    }
    instance->resource = resource;
    instance->deployment = around->deployment;
    instance->scope = copy.scope;
    instance->parent = parent;
    instance->caller = caller;
    instance->loop_count = copy.count;
    instance->index = copy.index;
    bool before = tri_eval_watch(expansion->eval);

    set_up(expansion, instance);
    instance->is_singular = tri_eval_watched(expansion->eval, before) ||
                            copy.asks_index ||
                            (parent != NULL && parent->is_singular) ||
                            (caller != NULL && caller->is_singular);
    instance->first = is_copy(instance) ? first_of(expansion, instance) : NULL;
    tri_list_push(expansion->eval->arena, expansion->list, instance);
    return add_deployed(expansion, instance) &&
           add_resources(expansion, resource->children, resource->child_count, instance,
                         instance, caller);
}

/* ---- outputs of deployments ---- */

/* A deployment that reference() may mean, and its outputs once asked. */
typedef struct Deployed {
    TriInstance *instance;
    TriValue name;
    bool is_elsewhere;
    bool is_loop; /* all of its copies */
    bool is_counted;
    bool is_copied;            /* a loop, and its copies stand in the list too */
    int64_t count;             /* of the copies; less than 0: nobody knows … */
    const TriUnknown *trouble; /* … since it is in error; else NULL */
    bool has_outputs;
    TriValue outputs;
} Deployed;

struct TriOutputs {
    TRI_LIST(Deployed *) list;
    size_t named;    /* so many of the list have been asked for their names */
    size_t copied;   /* so many of it are copies of loops */
    TriMap symbols;  /* those that stand in the template, by symbol */
    TriMap copies;   /* of loops that were asked for, by CopyKey */
    bool asks_index; /* which is found, or what it is, hangs on the index of a loop */
    const TriUnknown *left_out; /* what is of the copies that are not looked at */
};

/* The name at the end of the id of a deployment; what is no such id, itself. */
static TriStr name_in(TriStr reference)
{
    TriStr marker = TRI_STR("Microsoft.Resources/deployments/");
    size_t at = tri_str_find_nocase(reference, marker);

    return at == TRI_NOT_FOUND ? reference : tri_str_from(reference, at + marker.size);
}

/* A name, or an id that ends in it. */
static bool means(TriStr reference, TriValue name)
{
    return name.kind == TRI_STRING &&
           tri_str_eq_nocase(name_in(reference), name.string);
}

static TriInstance *single_instance(TriDeployment *deployment,
                                    const TriResource *resource, const TriScope *scope)
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

static bool may_be_deployment(const TriResource *resource)
{
    const TriExpr *type = resource->type == NULL ? NULL : resource->type->value;

    return type != NULL &&
           (type->kind != TRI_EXPR_STRING || tri_type_is_deployment(type->string));
}

static Deployed *new_deployed(TriDeployment *deployment, const TriResource *resource,
                              const TriScope *scope)
{
    Deployed *deployed = TRI_NEW(deployment->eval->arena, Deployed);

    deployed->instance = single_instance(deployment, resource, scope);
    deployed->name = tri_value_null();
    deployed->is_elsewhere = tri_goes_elsewhere(resource->body);
    return deployed;
}

static void add_deployment(TriDeployment *deployment, const TriResource *resource)
{
    TriArena *arena = deployment->eval->arena;
    Deployed *deployed = new_deployed(deployment, resource, deployment->scope);

    if (!tri_instance_is_deployment(deployed->instance)) {
        return;
    }
    deployed->is_loop = resource->loop_count != NULL;
    tri_list_push(arena, &deployment->outputs->list, deployed);
    if (resource->symbol.size > 0) {
        void **place = tri_map_put(arena, &deployment->outputs->symbols,
                                   resource->symbol, TRI_MAP_EXACT);

        *place = *place == NULL ? deployed : *place;
    }
}

/* The list may be asked for again while types are evaluated: then it is as far as
   it goes. */
static void list_deployments(TriDeployment *deployment)
{
    const TriTemplate *template = deployment->template;

    deployment->outputs = TRI_NEW(deployment->eval->arena, struct TriOutputs);
    for (size_t i = 0; i < template->resource_count; i++) {
        if (may_be_deployment(template->resources[i])) {
            add_deployment(deployment, template->resources[i]);
        }
    }
}

/* Of a loop whose count hangs on its own copies nobody knows it. */
static int64_t count_copies(Deployed *loop)
{
    const TriInstance *instance = loop->instance;

    if (!loop->is_counted) {
        loop->is_counted = true;
        loop->count = -1;
        TriValue count =
            tri_loop_count(instance->scope, instance->resource->loop_count);

        loop->count = count.kind == TRI_INT ? count.integer : -1;
        if (count.kind == TRI_UNKNOWN && (count.unknown->reason == TRI_REASON_ERROR ||
                                          count.unknown->reason == TRI_REASON_BUDGET)) {
            loop->trouble = count.unknown;
        }
    }
    return loop->count;
}

typedef struct CopyKey {
    const Deployed *loop;
    int64_t index;
} CopyKey;

/* One of the copies that a loop makes. */
static Deployed *copy_at(TriDeployment *deployment, Deployed *loop, int64_t index)
{
    TriArena *arena = deployment->eval->arena;
    TriMap *copies = &deployment->outputs->copies;
    const TriResource *resource = loop->instance->resource;
    CopyKey key = { loop, index };
    TriStr bytes = tri_str((const char *)&key, sizeof key);
    Deployed *copy = tri_map_find(copies, bytes, TRI_MAP_EXACT);

    if (copy != NULL) {
        return copy;
    }
    copy = new_deployed(deployment, resource,
                        tri_scope_loop(deployment->scope, TRI_SCOPE_LOOP,
                                       resource->loop_name, tri_value_int(index)));
    copy->instance->loop_count = tri_value_int(loop->count);
    copy->instance->index = tri_value_int(index);
    *tri_map_put(arena, copies, tri_str_copy(arena, bytes), TRI_MAP_EXACT) = copy;
    return copy;
}

/* The loop that symbol[index] is one of; NULL: none. */
static Deployed *find_loop(const struct TriOutputs *outputs, TriStr name,
                           int64_t *index)
{
    size_t open = tri_str_find_char(name, '[');

    if (open == TRI_NOT_FOUND || name.data[name.size - 1] != ']' ||
        !tri_parse_int(tri_str_slice(name, open + 1, name.size - open - 2), index)) {
        return NULL;
    }
    Deployed *loop =
        tri_map_find(&outputs->symbols, tri_str_slice(name, 0, open), TRI_MAP_EXACT);

    return loop != NULL && loop->is_loop ? loop : NULL;
}

/* symbol, or symbol[index]: one of a loop. */
static Deployed *find_symbol(TriDeployment *deployment, TriStr name)
{
    Deployed *found = tri_map_find(&deployment->outputs->symbols, name, TRI_MAP_EXACT);
    int64_t index;

    if (found != NULL) {
        return found->is_loop ? NULL : found;
    }
    found = find_loop(deployment->outputs, name, &index);
    return found != NULL && index >= 0 && index < count_copies(found)
               ? copy_at(deployment, found, index)
               : NULL;
}

enum { MOST_COPIES = 800 };

static void leave_out(TriDeployment *deployment, const Deployed *loop)
{
    TriEval *eval = deployment->eval;
    TriStr why = tri_format(eval->arena,
                            "reference() looks for a deployment by its name among %d "
                            "copies at most; those of this loop are left out",
                            MOST_COPIES);

    deployment->outputs->left_out =
        tri_eval_unknown(eval, TRI_REASON_BUDGET, TRI_OBJECT,
                         loop->instance->resource->loop_span, why)
            .unknown;
}

/* The copies of a loop are looked at by name, unless all are too many. */
static void add_copies(TriDeployment *deployment, Deployed *loop)
{
    struct TriOutputs *outputs = deployment->outputs;
    int64_t count = count_copies(loop);

    if (count < 0) {
        outputs->left_out = loop->trouble != NULL ? loop->trouble : outputs->left_out;
        return;
    }
    if (outputs->copied + (size_t)count > MOST_COPIES) {
        leave_out(deployment, loop);
        return;
    }
    loop->is_copied = true;
    outputs->copied += (size_t)count;
    for (int64_t i = 0; i < count; i++) {
        tri_list_push(deployment->eval->arena, &outputs->list,
                      copy_at(deployment, loop, i));
    }
}

static void evaluate_names(TriDeployment *deployment)
{
    struct TriOutputs *outputs = deployment->outputs;

    while (outputs->named < outputs->list.count) {
        Deployed *deployed = outputs->list.items[outputs->named++];

        if (deployed->is_loop) {
            add_copies(deployment, deployed);
        } else {
            deployed->name = tri_instance_name(deployed->instance);
        }
    }
}

/*
 * Names are unique in one scope only: where deployments go to others, several can
 * be meant, and then none is found; unless it is one of the scope of the template
 * that is asked for.
 */
static Deployed *find_named(TriDeployment *deployment, TriStr name, bool is_own)
{
    struct TriOutputs *outputs = deployment->outputs;
    Deployed *found = NULL;
    bool has_other = false; /* of unknown name, and elsewhere */
    bool has_unnamed = false;

    evaluate_names(deployment);
    for (size_t i = 0; i < outputs->list.count; i++) {
        Deployed *deployed = outputs->list.items[i];

        if (deployed->is_copied || (is_own && deployed->is_elsewhere)) {
            continue;
        }
        if (deployed->name.kind != TRI_STRING) {
            has_unnamed = true;
            has_other = has_other || deployed->is_elsewhere;
        } else if (means(name, deployed->name)) {
            if (found != NULL) {
                return NULL;
            }
            found = deployed;
        }
    }
    bool may_be_other =
        has_other || (has_unnamed && found != NULL && found->is_elsewhere);

    return may_be_other ? NULL : found;
}

/* Names are evaluated when the symbols do not decide. */
static Deployed *find_deployed(TriDeployment *deployment, TriStr name, bool is_own)
{
    Deployed *found = is_own ? NULL : find_symbol(deployment, name);
    bool is_symbol =
        tri_map_find(&deployment->outputs->symbols, name, TRI_MAP_EXACT) != NULL;

    return found != NULL || (is_symbol && !is_own)
               ? found
               : find_named(deployment, name, is_own);
}

/* listOutputsWithSecureValues('deployed').output, which is how Bicep asks for them. */
static TriValue secure_output(TriEval *eval, TriStr deployed, const TriOutput *output)
{
    TriStr function = TRI_STR("listOutputsWithSecureValues");
    TriStr why = tri_format(eval->arena, "%.*s() is known only when it is deployed",
                            TRI_ARG(function));
    TriValue value =
        tri_eval_unknown(eval, TRI_REASON_RUNTIME, TRI_ANY, output->name_span, why);
    TriValue *argument = TRI_NEW(eval->arena, TriValue);
    TriValue *access = TRI_NEW_ARRAY(eval->arena, TriValue, 2);

    *argument = tri_value_string(deployed);
    value.is_secure = true;
    access[0] = value;
    access[0].residual = tri_residual(eval, function, argument, 1);
    access[1] = tri_value_string(output->name);
    value.residual = tri_residual(eval, (TriStr){ 0 }, access, 2);
    return value;
}

/* { value: … } */
static TriValue entry_of(TriArena *arena, TriValue value)
{
    TriObject *entry = TRI_NEW(arena, TriObject);

    entry->members = TRI_NEW(arena, TriMember);
    entry->count = 1;
    entry->members[0].name = TRI_STR("value");
    entry->members[0].value = value;
    return tri_value_object(entry);
}

static bool is_left_out(const TriScope *scope, const TriOutput *output,
                        bool is_told_secrets)
{
    return output->value == NULL || (output->is_secure && !is_told_secrets) ||
           (output->condition != NULL && is_false(tri_eval(scope, output->condition)));
}

/* The outputs of `template`, evaluated in `scope`, of a deployment that `caller` knows
   by the name `deployed`. */
static TriValue make_outputs(const TriDeployment *caller, TriStr deployed,
                             const TriTemplate *template, const TriScope *scope)
{
    TriEval *eval = caller->eval;
    TriObject *object = TRI_NEW(eval->arena, TriObject);

    object->members = TRI_NEW_ARRAY(eval->arena, TriMember, template->output_count);
    for (size_t i = 0; i < template->output_count; i++) {
        const TriOutput *output = &template->outputs[i];

        if (is_left_out(scope, output, caller->template->is_told_secrets)) {
            continue;
        }
        TriValue value = output->is_secure ? secure_output(eval, deployed, output)
                                           : tri_eval_later(scope, output->value);

        object->members[object->count++] = (TriMember){ output->name, output->name_span,
                                                        entry_of(eval->arena, value) };
    }
    return tri_value_object(object);
}

static TriValue outputs_of_instance(TriInstance *instance, TriStr deployed)
{
    const TriDeployment *caller = instance->deployment;
    const TriTemplate *nested = tri_resource_nested(instance->resource);

    if (nested != NULL && nested->is_outer) {
        return make_outputs(caller, deployed, nested, instance->scope);
    }
    deploy(instance, false);
    return instance->deployed == NULL
               ? tri_value_null()
               : make_outputs(caller, deployed, instance->deployed->template,
                              instance->deployed->scope);
}

/* Why a deployment is not found that may be there all the same; NULL: no reason. What
   is no id may be the name of one, unless it is a symbol. */
static const TriUnknown *why_left_out(const TriDeployment *deployment, TriStr name,
                                      bool is_own)
{
    const struct TriOutputs *outputs = deployment->outputs;
    bool is_id = name_in(name).size < name.size;
    bool may_be_name = !deployment->template->is_symbolic &&
                       tri_str_find_char(name, '/') == TRI_NOT_FOUND;
    int64_t index;
    const Deployed *loop = is_own ? NULL : find_loop(outputs, name, &index);

    if (loop != NULL) {
        return loop->trouble;
    }
    return is_own || is_id || may_be_name ? outputs->left_out : NULL;
}

static TriValue outputs_of(TriDeployment *deployment, TriStr name, bool is_own)
{
    if (deployment->outputs == NULL) {
        list_deployments(deployment);
    }
    Deployed *deployed = find_deployed(deployment, name, is_own);

    if (deployed == NULL) {
        const TriUnknown *why = why_left_out(deployment, name, is_own);

        return why == NULL ? tri_value_null() : tri_value_unknown(why);
    }
    if (!deployed->has_outputs) {
        deployed->has_outputs = true;
        deployed->outputs = tri_value_null();
        deployed->outputs = outputs_of_instance(deployed->instance, name);
    }
    return deployed->outputs;
}

TriValue tri_deployed_outputs(TriDeployment *deployment, TriStr name, bool is_own)
{
    TriEval *eval = deployment->eval;
    bool before = tri_eval_watch(eval);
    TriValue outputs = outputs_of(deployment, name, is_own);
    bool asks = tri_eval_watched(eval, before);

    deployment->outputs->asks_index = deployment->outputs->asks_index || asks;
    eval->asks_index = eval->asks_index || deployment->outputs->asks_index;
    return outputs;
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
                     const TriInstance *around, const TriInstance *parent,
                     const TriInstance *caller)
{
    bool before = tri_eval_watch(expansion->eval);
    TriValue count = tri_loop_count(around->scope, resource->loop_count);
    bool asks_index = tri_eval_watched(expansion->eval, before);
    bool is_counted = count.kind == TRI_INT && count.integer > 0;
    int64_t instances = is_counted ? count.integer : 1;
    TriValue unknown = unknown_index(expansion->eval, resource, count);

    for (int64_t i = 0; i < instances; i++) {
        Copy copy = { .count = count,
                      .index = is_counted ? tri_value_int(i) : unknown,
                      .asks_index = asks_index };

        copy.scope = tri_scope_loop(around->scope, TRI_SCOPE_LOOP, resource->loop_name,
                                    copy.index);
        if (!add_instance(expansion, resource, around, copy, parent, caller)) {
            return false;
        }
    }
    return true;
}

static bool add_resources(Expansion *expansion, TriResource **resources, size_t count,
                          const TriInstance *around, const TriInstance *parent,
                          const TriInstance *caller)
{
    Copy only = { around->scope, tri_value_null(), tri_value_null(), false };

    for (size_t i = 0; i < count; i++) {
        if (expansion->wanted != NULL &&
            !tri_is_wanted(*expansion->eval->arena, expansion->wanted, resources[i],
                           parent)) {
            continue;
        }
        bool goes_on =
            resources[i]->loop_count != NULL
                ? add_loop(expansion, resources[i], around, parent, caller)
                : add_instance(expansion, resources[i], around, only, parent, caller);

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
    TriInstance root = { .deployment = deployment, .scope = deployment->scope };
    const TriTemplate *template = deployment->template;

    return add_resources(&expansion, template->resources, template->resource_count,
                         &root, NULL, NULL);
}
