/* Resources and modules that expressions name (bicep-language.md 3.8), and the scopes
   that they are deployed to (3.7). */
#include "base/text.h"
#include "bicep/scope.h"

static TriArena *arena_of(const TriDeclared *declared)
{
    return declared->around->unit->lowering->arena;
}

static bool is_module(const TriDeclared *declared)
{
    return declared->statement->kind == TRI_STATEMENT_MODULE;
}

/* ---- finding them ---- */

static bool find_inside(TriBicepScope *scope, const TriSyntax *syntax,
                        TriReference *reference)
{
    if (!tri_bicep_reference(scope, syntax->items[0], reference)) {
        return false;
    }
    reference->declared = tri_bicep_nested(reference->declared, syntax->text);
    return reference->declared != NULL;
}

static bool find_instance(TriBicepScope *scope, const TriSyntax *syntax,
                          TriReference *reference)
{
    if (syntax->is_member || syntax->is_safe || syntax->is_from_end ||
        !tri_bicep_reference(scope, syntax->items[0], reference) ||
        reference->declared->loop == NULL || reference->index != NULL) {
        return false;
    }
    reference->index = syntax->items[1];
    reference->scope = scope;
    return true;
}

bool tri_bicep_reference(TriBicepScope *scope, const TriSyntax *syntax,
                         TriReference *reference)
{
    while (syntax->kind == TRI_SYNTAX_GROUP || syntax->kind == TRI_SYNTAX_ASSERT) {
        syntax = syntax->items[0];
    }
    switch (syntax->kind) {
    case TRI_SYNTAX_NAME:
        *reference = (TriReference){
            .declared = tri_bicep_find(scope, syntax->text).declared,
        };
        return reference->declared != NULL;
    case TRI_SYNTAX_INSIDE:
        return find_inside(scope, syntax, reference);
    case TRI_SYNTAX_ACCESS:
        return find_instance(scope, syntax, reference);
    default:
        return false;
    }
}

/* ---- names ---- */

/* The scope of its own expressions, with the index it is looked at with. */
static TriBicepScope *scope_of(const TriReference *reference)
{
    TriDeclared *declared = reference->declared;

    if (declared->loop == NULL || reference->index == NULL) {
        return declared->body;
    }
    TriBicepScope *loop = tri_bicep_scope(declared->around, TRI_BICEP_SCOPE_LOOP);

    loop->syntax = declared->loop;
    loop->at = reference->index;
    loop->at_scope = reference->scope;
    return loop;
}

/* The index of the one meant of a loop: as it is written, or that of the loop where its
   own body asks. */
static TriExpr *index_of(const TriReference *reference, TriSpan span)
{
    return reference->index != NULL
               ? tri_bicep_later(reference->scope, reference->index)
               : tri_bicep_call(reference->declared->body, span, "copyIndex", 0, NULL);
}

/* uniqueString('symbol', deployment().name) */
static TriExpr *unique_part(TriDeclared *declared, TriSpan span)
{
    TriArena *arena = arena_of(declared);
    TriExpr *deployment = tri_bicep_call(declared->body, span, "deployment", 0, NULL);
    TriExpr *seed[] = {
        tri_expr_string(arena, declared->statement->name, span),
        tri_expr_access(arena, deployment,
                        tri_expr_string(arena, TRI_STR("name"), span), span),
    };

    return tri_bicep_call(declared->body, span, "uniqueString", 2, seed);
}

/* The name that a module without one has: of its symbol, cut to what a name may have,
   and of a loop its index. */
static TriExpr *symbol_name(const TriReference *reference, TriSpan span)
{
    enum { MOST = 50, MOST_OF_LOOP = 46 };
    TriDeclared *declared = reference->declared;
    TriArena *arena = arena_of(declared);
    bool is_loop = declared->loop != NULL;
    TriStr symbol =
        tri_str_slice(declared->statement->name, 0, is_loop ? MOST_OF_LOOP : MOST);
    TriStr format = is_loop ? TRI_STR("-{0}-{1}") : TRI_STR("-{0}");
    TriExpr *arguments[3] = {
        tri_expr_string(arena, TRI_CONCAT(arena, symbol, format), span),
    };
    size_t count = 1;

    if (is_loop) {
        arguments[count++] = index_of(reference, span);
    }
    arguments[count++] = unique_part(declared, span);
    return tri_bicep_call(declared->body, span, "format", count, arguments);
}

