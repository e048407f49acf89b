/* Types as the compiler writes them into declarations (bicep-language.md 3.6). */
#include "base/text.h"
#include "bicep/scope.h"

/* Unions and references that lead on further than this are taken for rings, and no more
   types of a union are told apart. */
enum { MOST_LINKS = 64, MOST_TYPES = 10000 };

static const TriStr bounds[] = {
    TRI_STR_INIT("minLength"),
    TRI_STR_INIT("maxLength"),
    TRI_STR_INIT("minValue"),
    TRI_STR_INIT("maxValue"),
};

enum {
    BOUNDS = sizeof bounds / sizeof *bounds,
    MEMBERS = TRI_BICEP_SCHEMA_MEMBERS,
};

void tri_bicep_put(TriExpr *object, TriStr name, TriExpr *value)
{
    if (value != NULL) {
        object->members[object->count++] =
            (TriExprMember){ .name = name, .name_span = value->span, .value = value };
    }
}

static TriExpr *new_object(TriBicepUnit *unit, const TriSyntax *syntax, size_t capacity)
{
    TriArena *arena = unit->lowering->arena;
    TriExpr *object =
        tri_expr_new(arena, TRI_EXPR_OBJECT, tri_syntax_span(unit->file, syntax));

    object->members = TRI_NEW_ARRAY(arena, TriExprMember, capacity);
    return object;
}

static TriExpr *array_of(TriArena *arena, TriSpan span, TriExpr **items, size_t count)
{
    TriExpr *array = tri_expr_new(arena, TRI_EXPR_ARRAY, span);

    array->items = items;
    array->count = (uint32_t)count;
    return array;
}

/* ---- decorators ---- */

TriExpr *tri_bicep_argument(const TriBicepTyped *typed, TriStr name)
{
    const TriSyntax *decorator =
        tri_bicep_find_decorator(typed->decorators, typed->decorator_count, name);
    size_t first = decorator == NULL ? 0 : tri_bicep_first_argument(decorator);

    return decorator == NULL || first >= decorator->count
               ? NULL
               : tri_bicep_later(typed->unit->scope, decorator->items[first]);
}

static bool has_decorator(const TriBicepTyped *typed, TriStr name)
{
    return tri_bicep_find_decorator(typed->decorators, typed->decorator_count, name) !=
           NULL;
}

/* The type of the items of a list, with the values that the list allows as a whole:
   none where null is one of them, since that is said of each item. */
static TriBicepType type_of_items(TriBicepUnit *unit, const TriSyntax *list)
{
    TriBicepType type = tri_bicep_type_of_part(unit, list->items[0]);

    type.literals.count = type.is_nullable ? 0 : type.literals.count;
    return type;
}

TriExpr *tri_bicep_allowed(const TriBicepTyped *typed, const TriBicepType *type)
{
    TriBicepUnit *unit = typed->unit;
    TriExpr *allowed = tri_bicep_argument(typed, TRI_STR("allowed"));
    TriBicepType values = *type;

    if (allowed != NULL) {
        return tri_expr_get(allowed)->kind == TRI_EXPR_ARRAY ? allowed : NULL;
    }
    if (type->shape != NULL && type->shape->kind == TRI_SYNTAX_LIST) {
        values = type_of_items(type->unit, type->shape);
    }
    return values.literals.count == 0
               ? NULL
               : array_of(unit->lowering->arena,
                          tri_syntax_span(unit->file, typed->type),
                          values.literals.items, values.literals.count);
}

/* ---- references ---- */

/* The declared type that a name means, alone or behind that of a file. */
static const TriBicepSymbol *named_type(const TriBicepUnit *unit,
                                        const TriSyntax *syntax)
{
    const TriSyntax *name =
        syntax->kind == TRI_SYNTAX_ACCESS ? syntax->items[0] : syntax;
    const TriBicepSymbol *symbol =
        name->kind == TRI_SYNTAX_NAME
            ? tri_map_find(&unit->symbols, name->text, TRI_MAP_EXACT)
            : NULL;

    if (symbol != NULL && symbol->kind == TRI_SYMBOL_FILE && name != syntax) {
        symbol = tri_bicep_exported(symbol->unit, syntax->items[1]->text);
    } else if (name != syntax) {
        return NULL;
    }
    return symbol != NULL && symbol->kind == TRI_SYMBOL_TYPE &&
                   symbol->statement != NULL && symbol->statement->type != NULL
               ? symbol
               : NULL;
}

