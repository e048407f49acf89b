/* What is wrong with given parameter values (arm-language.md 6, 7). */
#include "base/placeholder.h"
#include "base/text.h"
#include "base/utf8.h"
#include "eval/deployment.h"
#include "eval/print.h"
#include "eval/schema.h"

/* Of one value no more is told than this, and nothing of what is nested deeper. */
enum { MOST_TOLD = 8, DEEPEST = 1000, MOST_STEPS = 16 };

typedef struct Check {
    TriDeployment *deployment;
    TriSink *sink;
    TriSchemas schemas;
    const TriPassed *given;
    unsigned told; /* of the value */
    unsigned depth;
} Check;

/* A part of a value: a member, or an item when the name has no data. */
typedef struct Place {
    const struct Place *outer; /* NULL: the value itself */
    TriStr name;
    size_t index;
    TriSpan span;
    bool is_secret; /* what is there, and the names of its members */
} Place;

static void report_undeclared(const Check *check)
{
    if (check->given->is_secret) {
        tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, check->given->name_span,
                   "the template has no parameter of this name");
        return;
    }
    const TriTemplate *template = check->deployment->template;
    TriStr nearest = TRI_NEAREST_NAME(check->given->name, template->parameters,
                                      template->parameter_count);

    tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, check->given->name_span,
               "the template has no parameter '%.*s'%s%.*s%s",
               TRI_ARG(check->given->name), TRI_MEANT(nearest));
}

/* ---- places ---- */

/* ".settings[2].name", from the value inwards; of a long way the last steps. */
static void add_place(TriText *text, const Place *place, unsigned steps)
{
    if (place->outer == NULL) {
        return;
    }
    if (steps == 0) {
        tri_text_add_c(text, "…");
        return;
    }
    add_place(text, place->outer, steps - 1);
    if (place->name.data == NULL) {
        tri_text_addf(text, "[%zu]", place->index);
    } else if (tri_is_name(place->name)) {
        tri_text_addf(text, ".%.*s", TRI_ARG(place->name));
    } else {
        tri_text_addf(text, "['%.*s']", TRI_ARG(place->name));
    }
}

/* Of the value at a place; `span` is where that stands, as far as it is known. */
static void report(Check *check, const Place *place, TriSpan span, const char *what,
                   TriStr rest)
{
    TriText text = tri_text(check->sink->arena);

    add_place(&text, place, MOST_STEPS);
    TriStr at = tri_text_str(&text);

    check->told++;
    tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, span,
               "the value of parameter '%.*s'%s%.*s%s %s%.*s",
               TRI_ARG(check->given->name), at.size > 0 ? ", at " : "", TRI_ARG(at),
               at.size > 0 ? "," : "", what, TRI_ARG(rest));
}

/* "'name'", and what was meant by it. */
static TriStr quoted(const Check *check, TriStr name, TriStr nearest)
{
    return tri_format(check->sink->arena, "'%.*s'%s%.*s%s", TRI_ARG(name),
                      TRI_MEANT(nearest));
}

/* Where a part is written; where its name is or else the whole, when nobody knows. */
static TriSpan span_of(TriValue value, TriSpan name_span, TriSpan outer)
{
    return value.origin != NULL       ? value.origin->span
           : name_span.source != NULL ? name_span
                                      : outer;
}

/* ---- one value ---- */

static bool has_type(Check *check, const TriSchema *schema, TriValue value,
                     const Place *place)
{
    if ((value.kind & schema->type) != 0) {
        return true;
    }
    report(check, place, place->span, "must be ",
           tri_format(check->sink->arena, "%s, not %s", tri_type_name(schema->type),
                      tri_type_name(value.kind)));
    return false;
}

static void check_range(Check *check, const Place *place, int64_t size, TriBound least,
                        TriBound most, const char *what)
{
    TriArena *arena = check->sink->arena;

    if (least.is_there && size < least.value) {
        report(check, place, place->span, what,
               tri_format(arena, "at least %lld", (long long)least.value));
    }
    if (most.is_there && size > most.value) {
        report(check, place, place->span, what,
               tri_format(arena, "at most %lld", (long long)most.value));
    }
}

/* An open value may be longer than that. */
static void check_length(Check *check, const TriSchema *schema, size_t length,
                         bool is_open, const Place *place)
{
    check_range(check, place, (int64_t)length,
                is_open ? (TriBound){ 0 } : schema->least_length, schema->most_length,
                "must have a length of ");
}

/* ---- its parts ---- */

static void check_value(Check *check, const TriSchema *schema, TriValue value,
                        const Place *place);

static void check_part(Check *check, TriSchemaPart *part, TriValue value, Place place)
{
    if (part != NULL) {
        place.is_secret = place.is_secret || value.is_secure;
        check_value(check, tri_schema_of(&check->schemas, part), value, &place);
    }
}

