#include "eval/repeated.h"

#include "base/text.h"
#include "eval/deployment.h"
#include "eval/invariant.h"

/* ---- answers that are kept ---- */

static void *answer_of(bool answer)
{
    static char answers[2];

    return &answers[answer];
}

static bool keep(TriArena *arena, TriMap *known, const void *object, bool answer)
{
    *tri_map_put_address(arena, known, object) = answer_of(answer);
    return answer;
}

/* `ask`, once for each `object`. */
static bool ask_once(TriArena *arena, TriMap *known, const void *object,
                     bool (*ask)(const void *object))
{
    const void *answer = tri_map_find_address(known, object);

    return answer != NULL ? answer == answer_of(true)
                          : keep(arena, known, object, ask(object));
}

/* ---- deployment().name ---- */

static const TriStr DEPLOYMENT = TRI_STR_INIT("deployment");
static const TriStr REFERENCE = TRI_STR_INIT("reference");

/* The text behind the comment that it begins with, if that ends; else nothing. */
static TriStr skip_comment(TriStr text)
{
    bool is_line = tri_str_has_prefix(text, TRI_STR("//"));
    TriStr end = is_line ? TRI_STR("\n") : TRI_STR("*/");

    text = tri_str_from(text, 2);
    return tri_str_from(tri_str_from(text, tri_str_find(text, end)), end.size);
}

/* Whether `text` begins with a call of `function`, or with so many blanks and comments
   behind the name that it is not seen. */
static bool may_be_call(TriStr text, TriStr function)
{
    enum { FAR = 64 };
    TriStr after = tri_str_trim(tri_str_slice(text, function.size, FAR));

    if (!tri_str_has_prefix_nocase(text, function)) {
        return false;
    }
    while (tri_str_has_prefix(after, TRI_STR("//")) ||
           tri_str_has_prefix(after, TRI_STR("/*"))) {
        after = tri_str_trim(skip_comment(after));
    }
    return after.size == 0 || after.data[0] == '(';
}

static size_t count_in_text(TriStr text, TriStr function)
{
    size_t count = 0;
    size_t at;

    while ((at = tri_str_find_nocase(text, function)) != TRI_NOT_FOUND) {
        text = tri_str_from(text, at);
        count += may_be_call(text, function);
        text = tri_str_from(text, function.size);
    }
    return count;
}

/* JSON may spell letters otherwise. */
static bool has_escapes(TriStr text)
{
    return tri_str_find_nocase(text, TRI_STR("\\u00")) != TRI_NOT_FOUND;
}

/* The same in an expression, as far as it is written and not nested deep. */
static size_t count_in_expression(TriExpr *expr, unsigned depth)
{
    enum { MOST_LEVELS = 16 };
    size_t count = 0;

    tri_expr_get(expr);
    if (depth > MOST_LEVELS ||
        (expr->kind != TRI_EXPR_CALL && expr->kind != TRI_EXPR_ACCESS)) {
        return 0;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        count += count_in_expression(expr->call.items[i], depth + 1);
    }
    return count + (expr->kind == TRI_EXPR_CALL &&
                    tri_str_eq_nocase(expr->call.name, DEPLOYMENT) &&
                    may_be_call(tri_str_from(expr->span.source->text, expr->span.start),
                                DEPLOYMENT));
}

static bool is_deployment(const TriResource *resource)
{
    TriStr type;

    return tri_resource_written_type(resource, &type) && tri_type_deploys(type);
}

/* In the names of deployments. */
static size_t count_in_names(TriResource **resources, size_t resource_count)
{
    size_t count = 0;

    for (size_t i = 0; i < resource_count; i++) {
        const TriResource *resource = resources[i];
        const TriTemplate *nested = tri_resource_nested(resource);

        if (resource->name != NULL && is_deployment(resource)) {
            count += count_in_expression(resource->name->value, 0);
        }
        if (nested != NULL) {
            count += count_in_names(nested->resources, nested->resource_count);
        }
        count += count_in_names(resource->children, resource->child_count);
    }
    return count;
}

