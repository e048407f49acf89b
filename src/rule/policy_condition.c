/* Conditions of policies: the `if` of a rule, and existenceConditions. */
#include "base/text.h"
#include "expr/parse.h"
#include "rule/computed.h"
#include "rule/policy.h"
#include "rule/policy_operators.h"

/* Azure's own limits. */
enum { MOST_DEPTH = 64, MOST_CONDITIONS = 4096, MOST_COUNTED_VALUES = 100 };

/* The members of a condition. */
typedef struct Draft {
    const TriJsonNode *all_of;
    const TriJsonNode *any_of;
    const TriJsonNode *negated;
    const TriJsonNode *field;
    const TriJsonNode *value;
    const TriJsonNode *count;
    const TriJsonNode *operand;
    const TriOperator *test;
    unsigned operators;
} Draft;

static TriReadOther read_operator;

static const TriField fields[] = {
    TRI_FIELD("allOf", Draft, all_of, tri_read_node),
    TRI_FIELD("anyOf", Draft, any_of, tri_read_node),
    TRI_FIELD("not", Draft, negated, tri_read_node),
    TRI_FIELD("field", Draft, field, tri_read_node),
    TRI_FIELD("value", Draft, value, tri_read_node),
    TRI_FIELD("count", Draft, count, tri_read_node),
};

static const TriShape shape = TRI_SHAPE("a condition", fields, read_operator);

static TriStatus read_operator(TriReader *reader, const TriJsonNode *name, void *object)
{
    Draft *draft = object;
    TriStr key = tri_json_string(reader->arena, reader->json, name);

    draft->operators++;
    draft->operand = name + 1;
    draft->test = tri_policy_operator_find(key);
    return draft->test != NULL
               ? TRI_OK
               : tri_reader_unknown(reader, name, &shape, tri_policy_operators,
                                    tri_policy_operator_count);
}

static TriPolicyCondition *add_policy(TriReader *reader, TriCondition *condition)
{
    TriPolicyCondition *policy = TRI_NEW(reader->arena, TriPolicyCondition);

    condition->policy = policy;
    return policy;
}

/* A condition with one part. */
static TriCondition *around(TriReader *reader, TriConditionKind kind,
                            TriCondition *part)
{
    TriCondition *condition = tri_new_condition(reader, kind);

    condition->parts = TRI_NEW(reader->arena, TriCondition *);
    condition->parts[0] = part;
    condition->part_count = 1;
    return condition;
}

/* ---- structure ---- */

/* Parts in turned order: what a policy asks last is what it is about, and the first
   part that decides is what is reported. */