static TriExpr *own_name(const TriReference *reference, TriSpan span)
{
    const TriSyntax *name = reference->declared->members[TRI_MEMBER_NAME];

    if (name != NULL && tri_bicep_names_itself(reference->declared)) {
        return tri_expr_error(arena_of(reference->declared),
                              tri_bicep_span(scope_of(reference), name),
                              "the name of '%.*s' depends on itself",
                              TRI_ARG(reference->declared->statement->name));
    }
    if (name != NULL) {
        return tri_bicep_later(scope_of(reference), name);
    }
    return is_module(reference->declared)
               ? symbol_name(reference, span)
               : tri_expr_error(arena_of(reference->declared), span,
                                "the resource has no 'name'");
}

/* What it is a child of: that it is written in, or that `parent` names. */
static bool find_parent(const TriReference *reference, TriReference *parent)
{
    TriDeclared *declared = reference->declared;
    const TriSyntax *syntax = declared->members[TRI_MEMBER_PARENT];

    if (declared->parent != NULL) {
        *parent = *reference;
        parent->declared = declared->parent;
        return true;
    }
    return syntax != NULL && tri_bicep_reference(scope_of(reference), syntax, parent) &&
           parent->declared != declared;
}

typedef TRI_LIST(TriExpr *) ExprList;

/* The name of a parent that is none; what could not be read was said. */
static TriExpr *lost_name(const TriReference *reference, const TriSyntax *parent)
{
    if (parent->kind == TRI_SYNTAX_ERROR) {
        return tri_bicep_later(scope_of(reference), parent);
    }
    return tri_expr_error(arena_of(reference->declared),
                          tri_bicep_span(scope_of(reference), parent),
                          "'parent' names no resource of this file");
}

/* More parents than any type has. */
enum { MOST_PARENTS = 16 };

/* The name of one without a parent: where its parts are asked for, they are those
   between its slashes. */
static void add_root_names(const TriReference *reference, TriSpan span, bool in_parts,
                           ExprList *names)
{
    TriDeclared *declared = reference->declared;
    TriArena *arena = arena_of(declared);
    size_t parts = tri_str_count_char(declared->type, '/');
    TriExpr *arguments[] = { own_name(reference, span),
                             tri_expr_string(arena, TRI_STR("/"), span) };

    if (!in_parts || parts < 2) {
        tri_list_push(arena, names, arguments[0]);
        return;
    }
    TriExpr *split = tri_bicep_call(declared->body, span, "split", 2, arguments);

    for (size_t i = 0; i < parts; i++) {
        TriExpr *index = tri_expr_int(arena, (int64_t)i, span);

        tri_list_push(arena, names, tri_expr_access(arena, split, index, span));
    }
}

static void add_names(const TriReference *reference, TriSpan span, int depth,
                      ExprList *names)
{
    TriArena *arena = arena_of(reference->declared);
    const TriSyntax *named = reference->declared->members[TRI_MEMBER_PARENT];
    TriReference parent;

    if (depth < MOST_PARENTS && find_parent(reference, &parent)) {
        add_names(&parent, span, depth + 1, names);
    } else if (depth < MOST_PARENTS && named != NULL) {
        tri_list_push(arena, names, lost_name(reference, named));
    } else {
        add_root_names(reference, span, depth > 0, names);
        return;
    }
    tri_list_push(arena, names, own_name(reference, span));
}

TriExpr *tri_bicep_full_name(const TriReference *reference, TriSpan span)
{
    TriArena *arena = arena_of(reference->declared);
    TriText format = tri_text(arena);
    ExprList names = { 0 };

    tri_list_push(arena, &names, NULL);
    add_names(reference, span, 0, &names);
    if (names.count == 2) {
        return names.items[1];
    }
    for (size_t i = 1; i < names.count; i++) {
        tri_text_addf(&format, "%s{%zu}", i == 1 ? "" : "/", i - 1);
    }
    names.items[0] = tri_expr_string(arena, tri_text_str(&format), span);
    return tri_bicep_call(reference->declared->body, span, "format", names.count,
                          names.items);
}

/* ---- scopes ---- */

typedef enum PlaceKind {
    PLACE_OWN, /* that of the template */
    PLACE_TENANT,
    PLACE_MANAGEMENT_GROUP,
    PLACE_SUBSCRIPTION,
    PLACE_RESOURCE_GROUP,
    PLACE_RESOURCE,
    PLACE_OTHER, /* an expression that only evaluation knows */
} PlaceKind;