/* Of a name that stands where those before it do not, all of its file. */
static bool is_asked_at(TriSpan name, const TriSource **before)
{
    bool is_new = name.source != NULL && name.source != *before;

    if (is_new) {
        *before = name.source;
    }
    return is_new && (has_escapes(name.source->text) ||
                      count_in_text(name.source->text, DEPLOYMENT) > 0);
}

/* In the files that variables and functions are imported from. */
static bool is_asked_by_imports(const TriTemplate *template)
{
    const TriSource *before = template->span.source;

    for (size_t i = 0; i < template->variable_count; i++) {
        if (is_asked_at(template->variables[i].name_span, &before)) {
            return true;
        }
    }
    before = template->span.source;
    for (size_t i = 0; i < template->function_count; i++) {
        if (is_asked_at(template->functions[i].name_span, &before)) {
            return true;
        }
    }
    return false;
}

/* Nothing hangs on the names of deployments, unless reference() looks for them. */
static bool is_asked_by_text(const TriTemplate *template, TriStr text)
{
    size_t count = count_in_text(text, DEPLOYMENT);

    return count > 0 &&
           (count != count_in_names(template->resources, template->resource_count) ||
            (!template->is_symbolic && count_in_text(text, REFERENCE) > 0));
}

static bool asks_for_name(const void *object)
{
    const TriTemplate *template = object;
    TriSpan span = template->span;
    TriStr text = tri_str_slice(span.source->text, span.start, span.end - span.start);

    return template->is_made || has_escapes(text) || is_asked_by_text(template, text) ||
           is_asked_by_imports(template);
}

/* Of a file that was not read any further: what it imports is not known. */
static bool may_ask_for_name(const void *object)
{
    TriStr text = ((const TriSource *)object)->text;

    return has_escapes(text) || count_in_text(text, DEPLOYMENT) > 0 ||
           tri_str_find_nocase(text, TRI_STR("import")) != TRI_NOT_FOUND;
}

static bool is_below(const TriInstance *instance, const TriInstance *deployment)
{
    while (instance != NULL && instance != deployment) {
        instance = instance->caller;
    }
    return instance != NULL;
}

/* Whether what `first` deploys hangs on the name it is deployed by. */
static bool find_named_anew(TriArena *arena, TriMap *known, const TriInstanceList *list,
                            const TriInstance *first)
{
    size_t i = list->count;

    while (i > 0 && list->items[i - 1] != first) {
        i--;
    }
    for (i--; i < list->count && is_below(list->items[i], first); i++) {
        const TriDeployment *deployed = list->items[i]->deployed;
        const TriSource *passed_over = list->items[i]->passed_over;

        if ((deployed != NULL &&
             ask_once(arena, known, deployed->template, asks_for_name)) ||
            (passed_over != NULL &&
             ask_once(arena, known, passed_over, may_ask_for_name))) {
            return true;
        }
    }
    return false;
}

static bool is_named_anew(TriArena *arena, TriMap *known, const TriInstanceList *list,
                          const TriInstance *first)
{
    const void *answer = tri_map_find_address(known, first);

    return answer != NULL
               ? answer == answer_of(true)
               : keep(arena, known, first, find_named_anew(arena, known, list, first));
}

/* ---- values that are literals ---- */

static bool is_certain(const TriInstance *instance)
{
    for (; instance != NULL; instance = instance->caller) {
        bool has_condition =
            instance->condition.kind != TRI_BOOL || !instance->condition.boolean;

        if (has_condition || !instance->is_deployed || instance->first != NULL ||
            instance->parent != NULL || tri_goes_elsewhere(instance->resource->body)) {
            return false;
        }
    }
    return true;
}

/* False for a value that is not written as a literal. */
static bool add_value(TriText *key, TriValue value)
{
    switch (value.kind) {
    case TRI_NULL:
        tri_text_add_char(key, 'n');
        return true;
    case TRI_BOOL:
        tri_text_add_char(key, value.boolean ? 't' : 'f');
        return true;
    case TRI_INT:
        tri_text_addf(key, "i%lld,", (long long)value.integer);
        return true;
    case TRI_STRING:
        tri_text_addf(key, "s%zu,", value.string.size);
        tri_text_add(key, value.string);
        return true;
    default:
        return false;
    }
}

