/* The value is written as JSON, for the lowering that all templates take, and each node
   remembers the place that it comes from, and what cannot be written. */
#include "lint/value_template.h"

#include "arm/lower.h"
#include "base/text.h"
#include "eval/access.h"
#include "expr/parse.h"

/* ---- what has to be known ---- */

typedef struct Reading {
    TriEval *eval;
    const TriUnknown *missing; /* what is not known that has to be; or NULL */
} Reading;

/* False, for who asks whether it is known. */
static bool note_missing(Reading *reading, const TriUnknown *unknown)
{
    reading->missing = unknown;
    return false;
}

/* Whether all members are known, and theirs, so many levels deep. Values share their
   parts, so a small text can make very many: each takes a step. */
static bool is_known(Reading *reading, TriValue value, unsigned levels)
{
    tri_eval_charge(reading->eval, 1);
    if (tri_eval_is_spent(reading->eval)) {
        return false;
    }
    if (levels == 0) {
        return true;
    }
    if (value.kind == TRI_UNKNOWN) {
        return note_missing(reading, value.unknown);
    }
    for (size_t i = 0; i < tri_value_part_count(value); i++) {
        if (!is_known(reading, tri_value_part(value, i), levels - 1)) {
            return false;
        }
    }
    return !tri_is_open(value) || note_missing(reading, tri_value_rest(value).unknown);
}

static bool is_template_known(Reading *reading, TriValue template, unsigned depth);

static bool are_resources_known(Reading *reading, TriValue list, unsigned depth);

/* What the language reads of a resource; a loop, children, and a template inside. */
static bool is_resource_known(Reading *reading, TriValue resource, unsigned depth)
{
    TriValue loop = tri_eval_member(reading->eval, resource, TRI_STR("copy"));
    TriValue children = tri_eval_member(reading->eval, resource, TRI_STR("resources"));
    TriValue properties =
        tri_eval_member(reading->eval, resource, TRI_STR("properties"));
    TriValue template = tri_eval_member(reading->eval, properties, TRI_STR("template"));

    return is_known(reading, loop, 1) &&
           are_resources_known(reading, children, depth + 1) &&
           (template.kind != TRI_OBJECT ||
            is_template_known(reading, template, depth + 1));
}

static bool are_resources_known(Reading *reading, TriValue list, unsigned depth)
{
    if (depth > TRI_JSON_DEPTH_LIMIT || !is_known(reading, list, 2)) {
        return false;
    }
    for (size_t i = 0; i < tri_value_part_count(list); i++) {
        if (!is_resource_known(reading, tri_value_part(list, i), depth)) {
            return false;
        }
    }
    return true;
}

static bool is_template_known(Reading *reading, TriValue template, unsigned depth)
{
    static const struct {
        TriStr name;
        unsigned levels;
    } sections[] = {
        { TRI_STR_INIT("definitions"), 2 }, { TRI_STR_INIT("parameters"), 2 },
        { TRI_STR_INIT("variables"), 1 },   { TRI_STR_INIT("functions"), 4 },
        { TRI_STR_INIT("outputs"), 2 },
    };

    if (template.object->is_open) {
        return note_missing(reading, template.object->rest);
    }
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (!is_known(reading,
                      tri_eval_member(reading->eval, template, sections[i].name),
                      sections[i].levels)) {
            return false;
        }
    }
    return are_resources_known(
        reading, tri_eval_member(reading->eval, template, TRI_STR("resources")), depth);
}

/* ---- nodes ---- */

typedef struct Writing {
    TriEval *eval;
    TriText text;
    TriJsonNode *nodes;
    TriArmPlace *places;
    size_t count;   /* of both */
    unsigned steps; /* that each takes */
    unsigned depth;
} Writing;

/* Of nothing that is open, or nested too deep, the parts are written. */
static bool has_parts(const Writing *writing, TriValue value)
{
    return writing->depth < TRI_JSON_DEPTH_LIMIT &&
           (value.kind & (TRI_ARRAY | TRI_OBJECT)) != 0 && !tri_is_open(value);
}

/* Steps of a node of what was put together: all that is judged of it comes of a small
   text, which may make it again and again. */
enum { STEPS_OF_MADE = 10 };

/* How many nodes a value takes. */
static void count_nodes(Writing *writing, TriValue value)
{
    tri_eval_charge(writing->eval, writing->steps);
    if (tri_eval_is_spent(writing->eval)) {
        return;
    }
    writing->count++;
    if (!has_parts(writing, value)) {
        return;
    }
    writing->depth++;
    writing->count += value.kind == TRI_OBJECT ? value.object->count : 0; /* names */
    for (size_t i = 0; i < tri_value_part_count(value); i++) {
        count_nodes(writing, tri_value_part(value, i));
    }
    writing->depth--;
}

/* A node without children. Its text comes behind. */
static TriJsonNode *add_node(Writing *writing, TriJsonType type, TriSpan span)
{
    TriJsonNode *node = &writing->nodes[writing->count];

    *node = (TriJsonNode){ .start = (uint32_t)writing->text.size,
                           .end = (uint32_t)writing->text.size,
                           .extent = 1,
                           .type = (uint8_t)type };
    writing->places[writing->count] = (TriArmPlace){ .span = span };
    writing->count++;
    return node;
}