/* Writes the address of a declared type, or of a part of one; false: it is neither. */
static bool add_address(TriText *text, TriBicepUnit *unit, const TriSyntax *syntax,
                        int links)
{
    const TriBicepSymbol *symbol = named_type(unit, syntax);

    if (symbol != NULL) {
        tri_text_add_c(text, "#/definitions/");
        tri_text_add_pointer_part(text, symbol->name);
        return true;
    }
    bool is_part = syntax->kind == TRI_SYNTAX_PART;

    if ((syntax->kind != TRI_SYNTAX_ACCESS && !is_part) || links > MOST_LINKS ||
        !add_address(text, unit, syntax->items[0], links + 1)) {
        return false;
    }
    if (is_part) {
        TriBicepType base = tri_bicep_type_of_part(unit, syntax->items[0]);

        tri_text_add_c(text,
                       base.set == TRI_ARRAY ? "/items" : "/additionalProperties");
        return true;
    }
    tri_text_add_c(text, syntax->is_member ? "/properties/" : "/prefixItems/");
    tri_text_add_pointer_part(text, syntax->items[1]->text);
    return true;
}

static TriExpr *reference_to(TriBicepUnit *unit, const TriSyntax *type)
{
    TriArena *arena = unit->lowering->arena;
    TriText text = tri_text(arena);

    return add_address(&text, unit, type, 0)
               ? tri_expr_string(arena, tri_text_str(&text),
                                 tri_syntax_span(unit->file, type))
               : NULL;
}

/* ---- parts ---- */

/* The front end of what a type says, lowered when somebody asks. */
typedef struct Schema {
    TriFrontEnd front_end; /* first, so that a lazy node finds its own */
    TriBicepTyped typed;
} Schema;

static void lower_schema(const TriFrontEnd *front_end, TriExpr *expr, const void *node);

static TriExpr *schema_of(TriBicepTyped typed)
{
    TriBicepUnit *unit = typed.unit;
    TriArena *arena = unit->lowering->arena;
    Schema *schema = TRI_NEW(arena, Schema);

    schema->front_end.lower = lower_schema;
    schema->typed = typed;
    return tri_expr_lazy(arena, &schema->front_end, typed.type,
                         tri_syntax_span(unit->file, typed.type));
}

/* Of a member or an item, which may have decorators of its own. */
static TriExpr *schema_of_part(TriBicepUnit *unit, const TriSyntax *type)
{
    TriBicepTyped typed = { .unit = unit, .type = type };

    if (type->kind == TRI_SYNTAX_DECORATED) {
        typed.decorators = type->items;
        typed.decorator_count = type->count - 1;
        typed.type = type->items[type->count - 1];
    }
    return schema_of(typed);
}

/* The properties of { … }; those of other names have the type behind *. */
static void add_properties(const TriBicepTyped *typed, const TriSyntax *shape,
                           TriExpr *object)
{
    TriExpr *properties = new_object(typed->unit, shape, shape->count);
    TriExpr *rest = NULL; /* the first, as elsewhere */

    for (size_t i = 0; i < shape->count; i++) {
        const TriSyntax *member = shape->items[i];

        if (member->kind == TRI_SYNTAX_MEMBER &&
            member->items[0]->kind == TRI_SYNTAX_STRING) {
            tri_bicep_put(properties, member->items[0]->text,
                          schema_of_part(typed->unit, member->items[1]));
        } else if (member->kind == TRI_SYNTAX_REST && rest == NULL) {
            rest = schema_of_part(typed->unit, member->items[1]);
        }
    }
    tri_bicep_put(object, TRI_STR("additionalProperties"), rest);
    tri_bicep_put(object, TRI_STR("properties"), properties);
}

static void add_tuple(const TriBicepTyped *typed, const TriSyntax *shape,
                      TriExpr *object)
{
    TriArena *arena = typed->unit->lowering->arena;
    TriSpan span = tri_syntax_span(typed->unit->file, shape);
    TriExpr **items = TRI_NEW_ARRAY(arena, TriExpr *, shape->count);

    for (size_t i = 0; i < shape->count; i++) {
        items[i] = schema_of_part(typed->unit, shape->items[i]);
    }
    tri_bicep_put(object, TRI_STR("prefixItems"),
                  array_of(arena, span, items, shape->count));
    tri_bicep_put(object, TRI_STR("items"), tri_expr_bool(arena, false, span));
}

/* ---- unions that a property tells apart ---- */

typedef struct Union {
    TriStr property;
    size_t count;      /* of types that were looked at */
    bool is_not_known; /* as a whole */
    TriMap values;     /* of the property, that were found */
    TRI_LIST(TriExprMember) mapping;
} Union;

