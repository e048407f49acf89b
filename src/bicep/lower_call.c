/* Calls of functions and methods (bicep-language.md 3.3, 3.10, 3.11). */
#include "bicep/lower_expression.h"

const TriBicepSymbol *tri_bicep_called(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriBicepName name = tri_bicep_find(scope, syntax->text);
    bool is_function = name.symbol != NULL && (name.symbol->kind == TRI_SYMBOL_FUNC ||
                                               name.symbol->kind == TRI_SYMBOL_OTHER);

    return is_function ? name.symbol : NULL;
}

/* Whether it gives items of its first argument, as they are. */
static bool keeps_items(TriBicepScope *scope, const TriSyntax *syntax)
{
    return syntax->kind == TRI_SYNTAX_CALL && syntax->count > 0 &&
           (tri_str_eq(syntax->text, TRI_STR("filter")) ||
            tri_str_eq(syntax->text, TRI_STR("sort"))) &&
           tri_bicep_called(scope, syntax) == NULL;
}

/* The loop of modules that an expression is, or is some of; NULL: it is something
   else. */
static TriDeclared *modules_of(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;

    while (keeps_items(scope, syntax)) {
        syntax = syntax->items[0];
    }
    bool is_loop = tri_bicep_reference(scope, syntax, &reference) &&
                   reference.index == NULL && reference.declared->loop != NULL;

    return is_loop && reference.declared->statement->kind == TRI_STATEMENT_MODULE
               ? reference.declared
               : NULL;
}

/* What a lambda is given is an item of the first argument; that of reduce before it
   what came of the others. */
static TriExpr *argument_of(TriBicepScope *scope, TriStr function,
                            const TriSyntax *first, const TriSyntax *argument)
{
    return argument->kind == TRI_SYNTAX_LAMBDA
               ? tri_bicep_lambda(scope, argument, modules_of(scope, first),
                                  tri_str_eq(function, TRI_STR("reduce")))
               : tri_bicep_later(scope, argument);
}

/* A call as it is written. */
static TriExpr *call_with(TriBicepScope *scope, const TriSyntax *syntax, TriStr name,
                          size_t from)
{
    size_t count = syntax->count - from;
    TriExpr **items = TRI_NEW_ARRAY(tri_bicep_arena(scope), TriExpr *, count);
    TriExpr *call = tri_expr_call(tri_bicep_arena(scope), name, items, count,
                                  tri_bicep_span(scope, syntax));

    for (size_t i = 0; i < count; i++) {
        items[i] =
            argument_of(scope, name, syntax->items[from], syntax->items[from + i]);
    }
    call->tells_case = true;
    return call;
}

/* A function that a file declares. */
static TriExpr *user_call(TriBicepScope *scope, const TriSyntax *syntax,
                          const TriBicepSymbol *symbol, size_t from)
{
    TriSpan span = tri_bicep_span(scope, syntax);

    if (symbol->absence != NULL) {
        return tri_bicep_missing_import(scope, span, symbol);
    }
    if (tri_bicep_is_unread(symbol)) {
        return tri_bicep_unread(scope, span);
    }
    if (symbol->kind != TRI_SYMBOL_FUNC) {
        return tri_bicep_missing(scope, span,
                                 TRI_STR("what this function does is not known"));
    }
    return call_with(scope, syntax, symbol->name, from);
}

static TriExpr *empty_object(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    return syntax->count > from
               ? tri_bicep_object(scope, tri_bicep_span(scope, syntax), 0)
               : call_with(scope, syntax, syntax->text, from);
}

static TriExpr *name_of(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    const TriSyntax *last =
        syntax->count > from ? tri_bicep_unwrap(syntax->items[from]) : NULL;
    TriStr name = TRI_STR("");

    if (last != NULL && last->kind == TRI_SYNTAX_ACCESS) {
        name = last->items[1]->text;
    } else if (last != NULL) {
        name = last->text;
    }
    return tri_bicep_string(scope, name, tri_bicep_span(scope, syntax));
}

static TriExpr *any_value(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    return syntax->count > from ? tri_bicep_later(scope, syntax->items[from])
                                : call_with(scope, syntax, syntax->text, from);
}

/* What the machine that compiles knows is not told. */
static TriExpr *told_by_machine(TriBicepScope *scope, const TriSyntax *syntax,
                                size_t from)
{
    TriStr why = tri_format(tri_bicep_arena(scope),
                            "'%.*s' tells what only the machine that "
                            "deploys it knows",
                            TRI_ARG(syntax->text));

    (void)from;
    return tri_bicep_missing(scope, tri_bicep_span(scope, syntax), why);
}