static void add_text(Writing *writing, TriJsonType type, TriStr text, TriSpan span)
{
    TriJsonNode *node = add_node(writing, type, span);

    tri_text_add(&writing->text, text);
    node->end = (uint32_t)writing->text.size;
}

static void add_string(Writing *writing, TriStr string, TriSpan span)
{
    TriJsonNode *node = add_node(writing, TRI_JSON_STRING, span);

    tri_text_add_char(&writing->text, '"');
    tri_text_add(&writing->text, string);
    tri_text_add_char(&writing->text, '"');
    node->end = (uint32_t)writing->text.size;
}

static void add_int(Writing *writing, int64_t integer, TriSpan span)
{
    TriJsonNode *node = add_node(writing, TRI_JSON_NUMBER, span);

    tri_text_add_int(&writing->text, integer);
    node->end = (uint32_t)writing->text.size;
}

/* What was added last is that value, whatever is written for it. */
static void bind(Writing *writing, TriValue value)
{
    TriArena *arena = writing->eval->arena;
    TriArmPlace *place = &writing->places[writing->count - 1];
    TriValue *kept = TRI_NEW(arena, TriValue);

    *kept = value;
    place->value = tri_expr_new(arena, TRI_EXPR_VALUE, place->span);
    place->value->value = kept;
}

/* ---- values ---- */

static void write_value(Writing *writing, TriValue value, TriSpan outer);

/* What `whole` has at a place: secure with it. */
static void write_part(Writing *writing, TriValue whole, size_t index, TriValue part,
                       TriSpan outer)
{
    write_value(writing,
                whole.is_secure ? tri_eval_part(writing->eval, whole, index) : part,
                outer);
}

static void write_items(Writing *writing, TriValue value, TriSpan span)
{
    const TriArray *array = value.array;
    TriJsonNode *node = add_node(writing, TRI_JSON_ARRAY, span);

    for (size_t i = 0; i < array->count; i++) {
        write_part(writing, value, i, array->items[i], span);
    }
    node->end = (uint32_t)writing->text.size;
    node->count = (uint32_t)array->count;
    node->extent = (uint32_t)(writing->nodes + writing->count - node);
}

static void write_members(Writing *writing, TriValue value, TriSpan span)
{
    const TriObject *object = value.object;
    TriJsonNode *node = add_node(writing, TRI_JSON_OBJECT, span);

    writing->places[node - writing->nodes].is_secret = value.is_secure;
    for (size_t i = 0; i < object->count; i++) {
        const TriMember *member = &object->members[i];
        TriSpan name = member->name_span.source != NULL ? member->name_span : span;

        add_string(writing, member->name, name);
        write_part(writing, value, i, member->value, name);
    }
    node->end = (uint32_t)writing->text.size;
    node->count = (uint32_t)object->count;
    node->extent = (uint32_t)(writing->nodes + writing->count - node);
}

/* Of what is known in part, nothing is: strings in it may be expressions. */
static TriValue as_unknown(Writing *writing, TriValue value)
{
    return value.kind == TRI_UNKNOWN
               ? value
               : tri_eval_derived(writing->eval, value, value.kind, value.residual);
}

/* The same of a secret that is an expression now: evaluated, it might be printed. */
static TriValue hidden(Writing *writing, TriValue secret, TriSpan span)
{
    TriValue unknown = tri_eval_unknown(
        writing->eval, TRI_REASON_SECRET, TRI_ANY, span,
        TRI_STR("it is an expression that is a secret, which is not evaluated"));

    unknown.residual = secret.residual;
    unknown.is_secure = true;
    return unknown;
}

static bool is_computed(TriValue value)
{
    return value.kind == TRI_DEFERRED &&
           tri_expr_get(value.thunk->expr)->kind >= TRI_EXPR_CALL;
}

/* A scalar. What was computed keeps the way it came; an expression is one only now. */
static void write_scalar(Writing *writing, TriValue value, TriSpan span)
{
    TriValue known = tri_force(value);
    bool is_read_again =
        known.kind == TRI_STRING && tri_expr_form(known.string) != TRI_FORM_LITERAL;

    if (known.kind == TRI_STRING) {
        add_string(writing, known.string, span);
    } else if (known.kind == TRI_BOOL) {
        add_text(writing, TRI_JSON_BOOL,
                 known.boolean ? TRI_STR("true") : TRI_STR("false"), span);
    } else if (known.kind == TRI_INT) {
        add_int(writing, known.integer, span);
    } else {
        add_node(writing, TRI_JSON_NULL, span);
    }
    if (known.is_secure && is_read_again) {
        bind(writing, hidden(writing, known, span));
    } else if (known.is_secure || known.kind >= TRI_UNKNOWN ||
               known.kind == TRI_FLOAT || (is_computed(value) && !is_read_again)) {
        bind(writing, value);
    }
}

static TriSpan span_of(TriValue value, TriSpan outer)
{
    TriSpan span = value.kind == TRI_DEFERRED ? value.thunk->expr->span
                   : value.origin != NULL     ? value.origin->span
                                              : outer;

    return span.source == NULL ? outer : span;
}

