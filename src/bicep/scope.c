/* Files, and what names mean in them. */
#include "bicep/scope.h"

#include "base/text.h"

TriBicepScope *tri_bicep_scope(TriBicepScope *outer, TriBicepScopeKind kind)
{
    TriBicepScope *scope = TRI_NEW(outer->unit->lowering->arena, TriBicepScope);

    scope->front_end = outer->front_end;
    scope->kind = kind;
    scope->outer = outer;
    scope->unit = outer->unit;
    return scope;
}

/* ---- looking up ---- */

static bool is_loop_name(const TriBicepScope *scope, TriStr name)
{
    const TriSyntax *index = tri_syntax_index(scope->syntax);

    return tri_str_eq(scope->syntax->text, name) ||
           (index != NULL && tri_str_eq(index->text, name));
}

static bool is_lambda_name(const TriBicepScope *scope, TriStr name)
{
    for (size_t i = 0; i + 1 < scope->syntax->count; i++) {
        if (tri_str_eq(scope->syntax->items[i]->text, name)) {
            return true;
        }
    }
    return false;
}

static bool is_parameter_name(const TriBicepScope *scope, TriStr name)
{
    for (size_t i = 0; i < scope->function->parameter_count; i++) {
        if (tri_str_eq(scope->function->parameters[i]->text, name)) {
            return true;
        }
    }
    return false;
}

TriDeclared *tri_bicep_nested(const TriDeclared *declared, TriStr name)
{
    for (size_t i = 0; i < declared->nested.count; i++) {
        if (tri_str_eq(declared->nested.items[i]->statement->name, name)) {
            return declared->nested.items[i];
        }
    }
    return NULL;
}

static bool find_in(const TriBicepScope *scope, TriStr name, TriBicepName *found)
{
    switch (scope->kind) {
    case TRI_BICEP_SCOPE_FILE:
        found->symbol = tri_map_find(&scope->unit->symbols, name, TRI_MAP_EXACT);
        return found->symbol != NULL;
    case TRI_BICEP_SCOPE_RESOURCE:
        found->declared = tri_bicep_nested(scope->declared, name);
        return found->declared != NULL;
    case TRI_BICEP_SCOPE_LOOP:
        return is_loop_name(scope, name);
    case TRI_BICEP_SCOPE_LAMBDA:
        return is_lambda_name(scope, name);
    case TRI_BICEP_SCOPE_FUNCTION:
        return is_parameter_name(scope, name);
    }
    return false;
}

TriBicepName tri_bicep_find(const TriBicepScope *scope, TriStr name)
{
    TriBicepName found = { 0 };

    for (; scope != NULL; scope = scope->outer) {
        if (find_in(scope, name, &found)) {
            found.scope = scope;
            if (found.symbol != NULL) {
                found.declared = found.symbol->declared;
            }
            return found;
        }
    }
    return found;
}

/* ---- declaring ---- */

/* Names of other files get a prefix; functions stand in a namespace. */
static TriStr name_in_template(const TriBicepUnit *unit, TriStr name,
                               TriSymbolKind kind)
{
    TriStr prefix = unit->prefix;

    if (kind == TRI_SYMBOL_FUNC && prefix.size == 0) {
        prefix = TRI_STR("__bicep.");
    }
    return prefix.size == 0 ? name : TRI_CONCAT(unit->lowering->arena, prefix, name);
}

TriBicepSymbol *tri_bicep_symbol(TriBicepUnit *unit, TriStr name, TriSymbolKind kind)
{
    TriBicepSymbol *symbol = TRI_NEW(unit->lowering->arena, TriBicepSymbol);

    symbol->kind = kind;
    symbol->unit = unit;
    symbol->name = name_in_template(unit, name, kind);
    *tri_map_put(unit->lowering->arena, &unit->symbols, name, TRI_MAP_EXACT) = symbol;
    return symbol;
}

static bool kind_of(const TriStatement *statement, TriSymbolKind *kind)
{
    switch (statement->kind) {
    case TRI_STATEMENT_PARAM:
        *kind = TRI_SYMBOL_PARAM;
        return true;
    case TRI_STATEMENT_VAR:
        *kind = TRI_SYMBOL_VAR;
        return true;
    case TRI_STATEMENT_TYPE:
        *kind = TRI_SYMBOL_TYPE;
        return true;
    case TRI_STATEMENT_FUNC:
        *kind = TRI_SYMBOL_FUNC;
        return true;
    case TRI_STATEMENT_RESOURCE:
    case TRI_STATEMENT_MODULE:
        *kind = TRI_SYMBOL_RESOURCE;
        return true;
    case TRI_STATEMENT_EXTENSION:
    case TRI_STATEMENT_ORCHESTRATED:
        *kind = TRI_SYMBOL_OTHER;
        return true;
    case TRI_STATEMENT_TARGET_SCOPE:
    case TRI_STATEMENT_METADATA:
    case TRI_STATEMENT_OUTPUT:
    case TRI_STATEMENT_IMPORT:
    case TRI_STATEMENT_ASSERT:
    case TRI_STATEMENT_TEST:
    case TRI_STATEMENT_USING:
    case TRI_STATEMENT_EXTENDS:
    case TRI_STATEMENT_EXTENSION_CONFIG:
        return false;
    }
    return false;
}