/* Functions that ARM does not have, or has in another way. */
static const struct {
    TriStr name;
    TriExpr *(*value)(TriBicepScope *scope, const TriSyntax *syntax, size_t from);
} special_functions[] = {
    { TRI_STR_INIT("any"), any_value },
    { TRI_STR_INIT("nameof"), name_of },
    { TRI_STR_INIT("resourceGroup"), empty_object },
    { TRI_STR_INIT("subscription"), empty_object },
    { TRI_STR_INIT("managementGroup"), empty_object },
    { TRI_STR_INIT("loadTextContent"), tri_bicep_loaded },
    { TRI_STR_INIT("loadFileAsBase64"), tri_bicep_loaded },
    { TRI_STR_INIT("loadJsonContent"), tri_bicep_loaded },
    { TRI_STR_INIT("loadYamlContent"), tri_bicep_loaded },
    { TRI_STR_INIT("loadDirectoryFileInfo"), tri_bicep_loaded },
    { TRI_STR_INIT("readEnvironmentVariable"), told_by_machine },
    { TRI_STR_INIT("readEnvVar"), told_by_machine },
    { TRI_STR_INIT("readCliArg"), told_by_machine },
};

/* What only a deployment knows, as the values of parameters are known before it
   (BCP057, BCP065). */
static const TriStr functions_of_deployments[] = {
    TRI_STR_INIT("deployer"),
    TRI_STR_INIT("deployment"),
    TRI_STR_INIT("environment"),
    TRI_STR_INIT("extensionResourceId"),
    TRI_STR_INIT("managementGroup"),
    TRI_STR_INIT("managementGroupResourceId"),
    TRI_STR_INIT("newGuid"),
    TRI_STR_INIT("pickZones"),
    TRI_STR_INIT("providers"),
    TRI_STR_INIT("reference"),
    TRI_STR_INIT("resourceGroup"),
    TRI_STR_INIT("resourceId"),
    TRI_STR_INIT("roleDefinitions"),
    TRI_STR_INIT("subscription"),
    TRI_STR_INIT("subscriptionResourceId"),
    TRI_STR_INIT("tenant"),
    TRI_STR_INIT("tenantResourceId"),
    TRI_STR_INIT("toLogicalZone"),
    TRI_STR_INIT("toLogicalZones"),
    TRI_STR_INIT("toPhysicalZone"),
    TRI_STR_INIT("toPhysicalZones"),
    TRI_STR_INIT("utcNow"),
};

static bool is_of_deployment(TriStr name)
{
    size_t count = sizeof functions_of_deployments / sizeof *functions_of_deployments;

    return tri_str_is_among(name, functions_of_deployments, count) ||
           tri_str_has_prefix(name, TRI_STR("list"));
}

/* Functions of ARM that Bicep has in another way and does not call (BCP069, BCP100). */
static const struct {
    TriStr name;
    const char *instead;
} uncalled_functions[] = {
    { TRI_STR_INIT("add"), "+" },
    { TRI_STR_INIT("and"), "&&" },
    { TRI_STR_INIT("coalesce"), "??" },
    { TRI_STR_INIT("copyIndex"), "the index of the loop" },
    { TRI_STR_INIT("createArray"), "[ ]" },
    { TRI_STR_INIT("createObject"), "{ }" },
    { TRI_STR_INIT("div"), "/" },
    { TRI_STR_INIT("equals"), "==" },
    { TRI_STR_INIT("greater"), ">" },
    { TRI_STR_INIT("greaterOrEquals"), ">=" },
    { TRI_STR_INIT("if"), "? :" },
    { TRI_STR_INIT("less"), "<" },
    { TRI_STR_INIT("lessOrEquals"), "<=" },
    { TRI_STR_INIT("mod"), "%" },
    { TRI_STR_INIT("mul"), "*" },
    { TRI_STR_INIT("not"), "!" },
    { TRI_STR_INIT("or"), "||" },
    { TRI_STR_INIT("parameters"), "the name of the parameter" },
    { TRI_STR_INIT("sub"), "-" },
    { TRI_STR_INIT("variables"), "the name of the variable" },
};

