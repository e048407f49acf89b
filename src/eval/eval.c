#include "eval/eval.h"

#include "base/list.h"
#include "base/text.h"
#include "eval/access.h"
#include "eval/deployment.h"
#include "eval/invariant.h"

/* The service's own limit for loops (arm-language.md 13). */
enum { MOST_COPIES = 800 };

TriEval *tri_eval_new(TriArena *arena)
{
    TriEval *eval = TRI_NEW(arena, TriEval);

    eval->arena = arena;
    eval->context = tri_value_null();
    eval->steps = TRI_EVAL_STEPS;
    eval->bytes = TRI_EVAL_BYTES;
    eval->match_steps = TRI_EVAL_MATCH_STEPS;
    eval->items = TRI_EVAL_ITEMS;
    eval->memory = tri_arena_used(arena) + TRI_EVAL_MEMORY;
    eval->step_limit = eval->steps;
    eval->byte_limit = eval->bytes;
    return eval;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* A byte of a template may take this many steps, and bytes of output and memory;
   real templates need a small part of it. */
enum {
    STEPS_A_BYTE = 2,
    BYTES_A_BYTE = 16,
    MATCH_STEPS_A_BYTE = 16,
    BYTES_AN_ITEM = 4,
    LEAST_STEPS = 120000,
    LEAST_MATCH_STEPS = 1000000,
    LEAST_ITEMS = 100000
};

static const uint64_t LEAST_BYTES = (uint64_t)8 << 20;
static const uint64_t LEAST_MEMORY = (uint64_t)12 << 20;

void tri_eval_narrow(TriEval *eval, size_t size)
{
    uint64_t memory =
        tri_arena_used(eval->arena) + LEAST_MEMORY + BYTES_A_BYTE * (uint64_t)size;

    eval->steps = least(eval->steps, LEAST_STEPS + STEPS_A_BYTE * (uint64_t)size);
    eval->bytes = least(eval->bytes, LEAST_BYTES + BYTES_A_BYTE * (uint64_t)size);
    eval->memory = (size_t)least(eval->memory, memory);
    eval->match_steps = least(eval->match_steps,
                              LEAST_MATCH_STEPS + MATCH_STEPS_A_BYTE * (uint64_t)size);
    eval->items = least(eval->items, LEAST_ITEMS + (uint64_t)size / BYTES_AN_ITEM);
    eval->step_limit = eval->steps;
    eval->byte_limit = eval->bytes;
}

TriEval *tri_eval_share(TriArena *arena, const TriEval *other, unsigned shares)
{
    TriEval *eval = tri_eval_new(arena);

    eval->linker = other->linker;
    eval->context = other->context;
    eval->steps = eval->step_limit = other->step_limit / shares;
    eval->bytes = eval->byte_limit = other->byte_limit;
    eval->memory = (size_t)other->byte_limit;
    eval->match_steps = other->match_steps / shares;
    eval->items = other->items / shares;
    return eval;
}

void tri_eval_widen(TriEval *eval, size_t size)
{
    uint64_t steps =
        least(TRI_EVAL_STEPS - eval->step_limit, STEPS_A_BYTE * (uint64_t)size);
    uint64_t bytes =
        least(TRI_EVAL_BYTES - eval->byte_limit, BYTES_A_BYTE * (uint64_t)size);

    eval->steps += steps;
    eval->step_limit += steps;
    eval->bytes += bytes;
    eval->match_steps = least(TRI_EVAL_MATCH_STEPS,
                              eval->match_steps + MATCH_STEPS_A_BYTE * (uint64_t)size);
    eval->items = least(TRI_EVAL_ITEMS, eval->items + (uint64_t)size / BYTES_AN_ITEM);
    eval->byte_limit += bytes;
    eval->memory += (size_t)bytes;
}

bool tri_eval_is_spent(const TriEval *eval)
{
    return eval->steps == 0 || tri_arena_used(eval->arena) > eval->memory;
}

void tri_eval_charge(TriEval *eval, uint64_t steps)
{
    eval->steps -= least(eval->steps, steps);
}

bool tri_eval_take_items(TriEval *eval, size_t count, TriValue list, TriValue *unknown)
{
    if (eval->too_many == NULL && count <= eval->items) {
        eval->items -= count;
        return true;
    }
    if (eval->too_many == NULL) {
        TriSpan span = list.origin != NULL ? list.origin->span : (TriSpan){ 0 };

        eval->too_many =
            tri_eval_unknown(eval, TRI_REASON_BUDGET, TRI_ANY, span,
                             TRI_STR("the lists of all resources have more items than "
                                     "rules look at; those that follow are not judged"))
                .unknown;
    }
    *unknown = tri_value_unknown(eval->too_many);
    return false;
}

bool tri_eval_watch(TriEval *eval)
{
    bool before = eval->asks_index;

    eval->asks_index = false;
    return before;
}

bool tri_eval_watched(TriEval *eval, bool before)
{
    bool asks = eval->asks_index;

    eval->asks_index = asks || before;
    return asks;
}

/* ---- unknowns ---- */

static TriValue make_unknown(TriEval *eval, TriUnknown unknown,
                             const TriResidual *residual)
{
    TriUnknown *copy = TRI_NEW(eval->arena, TriUnknown);

    *copy = unknown;
    TriValue value = tri_value_unknown(copy);

    value.residual = residual;
    return value;
}

TriValue tri_eval_unknown(TriEval *eval, TriReason reason, unsigned type, TriSpan span,
                          TriStr why)
{
    TriUnknown unknown = { .reason = reason, .type = type, .why = why, .span = span };

    return make_unknown(eval, unknown, NULL);
}

/* Longer messages, which carry text of the template, are cut. */
enum { LONGEST_MESSAGE = 300 };

static TriStr cut_message(TriArena *arena, TriStr message)
{
    if (message.size <= LONGEST_MESSAGE) {
        return message;
    }
    size_t size = tri_character_start(message, LONGEST_MESSAGE);

    return TRI_CONCAT(arena, tri_str_slice(message, 0, size), TRI_STR("…"));
}

TriValue tri_eval_error(TriEval *eval, TriSpan span, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    TriStr why = tri_format_list(eval->arena, format, arguments);

    va_end(arguments);
    return tri_eval_unknown(eval, TRI_REASON_ERROR, TRI_ANY, span,
                            cut_message(eval->arena, why));
}

static const TriUnknown *cause_of(TriValue cause)
{
    static const TriUnknown nameless = { .reason = TRI_REASON_RUNTIME,
                                         .type = TRI_ANY };

    if (cause.kind == TRI_UNKNOWN) {
        return cause.unknown;
    }
    if (cause.kind == TRI_OBJECT && cause.object->rest != NULL) {
        return cause.object->rest;
    }
    if (cause.kind == TRI_ARRAY && cause.array->rest != NULL) {
        return cause.array->rest;
    }
    return &nameless;
}

/* Unknown for the same reason as `cause`. */
static TriValue derive(TriEval *eval, TriValue cause, TriUnknown what,
                       const TriResidual *residual)
{
    const TriUnknown *why = cause_of(cause);

    what.reason = why->reason;
    what.why = why->why;
    what.span = why->span;
    TriValue value = make_unknown(eval, what, residual);

    value.is_secure = cause.is_secure;
    return value;
}

TriValue tri_eval_derived(TriEval *eval, TriValue cause, unsigned type,
                          const TriResidual *residual)
{
    return derive(eval, cause, (TriUnknown){ .type = type }, residual);
}

TriValue tri_eval_choice(TriEval *eval, TriValue cause, const TriValue *choices,
                         size_t count, const TriResidual *residual)
{
    unsigned type = 0;

    for (size_t i = 0; i < count; i++) {
        type |=
            choices[i].kind == TRI_UNKNOWN ? choices[i].unknown->type : choices[i].kind;
    }
    TriUnknown choice = { .type = type, .choices = choices, .choice_count = count };

    return derive(eval, cause, choice, residual);
}

const TriResidual *tri_residual(TriEval *eval, TriStr function,
                                const TriValue *arguments, size_t count)
{
    TriResidual *residual = TRI_NEW(eval->arena, TriResidual);

    *residual = (TriResidual){ function, arguments, (uint32_t)count, false };
    return residual;
}

const TriResidual *tri_residual_sealed(TriEval *eval, const TriResidual *residual)
{
    if (residual == NULL || residual->is_sealed) {
        return residual;
    }
    TriResidual *sealed = TRI_NEW(eval->arena, TriResidual);

    *sealed = *residual;
    sealed->is_sealed = true;
    return sealed;
}

/* ---- thunks ---- */

TriValue tri_thunk_value(TriThunk *thunk)
{
    TriEval *eval = thunk->scope->deployment->eval;

    if (thunk->state == TRI_THUNK_BUSY) {
        return tri_eval_error(eval, thunk->expr->span, "this value depends on itself");
    }
    if (thunk->state == TRI_THUNK_NEW) {
        bool before = tri_eval_watch(eval);

        thunk->state = TRI_THUNK_BUSY;
        thunk->value = tri_eval(thunk->scope, thunk->expr);
        thunk->state = TRI_THUNK_DONE;
        thunk->asks_index = tri_eval_watched(eval, before);
    }
    eval->asks_index = eval->asks_index || thunk->asks_index;
    return thunk->value;
}

static bool is_literal(const TriExpr *expr)
{
    return expr->kind >= TRI_EXPR_NULL && expr->kind <= TRI_EXPR_STRING;
}

static TriValue literal_value(TriExpr *expr)
{
    TriValue value = tri_value_null();

    switch (expr->kind) {
    case TRI_EXPR_BOOL:
        value = tri_value_bool(expr->boolean);
        break;
    case TRI_EXPR_INT:
        value = tri_value_int(expr->integer);
        break;
    case TRI_EXPR_FLOAT:
        value = tri_value_float(expr->number);
        break;
    case TRI_EXPR_STRING:
        value = tri_value_string(expr->string);
        break;
    default:
        break;
    }
    value.origin = expr;
    return value;
}

TriValue tri_eval_later(const TriScope *scope, TriExpr *expr)
{
    if (is_literal(expr)) {
        return tri_eval(scope, expr);
    }
    TriThunk *thunk = tri_arena_bytes(scope->deployment->eval->arena, sizeof *thunk);

    thunk->expr = expr;
    thunk->scope = scope;
    thunk->state = TRI_THUNK_NEW;
    thunk->asks_index = false;
    return (TriValue){ .kind = TRI_DEFERRED, .thunk = thunk };
}

/* ---- arrays and objects ---- */

/* What an item costs, with what is needed to evaluate it later. */
enum { ITEM_BYTES = 128 };

/* Asks for room for `count` items or members. False when that is beyond the budget of
   bytes; `*limit` says so then. */
static bool reserve(TriEval *eval, size_t count, TriSpan span, TriValue *limit)
{
    if (count * ITEM_BYTES <= eval->bytes) {
        eval->bytes -= count * ITEM_BYTES;
        return true;
    }
    *limit = tri_eval_unknown(eval, TRI_REASON_BUDGET, TRI_ANY, span,
                              tri_format(eval->arena,
                                         "arrays and objects take more than %d MiB",
                                         (int)(eval->byte_limit >> 20)));
    return false;
}

static TriValue eval_array(const TriScope *scope, const TriExpr *expr)
{
    TriArena *arena = scope->deployment->eval->arena;
    TriArray *array = TRI_NEW(arena, TriArray);
    TriValue limit;

    if (!reserve(scope->deployment->eval, expr->count, expr->span, &limit)) {
        return limit;
    }
    array->items = tri_arena_take(arena, expr->count, sizeof *array->items);
    array->count = expr->count;
    for (size_t i = 0; i < expr->count; i++) {
        array->items[i] = tri_eval_later(scope, expr->items[i]);
    }
    return tri_value_array(array);
}

/* A name that is unknown leaves the object open: any member may be that one. `last` is
   where the next such member goes. */
static void add_named_by_expression(const TriScope *scope, const TriExprMember *member,
                                    TriValue name, TriObject *object,
                                    TriUnnamed ***last)
{
    TriEval *eval = scope->deployment->eval;
    TriValue value = tri_eval_later(scope, member->value);

    if (name.kind == TRI_STRING) {
        object->members[object->count++] =
            (TriMember){ name.string, member->name_span, value };
        return;
    }
    if (name.kind != TRI_UNKNOWN) {
        name = tri_eval_error(eval, member->name_span,
                              "the name of a member must be a string, not %s",
                              tri_type_name(name.kind));
        name.origin = member->name_expr;
    }
    object->is_open = true;
    object->rest = name.unknown;
    **last = TRI_NEW(eval->arena, TriUnnamed);
    ***last = (TriUnnamed){ .name = name, .value = value };
    *last = &(**last)->next;
}

/* Of members with one name (the same spelling) the last counts, in the place of
   the first. */
static void drop_repeated(TriArena *arena, TriObject *object)
{
    TriMap seen = { 0 };
    size_t kept = 0;

    for (size_t i = 0; i < object->count; i++) {
        TriMember member = object->members[i];
        void **place = tri_map_put(arena, &seen, member.name, TRI_MAP_EXACT);

        if (*place != NULL) {
            object->members[(size_t)*place - 1] = member;
            continue;
        }
        object->members[kept++] = member;
        *place = (void *)kept;
    }
    object->count = kept;
}

static bool has_repeated(const TriObject *object)
{
    for (size_t i = 0; i < object->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (tri_str_eq(object->members[i].name, object->members[j].name)) {
                return true;
            }
        }
    }
    return false;
}