static void report_twin(TriBicepUnit *unit, TriStr name, TriSpan span)
{
    tri_report(unit->lowering->sink, TRI_PROBLEM_PARSE_ERROR, span,
               "the file declares '%.*s' already", TRI_ARG(name));
}

/* What a file declares and imports shares its names (BCP028). */
static void check_twin(TriBicepUnit *unit, TriStr name, TriSpan span)
{
    if (tri_map_find(&unit->symbols, name, TRI_MAP_EXACT) != NULL) {
        report_twin(unit, name, span);
    }
}

static void declare(TriBicepUnit *unit, const TriStatement *statement)
{
    TriSymbolKind kind;

    if (statement->name.size == 0 || !kind_of(statement, &kind)) {
        return;
    }
    check_twin(unit, statement->name, tri_syntax_name_span(unit->file, statement));
    TriBicepSymbol *symbol = tri_bicep_symbol(unit, statement->name, kind);

    symbol->statement = statement;
    if (kind == TRI_SYMBOL_RESOURCE && statement->value != NULL) {
        symbol->declared = tri_bicep_declare(unit->scope, NULL, statement);
        tri_list_push(unit->lowering->arena, &unit->declared, symbol->declared);
    }
}

/* Nothing refers to these, so each kind has names of its own (BCP145). */
static void check_twins(TriBicepUnit *unit, TriStatementKind kind, const char *what)
{
    TriBicepLowering *lowering = unit->lowering;
    TriMap names = { 0 };

    for (size_t i = 0; i < unit->file->statement_count; i++) {
        const TriStatement *statement = unit->file->statements[i];

        if (statement->kind != kind || statement->name.size == 0) {
            continue;
        }
        void **place =
            tri_map_put(lowering->arena, &names, statement->name, TRI_MAP_EXACT);

        if (*place != NULL) {
            tri_report(lowering->sink, TRI_PROBLEM_PARSE_ERROR,
                       tri_syntax_name_span(unit->file, statement),
                       "the file has %s '%.*s' already", what,
                       TRI_ARG(statement->name));
        }
        *place = unit;
    }
}

/* Nothing refers to what is asserted and tested either, but it shares the names of all
   that the file declares and imports. */
static void check_asserts(TriBicepUnit *unit)
{
    TriMap names = { 0 };

    for (size_t i = 0; i < unit->file->statement_count; i++) {
        const TriStatement *statement = unit->file->statements[i];
        TriStr name = statement->name;

        if (name.size == 0 || (statement->kind != TRI_STATEMENT_ASSERT &&
                               statement->kind != TRI_STATEMENT_TEST)) {
            continue;
        }
        void **place = tri_map_put(unit->lowering->arena, &names, name, TRI_MAP_EXACT);

        if (*place != NULL ||
            tri_map_find(&unit->symbols, name, TRI_MAP_EXACT) != NULL) {
            report_twin(unit, name, tri_syntax_name_span(unit->file, statement));
        }
        *place = unit;
    }
}

static TriStr local_name(const TriSyntax *import)
{
    return import->count > 0 ? import->items[0]->text : import->text;
}

static void check_imported(TriBicepUnit *unit, const TriSyntax *import)
{
    check_twin(unit, local_name(import), tri_syntax_span(unit->file, import));
}

/* A name that stands for nothing that can be known. */
static void miss_name(TriBicepUnit *unit, const TriStatement *statement, TriStr name,
                      TriStr why)
{
    TriBicepSymbol *symbol = tri_bicep_symbol(unit, name, TRI_SYMBOL_OTHER);

    symbol->absence = TRI_NEW(unit->lowering->arena, TriBicepAbsence);
    symbol->absence->why = why;
    symbol->absence->imports = tri_syntax_span(unit->file, statement->path);
}

/* Nothing is said yet: most of what is imported are types, and no value hangs on them.
 */
static void miss(TriBicepUnit *unit, const TriStatement *statement, TriStr why)
{
    if (statement->is_wildcard) {
        miss_name(unit, statement, statement->name, why);
    }
    for (size_t i = 0; i < statement->import_count; i++) {
        check_imported(unit, statement->imports[i]);
        miss_name(unit, statement, local_name(statement->imports[i]), why);
    }
}

TriBicepSymbol *tri_bicep_exported(const TriBicepUnit *unit, TriStr name)
{
    TriBicepSymbol *symbol = tri_map_find(&unit->symbols, name, TRI_MAP_EXACT);
    bool is_exported =
        symbol != NULL &&
        (unit->template != NULL ||
         (symbol->unit == unit && symbol->statement != NULL &&
          tri_bicep_decorator(symbol->statement, TRI_STR("export")) != NULL));

    return is_exported ? symbol : NULL;
}