/* The value of the property, of { … }; NULL: it has none. */
static TriExpr *value_that_tells(TriBicepUnit *unit, const TriSyntax *shape,
                                 TriStr property)
{
    for (size_t i = 0; i < shape->count; i++) {
        const TriSyntax *member = shape->items[i];

        if (member->kind == TRI_SYNTAX_MEMBER &&
            tri_str_eq(member->items[0]->text, property)) {
            TriBicepType type = tri_bicep_type_of_part(unit, member->items[1]);
            TriExpr *value =
                type.literals.count == 1 ? tri_expr_get(type.literals.items[0]) : NULL;

            return value != NULL && value->kind == TRI_EXPR_STRING ? value : NULL;
        }
    }
    return NULL;
}

/* `syntax` is one of the types, or names what is. */
static void add_types(Union *all, TriBicepUnit *unit, const TriSyntax *syntax,
                      int links)
{
    const TriBicepSymbol *symbol = named_type(unit, syntax);
    TriBicepUnit *type_unit = symbol != NULL ? symbol->unit : unit;
    const TriSyntax *type = symbol != NULL ? symbol->statement->type : syntax;

    if (all->is_not_known || links > MOST_LINKS || ++all->count > MOST_TYPES ||
        !tri_bicep_take_type_steps(unit->lowering, 1 + type->count)) {
        all->is_not_known = true;
        return;
    }
    if (type->kind == TRI_SYNTAX_UNION) {
        for (size_t i = 0; i < type->count; i++) {
            add_types(all, type_unit, type->items[i], links + 1);
        }
        return;
    }
    if (symbol != NULL && named_type(type_unit, type) != NULL) {
        add_types(all, type_unit, type, links + 1);
        return;
    }
    TriExpr *value = type->kind == TRI_SYNTAX_OBJECT
                         ? value_that_tells(type_unit, type, all->property)
                         : NULL;

    if (value == NULL) {
        all->is_not_known = true;
        return;
    }
    TriArena *arena = unit->lowering->arena;
    void **place = tri_map_put(arena, &all->values, value->string, TRI_MAP_EXACT);

    if (*place == NULL) {
        TriExprMember member = { .name = value->string,
                                 .name_span = value->span,
                                 .value = schema_of_part(unit, syntax) };

        tri_list_push(arena, &all->mapping, member);
        *place = unit;
    }
}

static void add_discriminator(const TriBicepTyped *typed, TriExpr *object)
{
    TriBicepUnit *unit = typed->unit;
    TriExpr *property = tri_bicep_argument(typed, TRI_STR("discriminator"));
    Union all = { 0 };

    if (property == NULL || tri_expr_get(property)->kind != TRI_EXPR_STRING) {
        return;
    }
    all.property = property->string;
    add_types(&all, unit, typed->type, 0);
    if (all.is_not_known) {
        return;
    }
    TriExpr *discriminator = new_object(unit, typed->type, 2);
    TriExpr *mapping = new_object(unit, typed->type, 0);

    mapping->members = all.mapping.items;
    mapping->count = (uint32_t)all.mapping.count;
    tri_bicep_put(discriminator, TRI_STR("propertyName"), property);
    tri_bicep_put(discriminator, TRI_STR("mapping"), mapping);
    tri_bicep_put(object, TRI_STR("discriminator"), discriminator);
}

/* ---- all of them ---- */

/* A type without the marks behind it: the last of them counts, and '?' was said. */
static const TriSyntax *unmarked(const TriSyntax *type, TriExpr *object,
                                 TriArena *arena)
{
    if (type->kind == TRI_SYNTAX_ASSERT) {
        tri_bicep_put(object, TRI_STR("nullable"),
                      tri_expr_bool(arena, false, object->span));
    }
    while (type->kind == TRI_SYNTAX_ASSERT || type->kind == TRI_SYNTAX_NULLABLE) {
        type = type->items[0];
    }
    return type;
}

