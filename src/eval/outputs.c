#include "eval/outputs.h"

#include "base/map.h"
#include "base/number.h"
#include "base/text.h"
#include "eval/deployment.h"
#include "eval/expand.h"

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
    bool has_nested; /* the list has those of templates of outer scope too */
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

    deployed->instance = tri_instance_alone(deployment, resource, scope);
    deployed->name = tri_value_null();
    deployed->is_elsewhere = tri_goes_elsewhere(resource->body);
    return deployed;
}

static void add_deployment(TriDeployment *deployment, const TriResource *resource,
                           bool is_elsewhere)
{
    TriArena *arena = deployment->eval->arena;
    Deployed *deployed = new_deployed(deployment, resource, deployment->scope);

    if (!tri_instance_is_deployment(deployed->instance)) {
        return;
    }
    deployed->is_elsewhere = deployed->is_elsewhere || is_elsewhere;
    deployed->is_loop = resource->loop_count != NULL;
    tri_list_push(arena, &deployment->outputs->list, deployed);
    if (resource->symbol.size > 0 &&
        resource->parent_template == deployment->template) {
        void **place = tri_map_put(arena, &deployment->outputs->symbols,
                                   resource->symbol, TRI_MAP_EXACT);

        *place = *place == NULL ? deployed : *place;
    }
}

static void add_deployments(TriDeployment *deployment, const TriTemplate *template,
                            bool is_elsewhere)
{
    for (size_t i = 0; i < template->resource_count; i++) {
        if (may_be_deployment(template->resources[i])) {
            add_deployment(deployment, template->resources[i], is_elsewhere);
        }
    }
}

/* The list may be asked for again while types are evaluated: then it is as far as
   it goes. */
static void list_deployments(TriDeployment *deployment)
{
    deployment->outputs = TRI_NEW(deployment->eval->arena, struct TriOutputs);
    add_deployments(deployment, deployment->template, false);
}

/* What the inline templates of outer scope in `template` deploy belongs to the same
   deployment. They stand inside each other only as deep as JSON may. */
static void add_nested(TriDeployment *deployment, const TriTemplate *template,
                       bool is_elsewhere)
{
    for (size_t i = 0; i < template->resource_count; i++) {
        const TriResource *resource = template->resources[i];
        const TriTemplate *nested = tri_resource_nested(resource);

        if (nested != NULL && nested->is_outer && resource->loop_count == NULL) {
            bool goes = is_elsewhere || tri_goes_elsewhere(resource->body);

            add_deployments(deployment, nested, goes);
            add_nested(deployment, nested, goes);
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
        if (tri_is_failure(count)) {
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

static bool is_nested(const TriDeployment *deployment, const Deployed *deployed)
{
    return deployed->instance->resource->parent_template != deployment->template;
}

/*
 * Names are unique in one scope only: where deployments go to others, several can
 * be meant, and then none is found; unless it is one of the scope of the template
 * that is asked for.
 */
static Deployed *find_named(TriDeployment *deployment, TriStr name, bool is_own,
                            bool is_nested_too)
{
    struct TriOutputs *outputs = deployment->outputs;
    Deployed *found = NULL;
    bool has_other = false; /* of unknown name, and elsewhere */
    bool has_unnamed = false;

    evaluate_names(deployment);
    for (size_t i = 0; i < outputs->list.count; i++) {
        Deployed *deployed = outputs->list.items[i];

        if (deployed->is_copied || (is_own && deployed->is_elsewhere) ||
            (is_nested(deployment, deployed) && !is_nested_too)) {
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

/* Names are evaluated when the symbols do not decide, and nested templates read when
   those of the template's own do not. */
static Deployed *find_deployed(TriDeployment *deployment, TriStr name, bool is_own)
{
    struct TriOutputs *outputs = deployment->outputs;
    Deployed *found = is_own ? NULL : find_symbol(deployment, name);
    bool is_symbol = tri_map_find(&outputs->symbols, name, TRI_MAP_EXACT) != NULL;

    if (found != NULL || (is_symbol && !is_own)) {
        return found;
    }
    found = find_named(deployment, name, is_own, false);
    if (found != NULL) {
        return found;
    }
    if (!outputs->has_nested) {
        outputs->has_nested = true;
        add_nested(deployment, deployment->template, false);
    }
    return find_named(deployment, name, is_own, true);
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
           (output->condition != NULL &&
            tri_value_is_false(tri_eval(scope, output->condition)));
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
    tri_instance_deploy(instance, false);
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
