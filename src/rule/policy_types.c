/* Which resources a policy is for. */
#include "rule/operators.h"
#include "rule/policy.h"

static bool is_test(const TriCondition *condition, const char *name)
{
    return condition->test != NULL &&
           tri_str_eq_nocase(condition->test->name, tri_str_from_c(name));
}

bool tri_policy_is_field(const TriCondition *condition, const char *name)
{
    const TriPolicyCondition *policy = condition->policy;

    return condition->kind == TRI_CONDITION_TEST && policy != NULL &&
           policy->field.type.size == 0 && policy->field.path.count == 1 &&
           tri_str_eq_nocase(policy->field.path.segments[0].name, tri_str_from_c(name));
}

static void add_type(TriTypes *types, TriValue type)
{
    if (type.kind == TRI_STRING) {
        types->items[types->count++] = type.string;
    }
}

/* All of a namespace, or all below a type, is a type of rules as well. */
static bool is_namespace(TriStr pattern)
{
    return tri_str_has_suffix(pattern, TRI_STR("/*")) &&
           tri_str_find_char(pattern, '*') == pattern.size - 1;
}

static TriTypes types_of_test(TriArena *arena, const TriCondition *condition)
{
    TriTypes types = { 0 };
    TriValue operand = condition->operand;

    if (condition->policy->operand_expression.size > 0) {
        return types;
    }
    if (operand.kind == TRI_ARRAY && is_test(condition, "in")) {
        types.items = TRI_NEW_ARRAY(arena, TriStr, operand.array->count);
        for (size_t i = 0; i < operand.array->count; i++) {
            add_type(&types, tri_array_item(operand.array, i));
        }
    } else if (is_test(condition, "equals") ||
               (is_test(condition, "like") && operand.kind == TRI_STRING &&
                is_namespace(operand.string))) {
        types.items = TRI_NEW(arena, TriStr);
        add_type(&types, operand);
    }
    return types;
}

/* Whether the test fails for a field that is not there. */
static bool needs_field(const TriCondition *condition)
{
    static const char *const tests[] = {
        "equals",     "in",   "like",         "match",   "matchInsensitively",
        "contains",   "less", "lessOrEquals", "greater", "greaterOrEquals",
        "containsKey"
    };

    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (is_test(condition, tests[i])) {
            return condition->operand.kind == TRI_STRING ||
                   condition->operand.kind == TRI_BOOL ||
                   condition->operand.kind == TRI_INT;
        }
    }
    return false;
}

/* An alias is of one type or two, and other resources do not have the field. */
static TriTypes types_of_alias(TriArena *arena, const TriCondition *condition)
{
    TriTypes types = { 0 };
    const TriPolicyField *field = &condition->policy->field;

    if (field->type.size == 0 || field->path.has_wildcard || !needs_field(condition)) {
        return types;
    }
    types.items = TRI_NEW_ARRAY(arena, TriStr, field->other == NULL ? 1 : 2);
    for (; field != NULL; field = field->other) {
        types.items[types.count++] = field->type;
    }
    return types;
}

static TriTypes types_of_all(TriArena *arena, const TriCondition *condition)
{
    for (size_t i = condition->part_count; i > 0; i--) {
        TriTypes types = tri_policy_types(arena, condition->parts[i - 1]);

        if (types.count > 0) {
            return types;
        }
    }
    return (TriTypes){ 0 };
}

static TriTypes types_of_any(TriArena *arena, const TriCondition *condition)
{
    TRI_LIST(TriStr) all = { 0 };

    for (size_t i = 0; i < condition->part_count; i++) {
        TriTypes types = tri_policy_types(arena, condition->parts[i]);

        if (types.count == 0) {
            return types;
        }
        for (size_t j = 0; j < types.count; j++) {
            tri_list_push(arena, &all, types.items[j]);
        }
    }
    return (TriTypes){ all.items, all.count };
}

TriTypes tri_policy_types(TriArena *arena, const TriCondition *condition)
{
    if (condition->kind == TRI_CONDITION_ALL_OF) {
        return types_of_all(arena, condition);
    }
    if (condition->kind == TRI_CONDITION_ANY_OF) {
        return types_of_any(arena, condition);
    }
    if (condition->kind != TRI_CONDITION_TEST) {
        return (TriTypes){ 0 };
    }
    return tri_policy_is_field(condition, "type") ? types_of_test(arena, condition)
                                                  : types_of_alias(arena, condition);
}