/* createObject(name, value, …), which stands for an object that has a secure name. */
static const TriResidual *object_residual(const TriScope *scope, const TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;
    TriValue *arguments = TRI_NEW_ARRAY(eval->arena, TriValue, 2 * (size_t)expr->count);

    for (size_t i = 0; i < expr->count; i++) {
        const TriExprMember *member = &expr->members[i];

        arguments[2 * i] = member->name_expr != NULL
                               ? tri_eval_later(scope, member->name_expr)
                               : tri_value_string(member->name);
        arguments[2 * i + 1] = tri_eval_later(scope, member->value);
    }
    return tri_residual(eval, TRI_STR("createObject"), arguments,
                        2 * (size_t)expr->count);
}

/* Objects up to this size are looked through pair by pair. */
enum { FEW_MEMBERS = 24 };

static TriValue eval_object(const TriScope *scope, const TriExpr *expr)
{
    TriArena *arena = scope->deployment->eval->arena;
    TriObject *object = TRI_NEW(arena, TriObject);
    TriUnnamed **last = &object->unnamed;
    bool is_secure = expr->is_secret;
    TriValue limit;

    if (!reserve(scope->deployment->eval, expr->count, expr->span, &limit)) {
        return limit;
    }
    object->members = tri_arena_take(arena, expr->count, sizeof *object->members);
    for (size_t i = 0; i < expr->count; i++) {
        const TriExprMember *member = &expr->members[i];

        if (member->name_expr != NULL) {
            TriValue name = tri_eval(scope, member->name_expr);

            is_secure = is_secure || name.is_secure;
            add_named_by_expression(scope, member, name, object, &last);
            continue;
        }
        object->members[object->count++] =
            (TriMember){ member->name, member->name_span,
                         tri_eval_later(scope, member->value) };
    }
    if (object->count > FEW_MEMBERS || has_repeated(object)) {
        drop_repeated(arena, object);
    }
    TriValue value = tri_value_object(object);

    if (is_secure) {
        value.is_secure = true;
        value.residual = expr->is_secret ? NULL : object_residual(scope, expr);
    }
    return value;
}

