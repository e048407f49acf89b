/* Values in policies: literals, and expressions that are computed when the policy is
   read as far as no resource is needed. What they call must be there offline. */
#include "rule/policy.h"

#include "base/text.h"
#include "eval/functions.h"
#include "expr/parse.h"
#include "rule/computed.h"

/* Azure's own limits, and one for values. */
enum { MOST_CALL_DEPTH = 64, LONGEST_EXPRESSION = 81920, MOST_VALUE_DEPTH = 64 };

/* ---- literals ---- */

static TriStatus read_items(TriReader *reader, const TriJsonNode *node, TriValue *value)
{
    TriArray *array = TRI_NEW(reader->arena, TriArray);

    array->items = TRI_NEW_ARRAY(reader->arena, TriValue, node->count);
    tri_json_each_item (item, node) {
        if (tri_policy_literal(reader, item, &array->items[array->count++]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    *value = tri_value_array(array);
    return TRI_OK;
}

static TriStatus read_members(TriReader *reader, const TriJsonNode *node,
                              TriValue *value)
{
    TriObject *object = TRI_NEW(reader->arena, TriObject);

    object->members = TRI_NEW_ARRAY(reader->arena, TriMember, node->count);
    tri_json_each_member (name, node) {
        TriMember *member = &object->members[object->count++];

        member->name = tri_json_string(reader->arena, reader->json, name);
        member->name_span = tri_json_span(reader->json, name);
        if (tri_policy_literal(reader, name + 1, &member->value) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    *value = tri_value_object(object);
    return TRI_OK;
}

TriStatus tri_policy_literal(TriReader *reader, const TriJsonNode *node,
                             TriValue *value)
{
    TriStatus status;

    if (node->type != TRI_JSON_ARRAY && node->type != TRI_JSON_OBJECT) {
        return tri_read_value(reader, node, value);
    }
    if (reader->depth >= MOST_VALUE_DEPTH) {
        return tri_reader_wrong(reader, node, "values are nested deeper than %d",
                                MOST_VALUE_DEPTH);
    }
    reader->depth++;
    status = node->type == TRI_JSON_ARRAY ? read_items(reader, node, value)
                                          : read_members(reader, node, value);
    reader->depth--;
    return status;
}

/* ---- what expressions may call ---- */

static const char not_shown[] = "which a template does not show";

/* Functions that are refused, and what they would have to know. */
typedef struct Refused {
    const char *name;
    const char *what; /* NULL: Azure Policy does not have it */
} Refused;

static const Refused refused[] = {
    { "requestContext", "the request that Azure gets" }, /* but for its apiVersion */
    { "policy", "the assignment of the policy" },
    { "utcNow", "the time of the evaluation" },
    { "copyIndex", NULL },
    { "dateTimeAdd", NULL },
    { "dateTimeFromEpoch", NULL },
    { "dateTimeToEpoch", NULL },
    { "deployer", NULL },
    { "deployment", NULL },
    { "environment", NULL },
    { "extensionResourceId", NULL },
    { "lambdaVariables", NULL },
    { "managementGroup", NULL },
    { "managementGroupResourceId", NULL },
    { "newGuid", NULL },
    { "pickZones", NULL },
    { "providers", NULL },
    { "reference", NULL },
    { "references", NULL },
    { "resourceId", NULL },
    { "subscriptionResourceId", NULL },
    { "tenant", NULL },
    { "tenantResourceId", NULL },
    { "variables", NULL },
};

/* Where an expression is checked. */
typedef struct Checking {
    TriPolicyReading *reading;
    const TriJsonNode *node;
} Checking;

#define WRONG(checking, ...)                                                           \
    tri_reader_wrong((checking)->reading->reader, (checking)->node, __VA_ARGS__)

static TriStatus refuse(const Checking *checking, const Refused *row)
{
    return row->what != NULL
               ? WRONG(checking, "'%s()' is %s, %s", row->name, row->what, not_shown)
               : WRONG(checking, "Azure Policy has no function '%s' in a policy rule",
                       row->name);
}

/* The argument, where it is written out; else data is NULL. */
static TriStr literal_argument(const TriExpr *call)
{
    const TriExpr *argument =
        call->count == 1 ? tri_expr_get(call->call.items[0]) : NULL;

    return argument != NULL && argument->kind == TRI_EXPR_STRING ? argument->string
                                                                 : (TriStr){ 0 };
}

/* Whether the argument is written out, and no string. */
static bool is_other_literal(const TriExpr *call)
{
    const TriExpr *argument = tri_expr_get(call->call.items[0]);

    return argument->kind == TRI_EXPR_INT || argument->kind == TRI_EXPR_FLOAT ||
           argument->kind == TRI_EXPR_BOOL || argument->kind == TRI_EXPR_NULL;
}

static TriStatus check_parameter(const Checking *checking, const TriExpr *call)
{
    TriStr name = literal_argument(call);

    if (name.data == NULL) {
        return WRONG(checking, "'parameters' takes the name of a parameter");
    }
    return tri_rule_parameter(checking->reading->rule, name) != NULL
               ? TRI_OK
               : WRONG(checking, "there is no parameter '%.*s'", TRI_ARG(name));
}

static TriStatus check_field(const Checking *checking, const TriExpr *call)
{
    TriArena *arena = checking->reading->reader->arena;
    TriStr name = literal_argument(call);
    TriError error = { arena, { 0 } };
    TriPolicyField field;

    if (call->count != 1) {
        return WRONG(checking, "'field' takes 1 argument, not %u", call->count);
    }
    if (is_other_literal(call)) {
        return WRONG(checking, "'field' takes the name of a field");
    }
    return name.data == NULL || tri_policy_field(arena, name, &field, &error) == TRI_OK
               ? TRI_OK
               : WRONG(checking, "%.*s", TRI_ARG(error.message));
}

/* Whether a count around is called `name`, or counts items that have such a field. */
static bool is_counted(const Checking *checking, TriStr name)
{
    TriArena *arena = checking->reading->reader->arena;
    TriError ignored = { arena, { 0 } };
    TriPolicyField field;
    bool is_field = tri_policy_field(arena, name, &field, &ignored) == TRI_OK;

    for (const TriPolicyScope *scope = checking->reading->scope; scope != NULL;
         scope = scope->outer) {
        if (scope->path == NULL
                ? tri_str_eq_nocase(scope->name, name)
                : is_field && tri_path_begins_with(&field.path, scope->path)) {
            return true;
        }
    }
    return false;
}

static TriStatus check_current(const Checking *checking, const TriExpr *call)
{
    TriStr name = literal_argument(call);

    if (call->count > 1) {
        return WRONG(checking, "'current' takes 1 argument, not %u", call->count);
    }
    if (checking->reading->scope == NULL) {
        return WRONG(checking, "'current()' needs a count around it");
    }
    return name.data == NULL || is_counted(checking, name)
               ? TRI_OK
               : WRONG(checking, "no count around it counts '%.*s'", TRI_ARG(name));
}

static TriStatus check_known(const Checking *checking, TriStr name)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (tri_str_eq_nocase(tri_str_from_c(refused[i].name), name)) {
            return refuse(checking, &refused[i]);
        }
    }
    if (tri_policy_function_find(name) != NULL) {
        return TRI_OK;
    }
    if (tri_str_has_prefix_nocase(name, TRI_STR("list"))) {
        return WRONG(checking, "Azure Policy has no function '%.*s' in a policy rule",
                     TRI_ARG(name));
    }
    if (tri_function_find(name) != NULL) {
        return TRI_OK;
    }
    TriStr nearest = tri_function_nearest(name);

    return WRONG(checking, "unknown function '%.*s'%s%.*s%s", TRI_ARG(name),
                 TRI_MEANT(nearest));
}

static TriStatus check_call(const Checking *checking, const TriExpr *call)
{
    static const struct {
        TriStr name;
        TriStatus (*check)(const Checking *checking, const TriExpr *call);
    } own[] = {
        { TRI_STR_INIT("parameters"), check_parameter },
        { TRI_STR_INIT("field"), check_field },
        { TRI_STR_INIT("current"), check_current },
    };

    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (tri_str_eq_nocase(own[i].name, call->call.name)) {
            return own[i].check(checking, call);
        }
    }
    return check_known(checking, call->call.name);
}

/* Of the request, a resource shows in which version it is made. */
static bool is_api_version(const TriExpr *expr)
{
    if (expr->kind != TRI_EXPR_ACCESS) {
        return false;
    }
    const TriExpr *call = tri_expr_get(expr->call.items[0]);
    const TriExpr *name = tri_expr_get(expr->call.items[1]);

    return call->kind == TRI_EXPR_CALL && call->count == 0 &&
           tri_str_eq_nocase(call->call.name, TRI_STR("requestContext")) &&
           name->kind == TRI_EXPR_STRING &&
           tri_str_eq_nocase(name->string, TRI_STR("apiVersion"));
}

static TriStatus check_expr(const Checking *checking, TriExpr *expr, unsigned depth)
{
    expr = tri_expr_get(expr);
    if (is_api_version(expr)) {
        return TRI_OK;
    }
    if (depth > MOST_CALL_DEPTH) {
        return WRONG(checking, "the expression is nested deeper than %d",
                     MOST_CALL_DEPTH);
    }
    if (expr->kind == TRI_EXPR_ERROR) {
        return WRONG(checking, "%.*s", TRI_ARG(expr->error.message));
    }
    if (expr->kind == TRI_EXPR_LAMBDA) {
        return WRONG(checking,
                     "Azure Policy has no function 'lambda' in a policy rule");
    }
    if (expr->kind == TRI_EXPR_CALL && check_call(checking, expr) != TRI_OK) {
        return TRI_FAILED;
    }
    if (expr->kind != TRI_EXPR_CALL && expr->kind != TRI_EXPR_ACCESS) {
        return TRI_OK;
    }
    for (size_t i = 0; i < expr->count; i++) {
        if (check_expr(checking, expr->call.items[i], depth + 1) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- values ---- */

/* Whether all of it is known. Depth is limited by that of what it was made of. */
static bool is_known(TriValue value)
{
    for (size_t i = 0; i < tri_value_part_count(value); i++) {
        if (!is_known(tri_value_part(value, i))) {
            return false;
        }
    }
    return value.kind != TRI_UNKNOWN && value.kind != TRI_LAMBDA && !tri_is_open(value);
}

static TriStatus read_expression(TriPolicyReading *reading, const TriJsonNode *node,
                                 TriStr text, TriValue *value, TriStr *expression)
{
    Checking checking = { reading, node };
    TriComputing computing = { reading->eval, reading->rule, TRI_PROFILE_DEFAULT, NULL,
                               NULL };

    if (text.size > LONGEST_EXPRESSION) {
        return WRONG(&checking, "the expression is longer than %d characters",
                     LONGEST_EXPRESSION);
    }
    if (check_expr(&checking,
                   tri_computed_parse(reading->reader->arena, TRI_STR(""), text),
                   0) != TRI_OK) {
        return TRI_FAILED;
    }
    *value = tri_computed_value(&computing, text);
    if (value->kind == TRI_UNKNOWN && value->unknown->reason == TRI_REASON_ERROR) {
        return WRONG(&checking, "%.*s", TRI_ARG(value->unknown->why));
    }
    if (!is_known(*value)) {
        *value = (TriValue){ 0 };
        *expression = text;
    }
    return TRI_OK;
}

/* ---- arrays ---- */

/* Reads an item: of kind 0, with `*expression`, when only a resource tells it. */
static TriStatus read_item(TriPolicyReading *reading, const TriJsonNode *item,
                           TriValue *value, TriStr *expression)
{
    return item->type == TRI_JSON_STRING
               ? tri_policy_value(reading, item, value, expression)
               : tri_policy_literal(reading->reader, item, value);
}

/* The items of an array are computed one by one, and must be known. */
static TriStatus read_array(TriPolicyReading *reading, const TriJsonNode *node,
                            TriValue *value)
{
    TriReader *reader = reading->reader;
    TriArray *array = TRI_NEW(reader->arena, TriArray);

    array->items = TRI_NEW_ARRAY(reader->arena, TriValue, node->count);
    tri_json_each_item (item, node) {
        TriStr expression = { 0 };
        TriValue *read = &array->items[array->count++];

        if (read_item(reading, item, read, &expression) != TRI_OK) {
            return TRI_FAILED;
        }
        if (expression.size > 0) {
            return tri_reader_wrong(reader, item,
                                    "an item that depends on the resource is not "
                                    "supported; make an expression of the array");
        }
    }
    *value = tri_value_array(array);
    return TRI_OK;
}

TriStatus tri_policy_list(TriPolicyReading *reading, const TriJsonNode *node,
                          TriValue *value, TriStr *expression)
{
    TriReader *reader = reading->reader;
    TriArray *array = TRI_NEW(reader->arena, TriArray);
    TriText computed = tri_text(reader->arena);

    array->items = TRI_NEW_ARRAY(reader->arena, TriValue, node->count);
    tri_json_each_item (item, node) {
        TriStr text = { 0 };

        if (read_item(reading, item, &array->items[array->count], &text) != TRI_OK) {
            return TRI_FAILED;
        }
        if (text.size == 0) {
            array->count++;
            continue;
        }
        tri_text_add_c(&computed,
                       tri_text_str(&computed).size == 0 ? "[createArray(" : ", ");
        tri_text_add(&computed, tri_str_slice(text, 1, text.size - 2));
    }
    if (tri_text_str(&computed).size > 0) {
        tri_text_add_c(&computed, ")]");
    }
    *value = tri_value_array(array);
    *expression = tri_text_str(&computed);
    return TRI_OK;
}

TriStatus tri_policy_value(TriPolicyReading *reading, const TriJsonNode *node,
                           TriValue *value, TriStr *expression)
{
    TriReader *reader = reading->reader;

    *expression = TRI_STR("");
    if (node->type == TRI_JSON_ARRAY) {
        return read_array(reading, node, value);
    }
    if (node->type != TRI_JSON_STRING) {
        return tri_policy_literal(reader, node, value);
    }
    TriStr text = tri_json_string(reader->arena, reader->json, node);

    if (reading->is_resource && tri_str_has_prefix(text, TRI_STR("[["))) {
        text = tri_str_from(text, 1);
    }
    if (tri_expr_form(text) == TRI_FORM_LITERAL) {
        *value = tri_value_string(text);
        return TRI_OK;
    }
    return read_expression(reading, node, text, value, expression);
}