static TriStatus read_parts(TriPolicyReading *reading, const TriJsonNode *node,
                            TriConditionKind kind, TriCondition **condition)
{
    TriReader *reader = reading->reader;

    if (node->type != TRI_JSON_ARRAY || node->count == 0) {
        return tri_reader_wrong(reader, node, "expected an array of conditions");
    }
    *condition = tri_new_condition(reader, kind);
    (*condition)->parts = TRI_NEW_ARRAY(reader->arena, TriCondition *, node->count);
    (*condition)->part_count = node->count;
    size_t at = node->count;
    TriStatus status = TRI_OK;

    tri_json_each_item (item, node) {
        if (tri_policy_condition(reading, item, &(*condition)->parts[--at]) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

/* ---- fields ---- */

/* A field of the configuration that every site has, in the site: its siteConfig. */
static TriStatus move_to_site(TriPolicyReading *reading, TriPolicyField *field)
{
    TriArena *arena = reading->reader->arena;
    TriPath *path = &field->path;
    TriSegment *segments = TRI_NEW_ARRAY(arena, TriSegment, path->count + 1);

    segments[0] = path->segments[0];
    segments[1] = (TriSegment){ .name = TRI_STR("siteConfig") };
    for (size_t i = 1; i < path->count; i++) {
        segments[i + 1] = path->segments[i];
    }
    path->segments = segments;
    path->count++;
    field->type =
        tri_str_slice(field->type, 0, field->type.size - TRI_STR("/config").size);
    return TRI_OK;
}

static TriStatus find_field(TriPolicyReading *reading, const TriJsonNode *node,
                            TriStr text, TriPolicyField *field)
{
    TriReader *reader = reading->reader;
    TriError error = { reader->arena, { 0 } };

    if (tri_policy_field(reader->arena, text, field, &error) != TRI_OK) {
        return tri_reader_wrong(reader, node, "%.*s", TRI_ARG(error.message));
    }
    return reading->web_config.size > 0 &&
                   tri_str_eq_nocase(field->type, reading->web_config)
               ? move_to_site(reading, field)
               : TRI_OK;
}

/* The name of a field: of size 0, with `*expression`, when only a resource tells. */
static TriStatus read_field_name(TriPolicyReading *reading, const TriJsonNode *node,
                                 TriStr *name, TriStr *expression)
{
    TriValue value;

    if (tri_policy_value(reading, node, &value, expression) != TRI_OK) {
        return TRI_FAILED;
    }
    *name = value.kind == TRI_STRING ? value.string : TRI_STR("");
    return value.kind == TRI_STRING || expression->size > 0
               ? TRI_OK
               : tri_reader_wrong(reading->reader, node,
                                  "expected the name of a field");
}

/* The configuration that every site has is called "web". */
static bool is_own_name(const TriPolicyReading *reading, TriStr name, TriValue *value)
{
    bool is_name = tri_str_eq_nocase(name, TRI_STR("name"));

    *value = tri_value_string(is_name ? TRI_STR("web") : reading->web_config);
    return reading->web_config.size > 0 &&
           (is_name || tri_str_eq_nocase(name, TRI_STR("type")));
}

/* All values of a field with a wildcard must hold: they are parts. */
static TriStatus read_field(TriPolicyReading *reading, const TriJsonNode *node,
                            TriCondition **condition)
{
    TriReader *reader = reading->reader;
    TriCondition *test = tri_new_condition(reader, TRI_CONDITION_TEST);
    TriPolicyCondition *policy = add_policy(reader, test);
    TriStr name;

    *condition = test;
    if (read_field_name(reading, node, &name, &policy->field_expression) != TRI_OK) {
        return TRI_FAILED;
    }
    if (is_own_name(reading, name, &policy->subject)) {
        test->kind = TRI_CONDITION_VALUE;
        return TRI_OK;
    }
    if (policy->field_expression.size == 0 &&
        find_field(reading, node, name, &policy->field) != TRI_OK) {
        return TRI_FAILED;
    }
    test->path = policy->field.path;
    if (test->path.has_wildcard || policy->field_expression.size > 0) {
        *condition = around(reader, TRI_CONDITION_ALL_OF, test);
    }
    return TRI_OK;
}

static TriStatus read_value(TriPolicyReading *reading, const TriJsonNode *node,
                            TriCondition **condition)
{
    *condition = tri_new_condition(reading->reader, TRI_CONDITION_VALUE);
    return tri_policy_value(reading, node,
                            &add_policy(reading->reader, *condition)->subject,
                            &(*condition)->expression);
}

/* ---- counts ---- */

typedef struct CountDraft {
    const TriJsonNode *field;
    const TriJsonNode *value;
    const TriJsonNode *where;
    TriStr name;
} CountDraft;

static const TriField count_fields[] = {
    TRI_FIELD("field", CountDraft, field, tri_read_node),
    TRI_FIELD("value", CountDraft, value, tri_read_node),
    TRI_FIELD("where", CountDraft, where, tri_read_node),
    TRI_FIELD("name", CountDraft, name, tri_read_text),
};

static const TriShape count_shape = TRI_SHAPE("a count", count_fields, NULL);

static TriStatus read_counted_field(TriPolicyReading *reading, const TriJsonNode *node,
                                    TriCondition *condition, TriPolicyCondition *policy)
{
    TriStr expression;
    TriStr name;

    if (read_field_name(reading, node, &name, &expression) != TRI_OK) {
        return TRI_FAILED;
    }
    if (expression.size > 0) {
        return tri_reader_wrong(reading->reader, node,
                                "which field is counted must not depend on the "
                                "resource");
    }
    if (find_field(reading, node, name, &policy->field) != TRI_OK) {
        return TRI_FAILED;
    }
    condition->counted = policy->field.path;
    return condition->counted.has_wildcard
               ? TRI_OK
               : tri_reader_wrong(reading->reader, node,
                                  "the items of an array are counted: its alias ends "
                                  "in [*]");
}

static TriStatus read_counted_value(TriPolicyReading *reading, const TriJsonNode *node,
                                    TriCondition *condition, TriPolicyCondition *policy)
{
    TriValue *value = &policy->subject;

    policy->counts_values = true;
    if (tri_policy_value(reading, node, value, &condition->expression) != TRI_OK) {
        return TRI_FAILED;
    }
    if (value->kind != 0 && value->kind != TRI_ARRAY) {
        return tri_reader_wrong(reading->reader, node, "expected an array to count");
    }
    return value->kind == 0 || value->array->count <= MOST_COUNTED_VALUES
               ? TRI_OK
               : tri_reader_wrong(reading->reader, node,
                                  "Azure Policy counts at most %d values",
                                  MOST_COUNTED_VALUES);
}

static TriStatus read_where(TriPolicyReading *reading, const TriJsonNode *node,
                            TriCondition *condition)
{
    const TriPolicyScope *outer = reading->scope;
    TriPolicyScope scope = { outer, condition->policy->counted_name,
                             condition->policy->counts_values ? NULL
                                                              : &condition->counted };
    TriStatus status;

    reading->scope = &scope;
    status = tri_policy_condition(reading, node, &condition->counted_where);
    reading->scope = outer;
    return status;
}

static TriStatus read_count(TriPolicyReading *reading, const TriJsonNode *node,
                            TriCondition **condition)
{
    TriReader *reader = reading->reader;
    CountDraft draft = { .name = TRI_STR("default") };
    TriPolicyCondition *policy;

    *condition = tri_new_condition(reader, TRI_CONDITION_COUNT);
    policy = add_policy(reader, *condition);
    if (tri_read_object(reader, node, &count_shape, &draft) != TRI_OK) {
        return TRI_FAILED;
    }
    if ((draft.field == NULL) == (draft.value == NULL)) {
        return tri_reader_wrong(reader, node,
                                "a count needs either 'field' or 'value'");
    }
    policy->counted_name = draft.name;
    if (draft.field != NULL) {
        if (read_counted_field(reading, draft.field, *condition, policy) != TRI_OK) {
            return TRI_FAILED;
        }
    } else if (read_counted_value(reading, draft.value, *condition, policy) != TRI_OK) {
        return TRI_FAILED;
    }
    return draft.where == NULL ? TRI_OK : read_where(reading, draft.where, *condition);
}

/* ---- operators ---- */

static bool is_type_field(const TriPolicyCondition *policy)
{
    return policy->field.type.size == 0 && policy->field.path.count == 1 &&
           tri_str_eq_nocase(policy->field.path.segments[0].name, TRI_STR("type"));
}

/* What policies call a resource group, as templates call it. */
static TriValue rename_type(TriValue value)
{
    if (value.kind == TRI_STRING &&
        tri_str_eq_nocase(value.string, TRI_STR("Microsoft.Resources/subscriptions/"
                                                "resourceGroups"))) {
        value.string = TRI_STR("Microsoft.Resources/resourceGroups");
    }
    return value;
}

static TriValue rename_types(TriArena *arena, TriValue operand)
{
    if (operand.kind != TRI_ARRAY) {
        return rename_type(operand);
    }
    TriArray *array = TRI_NEW(arena, TriArray);

    array->items = TRI_NEW_ARRAY(arena, TriValue, operand.array->count);
    for (size_t i = 0; i < operand.array->count; i++) {
        array->items[array->count++] = rename_type(tri_array_item(operand.array, i));
    }
    return tri_value_array(array);
}

/* What is wrong with a value to compare with; empty when nothing is. */
static TriStr operand_trouble(TriReader *reader, const TriCondition *condition)
{
    const TriOperator *test = condition->test;

    if ((condition->operand.kind & test->operand) != 0) {
        return tri_policy_operand_trouble(test, condition->operand);
    }
    return tri_policy_wrong_operand(reader->arena, test, condition->operand);
}

static TriStatus read_operand(TriPolicyReading *reading, const Draft *draft,
                              TriCondition *condition)
{
    TriReader *reader = reading->reader;
    TriPolicyCondition *policy = TRI_NEW(reader->arena, TriPolicyCondition);

    *policy = *condition->policy;
    condition->policy = policy;
    condition->test = draft->test;
    bool is_list = draft->operand->type == TRI_JSON_ARRAY;
    TriStatus status =
        is_list ? tri_policy_list(reading, draft->operand, &condition->operand,
                                  &policy->operand_expression)
                : tri_policy_value(reading, draft->operand, &condition->operand,
                                   &policy->operand_expression);

    if (status != TRI_OK || (policy->operand_expression.size > 0 && !is_list)) {
        return status;
    }
    TriStr trouble = operand_trouble(reader, condition);

    if (is_type_field(policy)) {
        condition->operand = rename_types(reader->arena, condition->operand);
    }
    condition->operand =
        tri_policy_operand(reader->arena, policy->field.view, condition->operand);
    return trouble.size == 0
               ? TRI_OK
               : tri_reader_wrong(reader, draft->operand, "%.*s", TRI_ARG(trouble));
}

/* The condition that is compared: itself, or the only part. */
static TriCondition *compared(TriCondition *condition)
{
    return condition->policy == NULL ? condition->parts[0] : condition;
}

/* ---- conditions ---- */

static TriStatus check_draft(const TriReader *reader, const TriJsonNode *node,
                             const Draft *draft)
{
    unsigned subjects =
        (draft->field != NULL) + (draft->value != NULL) + (draft->count != NULL);
    unsigned structures =
        (draft->all_of != NULL) + (draft->any_of != NULL) + (draft->negated != NULL);

    if (subjects + structures != 1) {
        return tri_reader_wrong(reader, node,
                                "a condition needs one of 'allOf', 'anyOf', 'not', "
                                "'field', 'value' and 'count'");
    }
    if (draft->operators != subjects) {
        return tri_reader_wrong(reader, node,
                                subjects == 1
                                    ? "a condition needs exactly one operator, not %u"
                                    : "%u operators beside 'allOf', 'anyOf' or 'not'",
                                draft->operators);
    }
    return TRI_OK;
}

static TriStatus read_structure(TriPolicyReading *reading, const Draft *draft,
                                TriCondition **condition)
{
    TriCondition *part;

    if (draft->all_of != NULL) {
        return read_parts(reading, draft->all_of, TRI_CONDITION_ALL_OF, condition);
    }
    if (draft->any_of != NULL) {
        return read_parts(reading, draft->any_of, TRI_CONDITION_ANY_OF, condition);
    }
    if (tri_policy_condition(reading, draft->negated, &part) != TRI_OK) {
        return TRI_FAILED;
    }
    *condition = around(reading->reader, TRI_CONDITION_NOT, part);
    return TRI_OK;
}

static TriStatus read_comparison(TriPolicyReading *reading, const Draft *draft,
                                 TriCondition **condition)
{
    TriStatus status =
        draft->field != NULL   ? read_field(reading, draft->field, condition)
        : draft->value != NULL ? read_value(reading, draft->value, condition)
                               : read_count(reading, draft->count, condition);

    return status == TRI_OK ? read_operand(reading, draft, compared(*condition))
                            : status;
}

TriStatus tri_policy_condition(TriPolicyReading *reading, const TriJsonNode *node,
                               TriCondition **condition)
{
    TriReader *reader = reading->reader;
    Draft draft = { 0 };
    TriStatus status;

    if (reader->depth >= MOST_DEPTH) {
        return tri_reader_wrong(reader, node, "conditions are nested deeper than %d",
                                MOST_DEPTH);
    }
    if (reading->conditions++ >= MOST_CONDITIONS) {
        return tri_reader_wrong(reader, node, "there are more than %d conditions",
                                MOST_CONDITIONS);
    }
    if (tri_read_object(reader, node, &shape, &draft) != TRI_OK ||
        check_draft(reader, node, &draft) != TRI_OK) {
        return TRI_FAILED;
    }
    reader->depth++;
    status = draft.operators == 0 ? read_structure(reading, &draft, condition)
                                  : read_comparison(reading, &draft, condition);
    reader->depth--;
    return status;
}