static void add_structure(TriBicepTyped typed, TriExpr *object)
{
    TriBicepUnit *unit = typed.unit;
    const TriSyntax *type = unmarked(typed.type, object, unit->lowering->arena);

    typed.type = type;
    switch (type->kind) {
    case TRI_SYNTAX_NAME:
    case TRI_SYNTAX_ACCESS:
    case TRI_SYNTAX_PART:
        tri_bicep_put(object, TRI_STR("$ref"), reference_to(unit, type));
        break;
    case TRI_SYNTAX_OBJECT:
        add_properties(&typed, type, object);
        break;
    case TRI_SYNTAX_ARRAY:
        add_tuple(&typed, type, object);
        break;
    case TRI_SYNTAX_LIST:
        if (type_of_items(unit, type).literals.count == 0) {
            tri_bicep_put(object, TRI_STR("items"),
                          schema_of_part(unit, type->items[0]));
        }
        break;
    case TRI_SYNTAX_UNION:
        add_discriminator(&typed, object);
        break;
    default:
        break;
    }
    if (has_decorator(&typed, TRI_STR("sealed"))) {
        tri_bicep_put(object, TRI_STR("additionalProperties"),
                      tri_expr_bool(unit->lowering->arena, false, object->span));
    }
}

static TriStr type_name(unsigned set, bool is_secure)
{
    switch (set) {
    case TRI_STRING:
        return is_secure ? TRI_STR("securestring") : TRI_STR("string");
    case TRI_OBJECT:
        return is_secure ? TRI_STR("secureObject") : TRI_STR("object");
    case TRI_INT:
        return TRI_STR("int");
    case TRI_BOOL:
        return TRI_STR("bool");
    case TRI_ARRAY:
        return TRI_STR("array");
    default:
        return TRI_STR("");
    }
}

void tri_bicep_add_schema(const TriBicepTyped *typed, const TriBicepType *type,
                          TriExpr *allowed, TriExpr *object)
{
    TriArena *arena = typed->unit->lowering->arena;
    TriStr name = type_name(type->set, has_decorator(typed, TRI_STR("secure")));
    TriSpan span = typed->type == NULL
                       ? object->span
                       : tri_syntax_span(typed->unit->file, typed->type);

    tri_bicep_put(object, TRI_STR("type"),
                  name.size == 0 ? NULL : tri_expr_string(arena, name, span));
    tri_bicep_put(object, TRI_STR("nullable"),
                  type->is_nullable ? tri_expr_bool(arena, true, span) : NULL);
    tri_bicep_put(object, TRI_STR("allowedValues"), allowed);
    for (size_t i = 0; i < BOUNDS; i++) {
        tri_bicep_put(object, bounds[i], tri_bicep_argument(typed, bounds[i]));
    }
    if (typed->type != NULL) {
        add_structure(*typed, object);
    }
}

static void lower_schema(const TriFrontEnd *front_end, TriExpr *expr, const void *node)
{
    const TriBicepTyped *typed = &((const Schema *)front_end)->typed;
    TriBicepType type = tri_bicep_type_of_part(typed->unit, node);
    TriSpan span = expr->span;

    *expr = *new_object(typed->unit, node, MEMBERS);
    expr->span = span;
    tri_bicep_add_schema(typed, &type, tri_bicep_allowed(typed, &type), expr);
}

/* ---- definitions ---- */

/* The types that the files of a lowering declare, by their names in the template. */
static void lower_definitions(const TriFrontEnd *front_end, TriExpr *expr,
                              const void *node)
{
    const TriBicepLowering *lowering = node;
    TRI_LIST(TriExprMember) members = { 0 };

    (void)front_end;
    for (size_t i = 0; i < lowering->units.count; i++) {
        TriBicepUnit *unit = lowering->units.items[i];

        for (size_t j = 0; unit->file != NULL && j < unit->file->statement_count; j++) {
            const TriStatement *statement = unit->file->statements[j];
            const TriBicepSymbol *symbol =
                statement->kind == TRI_STATEMENT_TYPE && statement->type != NULL
                    ? tri_map_find(&unit->symbols, statement->name, TRI_MAP_EXACT)
                    : NULL;

            if (symbol == NULL || symbol->statement != statement) {
                continue;
            }
            TriExprMember member = {
                .name = symbol->name,
                .name_span = tri_syntax_name_span(unit->file, statement),
                .value = schema_of((TriBicepTyped){
                    .unit = unit,
                    .type = statement->type,
                    .decorators = statement->decorators,
                    .decorator_count = statement->decorator_count,
                }),
            };

            tri_list_push(lowering->arena, &members, member);
        }
    }
    expr->kind = TRI_EXPR_OBJECT;
    expr->members = members.items;
    expr->count = (uint32_t)members.count;
}

TriExpr *tri_bicep_definitions(TriBicepLowering *lowering)
{
    static const TriFrontEnd front_end = { lower_definitions };

    return tri_expr_lazy(lowering->arena, &front_end, lowering,
                         lowering->template->span);
}