/* What stands in Bicep for a function that it does not call; NULL: it may. */
static const char *instead_of(TriStr name)
{
    for (size_t i = 0; i < sizeof uncalled_functions / sizeof *uncalled_functions;
         i++) {
        if (tri_str_eq_nocase(uncalled_functions[i].name, name)) {
            return uncalled_functions[i].instead;
        }
    }
    return NULL;
}

static TriExpr *library_call(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    size_t count = sizeof special_functions / sizeof *special_functions;
    const char *instead = instead_of(syntax->text);

    if (instead != NULL) {
        return tri_expr_error(tri_bicep_arena(scope), tri_bicep_span(scope, syntax),
                              "'%.*s' cannot be called in Bicep; write %s instead",
                              TRI_ARG(syntax->text), instead);
    }
    if (scope->unit->gives && is_of_deployment(syntax->text)) {
        return tri_expr_error(tri_bicep_arena(scope), tri_bicep_span(scope, syntax),
                              "'%.*s' is not available in a parameter file",
                              TRI_ARG(syntax->text));
    }
    for (size_t i = 0; i < count; i++) {
        TriStr name = special_functions[i].name;

        if (tri_str_eq(name, syntax->text)) {
            return special_functions[i].value(scope, syntax, from);
        }
        if (tri_str_eq_nocase(name, syntax->text)) {
            return tri_expr_error(tri_bicep_arena(scope), tri_bicep_span(scope, syntax),
                                  "unknown function '%.*s'; did you mean '%.*s'?",
                                  TRI_ARG(syntax->text), TRI_ARG(name));
        }
    }
    return call_with(scope, syntax, syntax->text, from);
}

TriExpr *tri_bicep_function(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriBicepSymbol *symbol = tri_bicep_called(scope, syntax);

    return symbol != NULL ? user_call(scope, syntax, symbol, 0)
                          : library_call(scope, syntax, 0);
}

/* r.listKeys(): the id, and the version unless arguments tell it. */
static TriExpr *resource_call(TriBicepScope *scope, const TriSyntax *syntax,
                              TriExpr *handle, TriStr version)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *call = call_with(scope, syntax, syntax->text, 0);

    call->call.items[0] = handle;
    if (syntax->count == 1) {
        TriExpr *arguments[] = {
            handle,
            tri_bicep_string(scope, version, span),
        };

        call = tri_bicep_call(scope, span, "", 2, arguments);
        call->call.name = syntax->text;
        call->tells_case = true;
    }
    return call;
}

/* this.exists(), this.existingResource(): what was deployed before. */
static TriExpr *call_of_this(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *value = tri_bicep_call_of_text(scope, span, "target", TRI_STR("full"));

    if (tri_str_eq(syntax->text, TRI_STR("exists"))) {
        value = tri_bicep_call(scope, span, "empty", 1, &value);
        value = tri_bicep_call(scope, span, "not", 1, &value);
    }
    return value;
}

TriExpr *tri_bicep_method(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *base = tri_bicep_unwrap(syntax->items[0]);
    TriReference reference;
    TriBicepPassed passed;
    TriBicepName name = { 0 };

    if (tri_bicep_reference(scope, base, &reference)) {
        return resource_call(
            scope, syntax, tri_bicep_handle(&reference, tri_bicep_span(scope, syntax)),
            reference.declared->version);
    }
    if (tri_bicep_passed(scope, base, &passed)) {
        return resource_call(scope, syntax, passed.id, passed.version);
    }
    if (base->kind == TRI_SYNTAX_NAME) {
        name = tri_bicep_find(scope, base->text);
    }
    if (name.symbol != NULL && name.symbol->kind == TRI_SYMBOL_OTHER) {
        return user_call(scope, syntax, name.symbol, 1);
    }
    if (name.symbol != NULL && name.symbol->kind == TRI_SYMBOL_FILE) {
        const TriBicepSymbol *symbol =
            tri_bicep_exported(name.symbol->unit, syntax->text);

        return user_call(scope, syntax, symbol != NULL ? symbol : name.symbol, 1);
    }
    if (base->kind == TRI_SYNTAX_NAME && name.scope == NULL) {
        return tri_str_eq(base->text, TRI_STR("this")) ? call_of_this(scope, syntax)
                                                       : library_call(scope, syntax, 1);
    }
    return tri_expr_error(tri_bicep_arena(scope), tri_bicep_span(scope, syntax),
                          "nothing here has a function '%.*s'", TRI_ARG(syntax->text));
}