const TriScope *tri_scope_default(TriDeployment *deployment)
{
    if (deployment->defaults == NULL) {
        TriScope *scope = TRI_NEW(deployment->eval->arena, TriScope);

        scope->outer = deployment->scope;
        scope->deployment = deployment;
        scope->type = TRI_SCOPE_DEFAULT;
        deployment->defaults = scope;
    }
    return deployment->defaults;
}

const TriScope *tri_scope_loop(const TriScope *outer, TriScopeType type, TriStr name,
                               TriValue index)
{
    TriArena *arena = outer->deployment->eval->arena;
    TriScope *scope = TRI_NEW(arena, TriScope);
    TriStr *names = TRI_NEW(arena, TriStr);
    TriValue *values = TRI_NEW(arena, TriValue);

    *names = name;
    *values = index;
    *scope = (TriScope){ outer, outer->deployment, type, names, values, 1 };
    return scope;
}

TriValue tri_loop_count(const TriScope *scope, TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;
    TriValue count = tri_eval(scope, expr);

    if (count.kind == TRI_UNKNOWN) {
        return count;
    }
    if (count.kind != TRI_INT) {
        return tri_eval_error(eval, expr->span,
                              "the count of a loop must be an int, not %s",
                              tri_type_name(count.kind));
    }
    if (count.integer >= 0 && count.integer <= MOST_COPIES) {
        return count;
    }
    return count.is_secure
               ? tri_eval_error(eval, expr->span, "the count of a loop must be 0 to %d",
                                MOST_COPIES)
               : tri_eval_error(eval, expr->span,
                                "the count of a loop must be 0 to %d, not %lld",
                                MOST_COPIES, (long long)count.integer);
}

