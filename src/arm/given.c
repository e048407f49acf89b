#include "arm/given.h"

#include "arm/value.h"
#include "base/placeholder.h"
#include "expr/parse.h"

static bool is_key_vault_reference(const TriJson *json, const TriJsonNode *entry)
{
    return tri_json_find(json, entry, TRI_STR("reference")) != NULL;
}

static bool is_placeholder(const TriArmReader *reader, const TriJsonNode *value)
{
    return value->type == TRI_JSON_STRING &&
           tri_has_placeholder(tri_arm_string(reader, value));
}

/* Nothing at all is given by null and {}. */
static bool is_nothing(const TriJsonNode *entry)
{
    return entry->type == TRI_JSON_NULL ||
           (entry->type == TRI_JSON_OBJECT && entry->count == 0);
}

/* {"expression": "[…]"} is the one place of a parameter file that is evaluated. */
static TriGiven lower_given(const TriArmReader *reader,
                            const TriArmReader *expression_reader,
                            const TriJsonNode *name)
{
    const TriJson *json = &reader->json;
    const TriJsonNode *entry = name + 1;
    const TriJsonNode *value = tri_json_find(json, entry, TRI_STR("value"));
    const TriJsonNode *expression = tri_json_find(json, entry, TRI_STR("expression"));
    TriGiven given = { .name = tri_arm_string(reader, name),
                       .name_span = tri_json_span(json, name) };

    if (value == NULL && is_key_vault_reference(json, entry)) {
        given.kind = TRI_GIVEN_KEY_VAULT;
        given.value = tri_arm_value(reader, entry);
    } else if (value == NULL && expression != NULL) {
        given.value = tri_arm_value(expression_reader, expression);
    } else if (value != NULL || !is_nothing(entry)) {
        const TriJsonNode *written = value != NULL ? value : entry;

        given.kind =
            is_placeholder(reader, written) ? TRI_GIVEN_PLACEHOLDER : TRI_GIVEN_VALUE;
        given.is_bare = value == NULL;
        given.value = tri_arm_value(reader, written);
    }
    return given;
}

/* Whether an expression stands anywhere in `value`. */
static bool holds_expression(const TriArmReader *reader, const TriJsonNode *value)
{
    for (size_t i = 0; i < value->extent; i++) {
        if (value[i].type == TRI_JSON_STRING &&
            tri_expr_form(tri_arm_string(reader, &value[i])) == TRI_FORM_EXPRESSION) {
            return true;
        }
    }
    return false;
}

TriGivens tri_arm_lower_parameters(TriArena *arena, const TriJson *json,
                                   const TriJsonNode *node, bool is_wrapper)
{
    TriGivens givens = { 0 };
    const TriArmReader *reader = tri_arm_reader_of_given(arena, json);
    const TriArmReader *expression_reader = tri_arm_reader(arena, json, false);
    TriTemplate *nothing = TRI_NEW(arena, TriTemplate);

    if (node == NULL || node->type != TRI_JSON_OBJECT) {
        return givens;
    }
    tri_template_index(arena, nothing);
    givens.names = nothing;
    givens.span = tri_json_span(json, node);
    givens.items = TRI_NEW_ARRAY(arena, TriGiven, node->count);
    tri_json_each_member (name, node) {
        TriGiven *given = &givens.items[givens.count++];

        *given = lower_given(reader, expression_reader, name);
        if (is_wrapper && holds_expression(reader, name + 1)) {
            given->kind = TRI_GIVEN_EXPRESSION;
        }
    }
    return givens;
}