static void write_parts(Writing *writing, TriValue value, TriSpan span)
{
    writing->depth++;
    if (value.kind == TRI_ARRAY) {
        write_items(writing, value, span);
    } else {
        write_members(writing, value, span);
    }
    writing->depth--;
}

static void write_value(Writing *writing, TriValue value, TriSpan outer)
{
    TriSpan span = span_of(value, outer);
    TriValue known = tri_force(value);

    if (has_parts(writing, known)) {
        write_parts(writing, known, span);
    } else if ((known.kind & (TRI_ARRAY | TRI_OBJECT)) == 0) {
        write_scalar(writing, value, span);
    } else {
        add_node(writing, TRI_JSON_NULL, span);
        bind(writing, as_unknown(writing, known));
    }
}

/* ---- templates ---- */

/* Below the deployment, which has its template as an expression. */
static const TriPointer *pointer_below(TriArena *arena, const TriResource *resource)
{
    TriPointer *steps = TRI_NEW_ARRAY(arena, TriPointer, 2);

    steps[0] = (TriPointer){ &resource->pointer, TRI_STR("properties"), 0 };
    steps[1] = (TriPointer){ &steps[0], TRI_STR("template"), 0 };
    return &steps[1];
}

/* Where its resources stand: in the text, below the deployment, or in Bicep nowhere. */
static void set_places(TriArmMade *made, TriArena *arena, const TriJsonPart *part,
                       const TriResource *resource)
{
    if (part->input != NULL) {
        made->pointer = part->pointer;
    } else if (tri_resource_has_pointer(resource)) {
        made->pointer = pointer_below(arena, resource);
    } else {
        made->symbol = resource->symbol;
    }
}

static TriTemplate *make(const TriInstance *caller, TriValue value,
                         const TriJsonPart *part)
{
    TriEval *eval = caller->deployment->eval;
    Writing writing = { .eval = eval,
                        .steps = part->input == NULL ? STEPS_OF_MADE : 1 };
    TriSource *source = TRI_NEW(eval->arena, TriSource);
    TriSpan span = caller->resource->span;

    count_nodes(&writing, value);
    if (tri_eval_is_spent(eval)) {
        return NULL;
    }
    writing.text = tri_text(eval->arena);
    writing.nodes = TRI_NEW_ARRAY(eval->arena, TriJsonNode, writing.count);
    writing.places = TRI_NEW_ARRAY(eval->arena, TriArmPlace, writing.count);
    size_t count = writing.count;

    writing.count = 0;
    write_value(&writing, value, span);
    assert(writing.count == count);
    if (part->input != NULL) {
        writing.places[0].span = part->span;
    }
    *source =
        (TriSource){ .path = span.source->path, .text = tri_text_str(&writing.text) };
    TriArmMade made = { .json = { source, writing.nodes, false },
                        .places = writing.places };

    set_places(&made, eval->arena, part, caller->resource);
    return tri_arm_lower_made(eval->arena, &made);
}

/* A file that Bicep loads was not thought of when the budgets were made. */
static void widen_once(const TriInstance *caller, TriInput *input)
{
    TriEval *eval = caller->deployment->eval;
    const TriSource *source = input == NULL ? NULL : &input->source;

    if (source != NULL && source != caller->resource->span.source &&
        tri_map_find_address(&eval->made, source) == NULL) {
        *tri_map_put_address(eval->arena, &eval->made, source) = input;
        tri_eval_widen(eval, source->text.size);
    }
}

static TriStr why_in_part(const Reading *reading)
{
    const TriUnknown *missing = reading->missing;
    TriStr part = TRI_STR("its template is known in part only");

    return missing == NULL || missing->why.size == 0
               ? part
               : TRI_CONCAT(reading->eval->arena, part, TRI_STR("; "), missing->why);
}

static void make_known(TriWorkshop *workshop, const TriInstance *caller, TriValue value,
                       TriValueTemplate *made)
{
    TriEval *eval = caller->deployment->eval;
    Reading reading = { .eval = eval };

    made->part = tri_json_part(workshop, value.origin);
    widen_once(caller, made->part.input);
    if (value.is_secure) {
        made->why = TRI_STR("its template is a secret");
    } else if (!is_template_known(&reading, value, 0)) {
        made->why = why_in_part(&reading);
        made->missing = reading.missing;
    } else {
        made->template = make(caller, value, &made->part);
    }
    if (tri_eval_is_spent(eval)) {
        made->template = NULL;
        made->why = TRI_STR("evaluation of its template takes too much");
    }
}

const TriValueTemplate *tri_value_template(TriWorkshop *workshop,
                                           const TriInstance *caller, TriValue value)
{
    TriEval *eval = caller->deployment->eval;
    TriValueTemplate *made = tri_map_find_address(&eval->made, value.object);

    if (made == NULL) {
        made = TRI_NEW(eval->arena, TriValueTemplate);
        make_known(workshop, caller, value, made);
        *tri_map_put_address(eval->arena, &eval->made, value.object) = made;
    }
    return made;
}