static TriScopeType copy_type(const TriExpr *expr)
{
    return expr->call.name.size == 0 ? TRI_SCOPE_LOOP : TRI_SCOPE_VALUE_LOOP;
}

/* A copy that nobody knows how often is what a template has no other words for than
   map(range(0, count), lambda('i', input)), with lambdaVariables('i') for the index. */
static TriValue copy_uncounted(const TriScope *scope, TriExpr *expr, TriValue count)
{
    TriEval *eval = scope->deployment->eval;
    TriStr name = expr->call.name.size == 0 ? TRI_STR("i") : expr->call.name;
    TriValue *words = TRI_NEW_ARRAY(eval->arena, TriValue, 5);

    words[0] = tri_value_string(name);
    words[1] = tri_value_int(0);
    words[2] = count;
    TriValue index = tri_eval_derived(
        eval, count, TRI_INT, tri_residual(eval, TRI_STR("lambdaVariables"), words, 1));
    const TriScope *inner =
        tri_scope_loop(scope, copy_type(expr), expr->call.name, index);

    words[3] = tri_eval_derived(eval, count, TRI_ARRAY,
                                tri_residual(eval, TRI_STR("range"), words + 1, 2));
    TriValue *lambda = TRI_NEW_ARRAY(eval->arena, TriValue, 2);

    lambda[0] = words[0];
    lambda[1] = tri_eval_later(inner, expr->call.items[1]);
    words[4] = tri_eval_derived(eval, count, TRI_ANY,
                                tri_residual(eval, TRI_STR("lambda"), lambda, 2));
    return tri_eval_derived(eval, count, TRI_ARRAY,
                            tri_residual(eval, TRI_STR("map"), words + 3, 2));
}