static void check_items(Check *check, const TriSchema *schema, const TriArray *array,
                        const Place *place)
{
    size_t first = schema->prefix == NULL ? 0 : schema->prefix->count;

    if (schema->has_no_items && array->count > first) {
        report(check, place, place->span, "must have a length of ",
               tri_format(check->sink->arena, "at most %zu", first));
    }
    if (first == 0 && schema->items == NULL) {
        return;
    }
    for (size_t i = 0; i < array->count && check->told < MOST_TOLD; i++) {
        TriSchemaPart *part = i < first ? &schema->prefix->items[i] : schema->items;
        TriValue item = part == NULL ? tri_value_null() : tri_array_item(array, i);

        check_part(check, part, item,
                   (Place){ .outer = place,
                            .index = i,
                            .span = span_of(item, (TriSpan){ 0 }, place->span),
                            .is_secret = place->is_secret });
    }
}

/* Further members may be there of which nobody knows. */
static bool is_open(const TriObject *object)
{
    return object->is_open || object->unnamed != NULL;
}

/* One finding for all of them, since they have one place. */
static void check_required(Check *check, const TriSchema *schema,
                           const TriObject *object, const Place *place)
{
    TriSchemaParts *properties = schema->properties;
    TriText names = tri_text(check->deployment->eval->arena);
    size_t count = 0;

    if (properties == NULL || is_open(object)) {
        return;
    }
    tri_schema_read_required(&check->schemas, properties);
    for (size_t i = 0; i < properties->required_count && count <= MOST_TOLD; i++) {
        TriStr name = properties->required[i]->name;

        if (tri_object_find_last(check->deployment->eval->arena, object, name) !=
            TRI_NOT_FOUND) {
            continue;
        }
        if (count < MOST_TOLD) {
            tri_text_addf(&names, "%s'%.*s'", count > 0 ? ", " : "", TRI_ARG(name));
        } else {
            tri_text_add_c(&names, " and others");
        }
        count++;
    }
    if (count > 0) {
        report(check, place, place->span,
               count > 1 ? "must have the properties " : "must have a property ",
               tri_text_str(&names));
    }
}

static void check_member(Check *check, const TriSchema *schema, const TriObject *object,
                         size_t index, const Place *place)
{
    const TriMember *member = &object->members[index];
    TriSchemaPart *part = tri_schema_find(schema->properties, member->name);

    /* Of one name the last counts. */
    if (tri_object_find_last(check->deployment->eval->arena, object, member->name) !=
        index) {
        return;
    }
    if (part == NULL && schema->is_closed && schema->mapping == NULL) {
        report(check, place,
               member->name_span.source != NULL ? member->name_span : place->span,
               "must not have a property ",
               quoted(check, tri_told_name(member->name, place->is_secret),
                      place->is_secret
                          ? TRI_STR("")
                          : tri_schema_nearest(schema->properties, member->name)));
        return;
    }
    /* What a declaration tells is no secret. */
    TriStr name = tri_told_name(member->name, place->is_secret && part == NULL);

    part = part != NULL ? part : schema->additional;
    if (part != NULL) {
        TriValue value = tri_object_value(object, index);

        check_part(check, part, value,
                   (Place){ .outer = place,
                            .name = name,
                            .span = span_of(value, member->name_span, place->span),
                            .is_secret = place->is_secret });
    }
}

/* One of several types, as the value of one property tells. */
static void check_told_apart(Check *check, const TriSchema *schema, TriValue value,
                             const Place *place)
{
    size_t index = tri_object_find_last(check->deployment->eval->arena, value.object,
                                        schema->discriminator);

    if (index == TRI_NOT_FOUND) {
        if (!is_open(value.object)) {
            report(check, place, place->span, "must have a property ",
                   quoted(check, schema->discriminator, TRI_STR("")));
        }
        return;
    }
    TriValue kind = tri_object_value(value.object, index);
    const TriMember *member = &value.object->members[index];
    const Place at = { .outer = place,
                       .name = member->name,
                       .span = span_of(kind, member->name_span, place->span) };
    const TriSchema text = { .type = TRI_STRING };

    if (kind.kind == TRI_UNKNOWN || !has_type(check, &text, kind, &at)) {
        return;
    }
    TriSchemaPart *part = tri_schema_find(schema->mapping, kind.string);

    if (part == NULL) {
        TriStr nearest = tri_schema_nearest(schema->mapping, kind.string);

        report(check, &at, at.span, "names none of the types",
               tri_format(check->sink->arena, "%s%.*s%s", TRI_MEANT(nearest)));
        return;
    }
    check_part(check, part, value, *place);
}

static void check_members(Check *check, const TriSchema *schema, TriValue value,
                          const Place *place)
{
    const TriObject *object = value.object;

    check_required(check, schema, object, place);
    if (schema->mapping != NULL) {
        check_told_apart(check, schema, value, place);
    }
    if (schema->properties == NULL && schema->additional == NULL &&
        !schema->is_closed) {
        return;
    }
    for (size_t i = 0; i < object->count && check->told < MOST_TOLD; i++) {
        check_member(check, schema, object, i, place);
    }
}