typedef struct Place {
    PlaceKind kind;
    TriExpr *group;        /* of resources, or of subscriptions */
    TriExpr *subscription; /* NULL: the template's */
    TriExpr *other;
    TriReference resource;
} Place;

/* tenant(), subscription() and so on without arguments may be where the template itself
   is deployed. */
static Place place_of_call(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriScopeKind own = scope->unit->lowering->template->scope;
    Place place = { .kind = PLACE_OTHER, .other = tri_bicep_later(scope, syntax) };
    TriExpr *first =
        syntax->count > 0 ? tri_bicep_later(scope, syntax->items[0]) : NULL;
    TriExpr *second =
        syntax->count > 1 ? tri_bicep_later(scope, syntax->items[1]) : NULL;

    if (tri_str_eq(syntax->text, TRI_STR("tenant"))) {
        place.kind = own == TRI_SCOPE_TENANT ? PLACE_OWN : PLACE_TENANT;
    } else if (tri_str_eq(syntax->text, TRI_STR("managementGroup"))) {
        place.kind = first == NULL ? PLACE_OWN : PLACE_MANAGEMENT_GROUP;
        place.group = first;
    } else if (tri_str_eq(syntax->text, TRI_STR("subscription"))) {
        place.kind = first == NULL && own == TRI_SCOPE_SUBSCRIPTION
                         ? PLACE_OWN
                         : PLACE_SUBSCRIPTION;
        place.subscription = first;
    } else if (tri_str_eq(syntax->text, TRI_STR("resourceGroup"))) {
        place.kind = first == NULL ? PLACE_OWN : PLACE_RESOURCE_GROUP;
        place.group = second == NULL ? first : second;
        place.subscription = second == NULL ? NULL : first;
    }
    return place;
}

static Place place_of(const TriReference *reference, int depth);

/* A resource group or a management group is a scope by itself. */
static Place place_of_resource(const TriReference *resource, TriSpan span, int depth)
{
    TriStr type = resource->declared->type;
    Place place = { .kind = PLACE_RESOURCE, .resource = *resource };

    if (tri_str_eq_nocase(type, TRI_STR("Microsoft.Resources/resourceGroups"))) {
        place.kind = PLACE_RESOURCE_GROUP;
        place.group = own_name(resource, span);
        place.subscription = place_of(resource, depth + 1).subscription;
    } else if (tri_str_eq_nocase(type,
                                 TRI_STR("Microsoft.Management/managementGroups"))) {
        place.kind = PLACE_MANAGEMENT_GROUP;
        place.group = own_name(resource, span);
    }
    return place;
}

/* Where a resource is deployed: its oldest parent says. */
static Place place_of(const TriReference *reference, int depth)
{
    TriReference parent;
    TriReference resource;
    const TriSyntax *scope = reference->declared->members[TRI_MEMBER_SCOPE];
    TriBicepScope *inside = scope_of(reference);

    if (depth < MOST_PARENTS && find_parent(reference, &parent)) {
        return place_of(&parent, depth + 1);
    }
    if (scope == NULL || depth >= MOST_PARENTS) {
        return (Place){ .kind = PLACE_OWN };
    }
    while (scope->kind == TRI_SYNTAX_GROUP) {
        scope = scope->items[0];
    }
    if (scope->kind == TRI_SYNTAX_CALL || scope->kind == TRI_SYNTAX_METHOD) {
        uint32_t base = scope->kind == TRI_SYNTAX_METHOD;

        return place_of_call(inside, tri_syntax_part(arena_of(reference->declared),
                                                     scope, base, scope->count - base));
    }
    if (tri_bicep_reference(inside, scope, &resource)) {
        return place_of_resource(&resource, tri_bicep_span(inside, scope), depth);
    }
    return (Place){ .kind = PLACE_OTHER, .other = tri_bicep_later(inside, scope) };
}

static TriExpr *text_at(const TriDeclared *declared, const char *text, TriSpan span)
{
    return tri_expr_string(arena_of(declared), tri_str_from_c(text), span);
}

/* function().member */
static TriExpr *scope_member(const TriDeclared *declared, const char *function,
                             const char *member, TriSpan span)
{
    return tri_expr_access(arena_of(declared),
                           tri_bicep_call(declared->body, span, function, 0, NULL),
                           text_at(declared, member, span), span);
}