static TriValue eval_copy(const TriScope *scope, TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;
    TriValue count = tri_loop_count(scope, expr->call.items[0]);

    if (count.kind == TRI_UNKNOWN) {
        return copy_uncounted(scope, expr, count);
    }
    TriArray *array = TRI_NEW(eval->arena, TriArray);
    TriScopeType type = copy_type(expr);
    TriValue limit;

    if (!reserve(eval, 2 * (size_t)count.integer, expr->span, &limit)) {
        return limit;
    }
    array->count = (size_t)count.integer;
    array->items = TRI_NEW_ARRAY(eval->arena, TriValue, array->count);
    for (size_t i = 0; i < array->count; i++) {
        const TriScope *inner =
            tri_scope_loop(scope, type, expr->call.name, tri_value_int((int64_t)i));

        array->items[i] = tri_eval_later(inner, expr->call.items[1]);
    }
    return tri_value_array(array);
}

static TriValue eval_lambda(const TriScope *scope, TriExpr *expr)
{
    TriClosure *closure = TRI_NEW(scope->deployment->eval->arena, TriClosure);

    *closure = (TriClosure){ expr, scope };
    return (TriValue){ .kind = TRI_LAMBDA, .lambda = closure };
}

/* ---- operands ---- */

/* Stands for the thunk of an operand that has another value in each round of a loop. */
static TriThunk varies;

static TriThunk *operand_thunk(TriDeployment *deployment, TriExpr *expr)
{
    if (!tri_is_invariant(expr)) {
        return &varies;
    }
    TriThunk *thunk = TRI_NEW(deployment->eval->arena, TriThunk);

    thunk->expr = expr;
    thunk->scope = deployment->scope;
    return thunk;
}

/* The value of an operand inside a loop or lambda. What is the same in every round is
   evaluated once: a loop over range(0, 800) would make that range 800 times. */
static TriValue eval_operand(const TriScope *scope, TriExpr **operand)
{
    TriDeployment *deployment = scope->deployment;
    TriStr address = { (const char *)operand, sizeof *operand };
    void **thunk = tri_map_put(deployment->eval->arena, &deployment->operands, address,
                               TRI_MAP_EXACT);

    if (*thunk == NULL) {
        *thunk = operand_thunk(deployment, *operand);
    }
    return *thunk == &varies ? tri_eval(scope, *operand) : tri_thunk_value(*thunk);
}