static bool add_passed(TriText *key, const TriDeployment *deployment)
{
    for (size_t i = 0; i < deployment->passed_count; i++) {
        const TriPassed *passed = &deployment->passed[i];

        add_value(key, tri_value_string(passed->name));
        if (passed->kind != TRI_GIVEN_VALUE || passed->is_bare ||
            !add_value(key, passed->value)) {
            return false;
        }
    }
    return !deployment->passed_is_open;
}

/* The first that was asked about with the same literals; NULL: it is that. */
static TriInstance *with_literals(TriArena *arena, TriMap *known, TriInstance *instance)
{
    const TriDeployment *deployment = instance->deployed;
    TriText key = tri_text(arena);

    if (deployment == NULL || tri_resource_nested(instance->resource) != NULL ||
        !is_certain(instance)) {
        return NULL;
    }
    /* Longer than an address alone. */
    tri_text_addf(&key, "%zu,", deployment->passed_count);
    tri_text_add(&key, tri_str((const char *)&deployment->template,
                               sizeof deployment->template));
    if (!add_passed(&key, deployment)) {
        return NULL;
    }
    void **first = tri_map_put(arena, known, tri_text_str(&key), TRI_MAP_EXACT);

    if (*first == NULL) {
        *first = instance;
        return NULL;
    }
    return *first;
}

/* ---- copies of a loop ---- */

static bool are_invariant(TriExpr *object, const TriStr *but, size_t count)
{
    if (tri_expr_get(object)->kind != TRI_EXPR_OBJECT) {
        return tri_is_invariant(object);
    }
    for (uint32_t i = 0; i < object->count; i++) {
        const TriExprMember *member = &object->members[i];

        if (member->name_expr != NULL ||
            (!tri_str_is_among_nocase(member->name, but, count) &&
             !tri_is_invariant(member->value))) {
            return false;
        }
    }
    return true;
}

/* Whether only their names, and the order they come in, tell copies apart. */
static bool is_alike_in_all(const void *object)
{
    static const TriStr apart[] = { TRI_STR_INIT("name"), TRI_STR_INIT("copy"),
                                    TRI_STR_INIT("dependsOn"),
                                    TRI_STR_INIT("properties") };
    static const TriStr template = TRI_STR_INIT("template");
    const TriResource *resource = object;
    bool has_own = tri_resource_nested(resource) != NULL;

    return are_invariant(resource->body, apart, sizeof apart / sizeof *apart) &&
           (resource->properties == NULL ||
            are_invariant(resource->properties->value, &template, has_own));
}

/* The first of the copies that it is like. */
static TriInstance *of_loop(TriArena *arena, TriMap *known, const TriInstance *instance)
{
    TriInstance *first = instance->first;

    if (first == NULL || first == instance || instance->loop_count.kind != TRI_INT ||
        first->caller != instance->caller || instance->parent != NULL ||
        instance->deployed == NULL ||
        !ask_once(arena, known, instance->resource, is_alike_in_all)) {
        return NULL;
    }
    return first;
}

/* ---- together ---- */

static bool is_unknown(TriValue value)
{
    return value.kind == TRI_UNKNOWN && value.unknown->choice_count == 0;
}

static bool is_made(const TriResource *resource)
{
    const TriExpr *name =
        resource->name == NULL ? NULL : tri_expr_get(resource->name->value);

    return name != NULL && name->kind == TRI_EXPR_CALL &&
           (tri_str_eq_nocase(name->call.name, TRI_STR("format")) ||
            tri_str_eq_nocase(name->call.name, TRI_STR("concat")));
}

/* Of names that are put together of what nobody knows, there is nothing that tells one
   from the other: they are no value that stands anywhere else. */
static bool are_names_unknown(const TriInstance *first, const TriInstance *instance)
{
    return is_made(first->resource) && is_made(instance->resource) &&
           is_unknown(tri_instance_name(first)) &&
           is_unknown(tri_instance_name(instance));
}

TriInstance *tri_repeated(TriArena *arena, TriMap *known, const TriInstanceList *list,
                          TriInstance *instance)
{
    TriInstance *first = of_loop(arena, known, instance);

    if (first == NULL) {
        first = with_literals(arena, known, instance);
    }
    return first == NULL || are_names_unknown(first, instance) ||
                   !is_named_anew(arena, known, list, first)
               ? first
               : NULL;
}