static TriExpr *subscription_of(const TriDeclared *declared, const Place *place,
                                TriSpan span)
{
    return place->subscription != NULL
               ? place->subscription
               : scope_member(declared, "subscription", "subscriptionId", span);
}

static TriExpr *management_group_id(const TriDeclared *declared, const Place *place,
                                    TriSpan span)
{
    TriExpr *arguments[] = {
        text_at(declared, "Microsoft.Management/managementGroups", span),
        place->group,
    };

    return tri_bicep_call(declared->body, span, "tenantResourceId", 2, arguments);
}

static TriExpr *resource_group_id(const TriDeclared *declared, const Place *place,
                                  TriSpan span)
{
    TriExpr *arguments[] = {
        text_at(declared, "/subscriptions/{0}/resourceGroups/{1}", span),
        subscription_of(declared, place, span),
        place->group,
    };

    return tri_bicep_call(declared->body, span, "format", 3, arguments);
}

static void add_member(TriExpr *body, const char *name, TriExpr *value)
{
    body->members[body->count++] = (TriExprMember){ .name = tri_str_from_c(name),
                                                    .name_span = value->span,
                                                    .value = value };
}

static bool is_resource_group(const TriDeclared *declared, const Place *place)
{
    return place->kind == PLACE_OWN
               ? declared->around->unit->lowering->template->scope ==
                     TRI_SCOPE_RESOURCE_GROUP
               : place->kind == PLACE_RESOURCE_GROUP;
}

/* A deployment anywhere but in a resource group has to say where it is kept. */
static void add_location(TriDeclared *declared, const Place *place, TriExpr *body)
{
    const TriTemplate *template = declared->around->unit->lowering->template;
    const char *function =
        template->scope == TRI_SCOPE_RESOURCE_GROUP ? "resourceGroup" : "deployment";

    if (is_module(declared) && !is_resource_group(declared, place) &&
        place->kind != PLACE_RESOURCE && place->kind != PLACE_OTHER) {
        add_member(body, "location",
                   scope_member(declared, function, "location", body->span));
    }
}

void tri_bicep_add_scope(TriDeclared *declared, TriExpr *body)
{
    TriReference self = { .declared = declared };
    Place place = place_of(&self, 0);
    TriSpan span = body->span;

    add_location(declared, &place, body);
    switch (place.kind) {
    case PLACE_OWN:
        return;
    case PLACE_TENANT:
        add_member(body, "scope", text_at(declared, "/", span));
        return;
    case PLACE_MANAGEMENT_GROUP:
        add_member(body, "scope", management_group_id(declared, &place, span));
        return;
    case PLACE_SUBSCRIPTION:
        add_member(body, "subscriptionId", subscription_of(declared, &place, span));
        return;
    case PLACE_RESOURCE_GROUP:
        if (place.subscription != NULL) {
            add_member(body, "subscriptionId", place.subscription);
        }
        add_member(body, "resourceGroup", place.group);
        return;
    case PLACE_RESOURCE:
        add_member(body, "scope", tri_bicep_id(&place.resource, span));
        return;
    case PLACE_OTHER:
        add_member(body, "scope", place.other);
        return;
    }
}

/* ---- ids ---- */

/* The function that makes the id of a resource in the scope that its template is
   deployed to; `*first` is what it takes before the type, if anything. */
static const char *begin_own_id(const TriDeclared *declared, TriSpan span,
                                TriExpr **first)
{
    const TriTemplate *template = declared->around->unit->lowering->template;

    const char *function =
        tri_id_function(template == NULL ? TRI_SCOPE_RESOURCE_GROUP : template->scope);

    if (function != NULL) {
        return function;
    }
    *first = scope_member(declared, "managementGroup", "id", span);
    return "extensionResourceId";
}

/* The same of a resource in `place`. */
static const char *begin_id(const TriDeclared *declared, const Place *place,
                            TriSpan span, TriExpr **first)
{
    switch (place->kind) {
    case PLACE_OWN:
    case PLACE_OTHER:
        return begin_own_id(declared, span, first);
    case PLACE_TENANT:
        return "tenantResourceId";
    case PLACE_SUBSCRIPTION:
        *first = place->subscription;
        return "subscriptionResourceId";
    case PLACE_RESOURCE_GROUP:
        *first = resource_group_id(declared, place, span);
        return "extensionResourceId";
    case PLACE_MANAGEMENT_GROUP:
        *first = management_group_id(declared, place, span);
        return "extensionResourceId";
    case PLACE_RESOURCE:
        *first = tri_bicep_id(&place->resource, span);
        return "extensionResourceId";
    }
    return NULL;
}