static TriValue eval_base(const TriScope *scope, TriExpr **base)
{
    bool is_repeated = scope->type > TRI_SCOPE_DEFAULT &&
                       tri_expr_get(*base)->kind == TRI_EXPR_CALL &&
                       !tri_scope_is_in_function(scope);

    return is_repeated ? eval_operand(scope, base) : tri_eval(scope, *base);
}

static TriValue eval_access(const TriScope *scope, TriExpr *expr)
{
    TriValue base = eval_base(scope, &expr->call.items[0]);
    TriValue key = tri_eval(scope, expr->call.items[1]);

    return tri_eval_access(scope, base, key, expr);
}

/* ---- expressions ---- */

static TriValue eval_missing(TriEval *eval, const TriExpr *expr)
{
    TriMissing *missing = expr->error.missing;
    TriUnknown unknown = { .reason = TRI_REASON_NOT_ON_DISK,
                           .type = TRI_ANY,
                           .why = expr->error.message,
                           .span = expr->error.place,
                           .written = missing->written };

    if (eval->linker != NULL) {
        eval->linker->miss(eval->linker, missing);
    }
    return make_unknown(eval, unknown, NULL);
}

static TriValue eval_error(const TriScope *scope, TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;

    if (expr->error.missing != NULL) {
        return eval_missing(eval, expr);
    }
    return tri_eval_error(eval, expr->error.place, "%.*s",
                          TRI_ARG(expr->error.message));
}

static TriValue eval_kind(const TriScope *scope, TriExpr *expr)
{
    switch (expr->kind) {
    case TRI_EXPR_NULL:
    case TRI_EXPR_BOOL:
    case TRI_EXPR_INT:
    case TRI_EXPR_FLOAT:
    case TRI_EXPR_STRING:
        return literal_value(expr);
    case TRI_EXPR_LAZY:
        return tri_value_null();
    case TRI_EXPR_ARRAY:
        return eval_array(scope, expr);
    case TRI_EXPR_OBJECT:
        return eval_object(scope, expr);
    case TRI_EXPR_CALL:
        return tri_eval_call(scope, expr);
    case TRI_EXPR_ACCESS:
        return eval_access(scope, expr);
    case TRI_EXPR_LAMBDA:
        return eval_lambda(scope, expr);
    case TRI_EXPR_COPY:
        return eval_copy(scope, expr);
    case TRI_EXPR_ERROR:
        return eval_error(scope, expr);
    case TRI_EXPR_VALUE:
        return tri_force(*(const TriValue *)expr->value);
    }
    return tri_value_null();
}

/* One unknown for all that comes after, and one finding: at the value that was one too
   much. */
static TriValue spent(TriEval *eval, TriSpan span)
{
    TriStr why = TRI_STR("evaluation takes too much memory");

    if (eval->spent == NULL) {
        if (eval->steps == 0) {
            why = tri_format(eval->arena, "evaluation takes more than %llu steps",
                             (unsigned long long)eval->step_limit);
        }
        eval->spent =
            tri_eval_unknown(eval, TRI_REASON_BUDGET, TRI_ANY, span, why).unknown;
    }
    return tri_value_unknown(eval->spent);
}

static TriValue too_deep(TriEval *eval, TriSpan span)
{
    return tri_eval_unknown(eval, TRI_REASON_BUDGET, TRI_ANY, span,
                            tri_format(eval->arena,
                                       "values are nested deeper than %d evaluations",
                                       TRI_EVAL_DEPTH));
}

TriValue tri_eval(const TriScope *scope, TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;

    if (tri_eval_is_spent(eval)) {
        return spent(eval, expr->span);
    }
    if (eval->depth >= TRI_EVAL_DEPTH) {
        return too_deep(eval, expr->span);
    }
    eval->steps--;
    if (is_literal(expr)) {
        return literal_value(expr);
    }
    eval->depth++;
    expr = tri_expr_get(expr);
    TriValue value = eval_kind(scope, expr);

    eval->depth--;
    if (value.origin == NULL) {
        value.origin = expr;
    }
    return value;
}