/* ---- all of them ---- */

static void check_kind(Check *check, const TriSchema *schema, TriValue value,
                       const Place *place)
{
    switch (value.kind) {
    case TRI_INT:
        check_range(check, place, value.integer, schema->least_value,
                    schema->most_value, "must be ");
        break;
    case TRI_STRING:
        check_length(check, schema, tri_utf8_units(value.string), false, place);
        break;
    case TRI_ARRAY:
        check_length(check, schema, value.array->count, value.array->is_open, place);
        check_items(check, schema, value.array, place);
        break;
    case TRI_OBJECT:
        check_members(check, schema, value, place);
        break;
    default:
        break;
    }
}

/* Values share their parts, so a small text can make very many: each takes a step. */
static bool may_look(Check *check, const Place *place)
{
    TriEval *eval = check->deployment->eval;

    if (check->depth == 0) {
        return true;
    }
    tri_eval_charge(eval, 1);
    if (check->depth < DEEPEST && !tri_eval_is_spent(eval)) {
        return true;
    }
    check->told = MOST_TOLD;
    tri_report(check->sink, TRI_PROBLEM_LIMIT_EXCEEDED, place->span,
               "the value of parameter '%.*s' has more parts than are checked",
               TRI_ARG(check->given->name));
    return false;
}

/* How long a text is, and whether it is allowed, nobody knows before something in it is
   replaced. */
static bool is_replaced(TriValue value)
{
    return value.kind == TRI_STRING && tri_has_placeholder(value.string);
}

static void check_value(Check *check, const TriSchema *schema, TriValue value,
                        const Place *place)
{
    if (value.kind == TRI_UNKNOWN || (value.kind == TRI_NULL && schema->is_nullable) ||
        !may_look(check, place) || !has_type(check, schema, value, place) ||
        is_replaced(value)) {
        return;
    }
    if (schema->allowed != NULL &&
        !tri_schema_allows(&check->schemas, schema->allowed, value)) {
        report(check, place, place->span, "is not one of its allowedValues",
               TRI_STR(""));
    }
    check->depth++;
    check_kind(check, schema, value, place);
    check->depth--;
}

/* ---- what is given ---- */

static void check_given(Check *check)
{
    const TriParameter *parameter =
        tri_template_parameter(check->deployment->template, check->given->name);

    if (parameter == NULL) {
        /* A file that many extend may give more than each of them needs. */
        if (!check->given->is_inherited) {
            report_undeclared(check);
        }
        return;
    }
    if (check->given->kind != TRI_GIVEN_VALUE) {
        return;
    }
    if (check->given->is_bare) {
        report(check, &(Place){ 0 }, check->given->span,
               "must stand in an object, as in {\"value\": …}", TRI_STR(""));
        return;
    }
    TriValue value = tri_force(check->given->value);

    /* Passing null is not passing it. */
    if (value.kind != TRI_NULL && value.kind != TRI_UNKNOWN) {
        TriSchema schema = tri_schema_read(&check->schemas, parameter->declaration);

        check_value(check, &schema, value,
                    &(Place){ .span = check->given->span,
                              .is_secret = value.is_secure || parameter->is_secure });
    }
}

/* Whether the parameter, that of its name which counts, gets no value at all. */
static bool is_missing(const TriDeployment *deployment, const TriParameter *parameter)
{
    const TriTemplate *template = deployment->template;
    const TriBinding *binding = &deployment->bindings[parameter - template->parameters];

    return binding->passed == NULL && parameter->default_value == NULL &&
           !parameter->is_nullable &&
           tri_template_parameter(template, parameter->name) == parameter;
}

/* One finding for all of them, since they have one place. */
static void check_missing(TriDeployment *deployment, TriSink *sink)
{
    const TriTemplate *template = deployment->template;
    TriSpan span = deployment->passed_span;
    TriText names = tri_text(sink->arena);
    size_t count = 0;

    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];

        if (is_missing(deployment, parameter)) {
            tri_text_addf(&names, "%s'%.*s'", count > 0 ? ", " : "",
                          TRI_ARG(parameter->name));
            count++;
        }
    }
    if (count > 0) {
        tri_report(sink, TRI_PROBLEM_PARAMETER_ERROR,
                   tri_span(span.source, span.start, span.start + 1),
                   "no value is given to the required parameter%s %.*s",
                   count > 1 ? "s" : "", TRI_ARG(tri_text_str(&names)));
    }
}

void tri_deployment_check(TriDeployment *deployment, TriSink *sink)
{
    Check check = { .deployment = deployment,
                    .sink = sink,
                    .schemas = { .deployment = deployment } };

    for (size_t i = 0; i < deployment->passed_count; i++) {
        check.given = &deployment->passed[i];
        check.told = 0;
        check_given(&check);
    }
    if (deployment->passed_span.source != NULL && !deployment->passed_is_open) {
        check_missing(deployment, sink);
    }
}