static TriExpr *make_id(const TriReference *reference, TriSpan span)
{
    TriDeclared *declared = reference->declared;
    TriArena *arena = arena_of(declared);
    Place place = place_of(reference, 0);
    ExprList arguments = { 0 };
    TriExpr *first = NULL;
    const char *function = begin_id(declared, &place, span, &first);
    TriExpr *type = tri_expr_string(arena, declared->type, span);

    if (first != NULL) {
        tri_list_push(arena, &arguments, first);
    }
    tri_list_push(arena, &arguments, type);
    add_names(reference, span, 1, &arguments);
    return tri_bicep_call(declared->body, span, function, arguments.count,
                          arguments.items);
}

TriExpr *tri_bicep_id(const TriReference *reference, TriSpan span)
{
    TriBicepLowering *lowering = reference->declared->around->unit->lowering;
    TriExpr *id;

    if (lowering->id_depth >= MOST_PARENTS) {
        return tri_expr_error(lowering->arena, span,
                              "the scopes of resources lead in a ring");
    }
    lowering->id_depth++;
    id = make_id(reference, span);
    lowering->id_depth--;
    return id;
}

/* ---- what they are at run time ---- */

/* 'symbol', or format('symbol[{0}]', index). */
static TriExpr *symbol_of(const TriReference *reference, TriSpan span)
{
    TriDeclared *declared = reference->declared;
    TriArena *arena = arena_of(declared);
    TriExpr *symbol = tri_expr_string(arena, declared->symbol, span);

    if (reference->index == NULL) {
        return symbol;
    }
    TriExpr *arguments[] = { symbol,
                             tri_bicep_later(reference->scope, reference->index) };

    symbol->string = TRI_CONCAT(arena, declared->symbol, TRI_STR("[{0}]"));
    return tri_bicep_call(declared->body, span, "format", 2, arguments);
}

TriExpr *tri_bicep_handle(const TriReference *reference, TriSpan span)
{
    return reference->declared->around->unit->lowering->is_symbolic
               ? symbol_of(reference, span)
               : tri_bicep_id(reference, span);
}

TriExpr *tri_bicep_condition(const TriReference *reference)
{
    return tri_bicep_later(scope_of(reference), reference->declared->condition);
}

TriExpr *tri_bicep_state(const TriReference *reference, bool is_full, TriSpan span)
{
    TriDeclared *declared = reference->declared;
    bool is_symbolic = declared->around->unit->lowering->is_symbolic;
    bool is_whole_loop = declared->loop != NULL && reference->index == NULL;
    bool is_named = is_symbolic || is_module(declared) || is_whole_loop;
    TriExpr *arguments[] = {
        is_named ? symbol_of(reference, span) : tri_bicep_id(reference, span),
        tri_expr_string(arena_of(declared), declared->version, span),
        text_at(declared, "full", span),
    };

    if (is_whole_loop) {
        arguments[1] = arguments[2];
        return tri_bicep_call(declared->body, span, "references", is_full ? 2 : 1,
                              arguments);
    }
    if (is_module(declared)) {
        return tri_bicep_call(declared->body, span, "reference", 1, arguments);
    }
    return tri_bicep_call(declared->body, span, "reference",
                          is_full ? 3 : (is_named ? 1 : 2), arguments);
}

TriExpr *tri_bicep_property(const TriReference *reference, TriStr key, TriSpan span)
{
    TriDeclared *declared = reference->declared;
    TriArena *arena = arena_of(declared);
    bool is_single = declared->loop == NULL || reference->index != NULL;

    if (is_single && tri_str_eq(key, TRI_STR("id"))) {
        return tri_bicep_id(reference, span);
    }
    if (is_single && tri_str_eq(key, TRI_STR("name"))) {
        return own_name(reference, span);
    }
    if (tri_str_eq(key, TRI_STR("type"))) {
        return tri_expr_string(arena, declared->type, span);
    }
    if (tri_str_eq(key, TRI_STR("apiVersion"))) {
        return tri_expr_string(arena, declared->version, span);
    }
    if (tri_str_eq(key, TRI_STR("properties")) && !is_module(declared)) {
        return tri_bicep_state(reference, false, span);
    }
    return tri_expr_access(arena, tri_bicep_state(reference, true, span),
                           tri_expr_string(arena, key, span), span);
}