static void import_names(TriBicepUnit *unit, const TriStatement *statement,
                         TriBicepUnit *from)
{
    if (statement->is_wildcard) {
        tri_bicep_symbol(unit, statement->name, TRI_SYMBOL_FILE)->unit = from;
    }
    for (size_t i = 0; i < statement->import_count; i++) {
        const TriSyntax *import = statement->imports[i];
        TriBicepSymbol *symbol = tri_bicep_exported(from, import->text);

        check_imported(unit, import);
        if (symbol == NULL) {
            miss_name(unit, statement, local_name(import),
                      tri_format(unit->lowering->arena, "it does not export '%.*s'",
                                 TRI_ARG(import->text)));
        } else {
            *tri_map_put(unit->lowering->arena, &unit->symbols, local_name(import),
                         TRI_MAP_EXACT) = symbol;
        }
    }
}

static void import(TriBicepUnit *unit, const TriStatement *statement)
{
    TriBicepLowering *lowering = unit->lowering;
    TriStr why = TRI_STR("");

    if (statement->kind != TRI_STATEMENT_IMPORT || statement->path == NULL) {
        return;
    }
    TriBicepImport from = lowering->loader->open(lowering->loader, unit->file,
                                                 statement->path->text, &why);

    if (statement->is_wildcard) {
        check_twin(unit, statement->name, tri_syntax_name_span(unit->file, statement));
    }
    if (from.file == NULL && from.template == NULL) {
        miss(unit, statement, why);
    } else {
        import_names(unit, statement, tri_bicep_unit(lowering, from));
    }
}

static bool has_extension(const TriBicepFile *file)
{
    for (size_t i = 0; i < file->statement_count; i++) {
        if (file->statements[i]->kind == TRI_STATEMENT_EXTENSION) {
            return true;
        }
    }
    return false;
}

/* Its own names come first, so that files may import from one another. */
static void declare_names(TriBicepUnit *unit)
{
    const TriBicepFile *file = unit->file;

    unit->scope = TRI_NEW(unit->lowering->arena, TriBicepScope);
    unit->scope->unit = unit;
    unit->has_extension = has_extension(file);
    unit->scope->front_end.lower = tri_bicep_lower_node;
    for (size_t i = 0; i < file->statement_count; i++) {
        declare(unit, file->statements[i]);
    }
    check_twins(unit, TRI_STATEMENT_OUTPUT, "an output");
    check_twins(unit, TRI_STATEMENT_METADATA, "metadata");
    for (size_t i = 0; i < file->statement_count; i++) {
        import(unit, file->statements[i]);
    }
    check_asserts(unit);
}

static TriBicepUnit *new_unit(TriBicepLowering *lowering, TriBicepImport from)
{
    TriBicepUnit *unit = TRI_NEW(lowering->arena, TriBicepUnit);
    size_t number = lowering->units.count;

    unit->lowering = lowering;
    unit->file = from.file;
    unit->template = from.template;
    unit->prefix =
        number == 0 ? TRI_STR("") : tri_format(lowering->arena, "_%zu.", number);
    tri_list_push(lowering->arena, &lowering->units, unit);
    if (unit->file != NULL) {
        declare_names(unit);
    } else {
        tri_bicep_declare_exports(unit);
    }
    return unit;
}

TriBicepUnit *tri_bicep_unit(TriBicepLowering *lowering, TriBicepImport from)
{
    for (size_t i = 0; i < lowering->units.count; i++) {
        TriBicepUnit *unit = lowering->units.items[i];

        if (unit->file == from.file && unit->template == from.template) {
            return unit;
        }
    }
    return new_unit(lowering, from);
}

/* ---- parameter files ---- */

bool tri_bicep_is_base(const TriBicepSymbol *symbol)
{
    return symbol != NULL && symbol->kind == TRI_SYMBOL_FILE && symbol->unit->gives;
}

/* Of what a file gives twice the last counts, as where it is named. */
static bool is_given_later(const TriBicepUnit *unit, const TriStatement *statement)
{
    const TriBicepSymbol *symbol =
        tri_map_find(&unit->symbols, statement->name, TRI_MAP_EXACT);

    return symbol != NULL && symbol->kind == TRI_SYMBOL_PARAM &&
           symbol->statement != statement;
}

static void add_givings(TriBicepUnit *unit, TriMap *seen, TriBicepGivings *list)
{
    TriArena *arena = unit->lowering->arena;

    for (size_t i = 0; i < unit->file->statement_count; i++) {
        const TriStatement *statement = unit->file->statements[i];
        if (!tri_bicep_gives(statement) || is_given_later(unit, statement)) {
            continue;
        }
        void **place = tri_map_put(arena, seen, statement->name, TRI_MAP_EXACT);
        TriBicepGiving giving = { unit, statement };

        if (*place == NULL) {
            *place = unit;
            tri_list_push(arena, list, giving);
        }
    }
}

TriBicepGivings tri_bicep_givings(TriBicepUnit *unit)
{
    TriBicepGivings list = { 0 };
    TriMap seen = { 0 };

    while (unit != NULL) {
        add_givings(unit, &seen, &list);
        const TriBicepSymbol *base =
            tri_map_find(&unit->symbols, TRI_STR("base"), TRI_MAP_EXACT);

        unit = tri_bicep_is_base(base) ? base->unit : NULL;
    }
    return list;
}
