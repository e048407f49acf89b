#include "eval/eval.h"

#include "eval/print.h"
#include "support/bench.h"

#include <criterion/criterion.h>

static Bench bench;

static void open_bench(void)
{
    bench_open(&bench);
}

static void close_bench(void)
{
    bench_close(&bench);
}

TestSuite(eval, .init = open_bench, .fini = close_bench, .timeout = 60);

static void expect_str(const char *what, TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "%s: '%.*s' is not '%s'",
              what, TRI_ARG(actual), expected);
}

typedef struct Row {
    const char *expression;
    const char *printed;
} Row;

static void expect_rows(const Row *rows)
{
    for (; rows->expression != NULL; rows++) {
        expect_str(rows->expression,
                   bench_print(&bench, bench_eval(&bench, rows->expression)),
                   rows->printed);
    }
}

static void expect_error(const char *expression, const char *message)
{
    TriValue value = bench_eval(&bench, expression);

    cr_expect_eq(value.kind, TRI_UNKNOWN, "%s", expression);
    if (value.kind == TRI_UNKNOWN) {
        cr_expect_eq(value.unknown->reason, TRI_REASON_ERROR, "%s", expression);
        expect_str(expression, value.unknown->why, message);
    }
}

static uint64_t steps_of(const char *expression)
{
    uint64_t before = bench.deployment->eval->steps;

    bench_eval(&bench, expression);
    return before - bench.deployment->eval->steps;
}

/* ---- laziness ---- */

static const char lazy_sections[] =
    "'resources': [], 'variables': {"
    "'bad': '[nope()]', 'object': {'good': 1, 'bad': '[nope()]'}, "
    "'array': ['a', '[nope()]'], 'slow': '[length(string(range(0, 5000)))]', "
    "'many': {'copy': [{'name': 'x', 'count': 800, 'input': '[nope()]'}]}}, "
    "'parameters': {'p': {'type': 'int', 'defaultValue': '[nope()]'}}";

Test(eval, leaves_what_nobody_asks_for)
{
    static const Row rows[] = {
        { "[variables('object').good]", "1" },
        { "[variables('array')[0]]", "\"a\"" },
        { "[length(variables('array'))]", "2" },
        { "[length(variables('object'))]", "2" },
        { "[contains(variables('object'), 'bad')]", "true" },
        { "[if(true(), 1, variables('bad'))]", "1" },
        { "[if(false(), parameters('p'), 2)]", "2" },
        { "[and(false(), variables('bad'))]", "false" },
        { "[or(true(), variables('bad'))]", "true" },
        { "[coalesce('x', variables('bad'))]", "\"x\"" },
        { "[length(variables('many').x)]", "800" },
        { 0 },
    };

    bench_deploy_sections(&bench, lazy_sections);
    expect_rows(rows);
    cr_expect_lt(steps_of("[if(true(), 1, variables('slow'))]"), 10);
    expect_error("[variables('object').bad]", "unknown function 'nope'");
}

Test(eval, remembers_variables_and_parameters)
{
    bench_deploy_sections(
        &bench, "'resources': [], 'variables': {"
                "'v': '[map(range(0, 1000), lambda(`x`, add(lambdaVariables("
                "`x`), 1)))]', 'w': '[concat(variables(`v`), parameters(`p`))]'"
                "}, 'parameters': {'p': {'type': 'array', "
                "'defaultValue': '[map(range(0, 1000), lambda(`x`, "
                "add(lambdaVariables(`x`), 1)))]'}}");
    cr_expect_gt(steps_of("[length(variables('v'))]"), 1000);
    cr_expect_lt(steps_of("[length(variables('v'))]"), 20);
    cr_expect_gt(steps_of("[length(parameters('p'))]"), 1000);
    cr_expect_lt(steps_of("[length(parameters('p'))]"), 20);
    cr_expect_lt(steps_of("[length(variables('w'))]"), 30);
}

Test(eval, deploys_a_template_again_with_other_values)
{
    static const char template[] =
        "{'contentVersion': '1', 'resources': [], 'parameters': {'p': {'type': 'int', "
        "'defaultValue': 1}}, 'variables': {'v': '[mul(parameters(`p`), 10)]'}}";
    TriDeployment *first = bench_deploy(&bench, template, NULL);
    const TriTemplate *shared = bench.template;

    expect_rows((const Row[]){ { "[variables('v')]", "10" }, { 0 } });
    TriGivens givens = tri_input_givens(
        &bench.workshop,
        bench_input(&bench, "p.json", "{'parameters': {'P': {'value': 7}}}"),
        &bench.sink);

    bench.deployment =
        tri_deploy(tri_eval_new(&bench.workshop.arena), shared, &givens, TRI_STR(""));
    expect_rows((const Row[]){ { "[variables('v')]", "70" }, { 0 } });
    bench.deployment = first;
    expect_rows((const Row[]){
        { "[variables('v')]", "10" }, { "[parameters('p')]", "1" }, { 0 } });
}

/* ---- cycles ---- */

Test(eval, finds_cycles)
{
    bench_deploy_sections(
        &bench, "'resources': [], 'variables': {'a': '[variables(`b`)]', "
                "'b': '[concat(`x`, variables(`A`))]', 'self': '[variables(`self`)]', "
                "'viaParameter': '[parameters(`q`)]', 'object': {'x': "
                "'[variables(`object`).x]'}},"
                "'parameters': {'p': {'defaultValue': '[parameters(`p`)]'}, "
                "'q': {'defaultValue': '[variables(`viaParameter`)]'}}");
    expect_error("[variables('self')]", "variable 'self' depends on itself");
    expect_error("[variables('a')]", "variable 'a' depends on itself");
    expect_error("[variables('b')]", "variable 'a' depends on itself");
    expect_error("[parameters('p')]", "parameter 'p' depends on itself");
    expect_error("[variables('viaParameter')]",
                 "variable 'viaParameter' depends on itself");
    expect_error("[variables('object').x]", "this value depends on itself");
}

/* ---- the algebra of unknowns ---- */

static const char unknown_sections[] =
    "'resources': [], 'variables': {'o': {'a': '[parameters(`s`)]', 'b': 1}}, "
    "'parameters': {'b': {'type': 'bool'}, 's': {'type': 'string'}, "
    "'i': {'type': 'int'}, 'a': {'type': 'array'}, 'o': {'type': 'object'}, "
    "'x': {}, 'size': {'type': 'string', 'allowedValues': ['S', 'M']}, "
    "'only': {'type': 'string', 'allowedValues': ['one']}, "
    "'flag': {'type': 'bool', 'allowedValues': [true, false]}}";

Test(eval, decides_in_spite_of_an_unknown_part)
{
    static const Row rows[] = {
        { "[and(parameters('b'), false())]", "false" },
        { "[and(false(), parameters('b'))]", "false" },
        { "[or(parameters('b'), true())]", "true" },
        { "[or(parameters('b'), not(parameters('b')), true())]", "true" },
        { "[if(parameters('b'), 1, 1)]", "1" },
        { "[if(parameters('b'), createArray(1), createArray(1))]", "[1]" },
        { "[length(createArray(parameters('s'), 1))]", "2" },
        { "[empty(createArray(parameters('s')))]", "false" },
        { "[contains(createObject('k', parameters('s')), 'K')]", "true" },
        { "[contains(createArray(1, parameters('i')), 1)]", "true" },
        { "[coalesce('a', parameters('s'))]", "\"a\"" },
        { "[coalesce(null(), 'a', parameters('s'))]", "\"a\"" },
        { "[equals(createArray(1, parameters('s')), createArray(2, 'x'))]", "false" },
        { "[equals(parameters('s'), 5)]", "false" },
        { "[variables('o').b]", "1" },
        { "[union(createObject('a', parameters('s')), createObject('a', 1)).a]", "1" },
        { "[first(createArray(1, parameters('s')))]", "1" },
        { "[createArray(1, parameters('s'))[0]]", "1" },
        { "[concat(createArray(1), createArray(parameters('s')))[0]]", "1" },
        { 0 },
    };

    bench_deploy_sections(&bench, unknown_sections);
    expect_rows(rows);
}

Test(eval, keeps_as_residual_text_what_it_cannot_know)
{
    static const Row rows[] = {
        { "[parameters('S')]", "\"[parameters('s')]\"" },
        { "[and(true(), parameters('b'))]", "\"[and(true(), parameters('b'))]\"" },
        { "[if(parameters('b'), 1, add(1, 1))]", "\"[if(parameters('b'), 1, 2)]\"" },
        { "[concat('a', toLower('B'), parameters('s'))]",
          "\"[concat('a', 'b', parameters('s'))]\"" },
        { "[variables('o').a]", "\"[parameters('s')]\"" },
        { "[variables('o')]", "{\"a\":\"[parameters('s')]\",\"b\":1}" },
        { "[parameters('o').x.y]", "\"[parameters('o').x.y]\"" },
        { "[parameters('o')['a b'].c]", "\"[parameters('o')['a b'].c]\"" },
        { "[parameters('a')[add(1, 1)]]", "\"[parameters('a')[2]]\"" },
        { "[createArray('a')[parameters('i')]]",
          "\"[createArray('a')[parameters('i')]]\"" },
        { "[reference('x').y]", "\"[reference('x').y]\"" },
        { "[REFERENCE('x').Y]", "\"[reference('x').Y]\"" },
        { "[listKeys('x', '2020-01-01').keys[0].value]",
          "\"[listKeys('x', '2020-01-01').keys[0].value]\"" },
        { "[createObject('a', createArray(null(), true(), 1, 'it''s', "
          "parameters('s')))]",
          "{\"a\":[null,true,1,\"it's\",\"[parameters('s')]\"]}" },
        { "[concat(parameters('s'), 'it''s')]",
          "\"[concat(parameters('s'), 'it''s')]\"" },
        { "[equals(parameters('s'), createObject('k', null()))]", "false" },
        { "[format('{0}-{1}', parameters('s'), 1)]",
          "\"[format('{0}-{1}', parameters('s'), 1)]\"" },
        { "[length(parameters('a'))]", "\"[length(parameters('a'))]\"" },
        { 0 },
    };

    bench_deploy_sections(&bench, unknown_sections);
    expect_rows(rows);
}

Test(eval, tells_why_a_value_is_unknown)
{
    static const struct {
        const char *expression;
        TriReason reason;
        unsigned type;
        const char *why;
    } rows[] = {
        { "[parameters('i')]", TRI_REASON_NO_VALUE, TRI_INT | TRI_NULL,
          "parameter 'i' has no value" },
        { "[toLower(parameters('s'))]", TRI_REASON_NO_VALUE, TRI_STRING,
          "parameter 's' has no value" },
        { "[reference('x')]", TRI_REASON_RUNTIME, TRI_OBJECT,
          "reference() is known only when it is deployed" },
        { "[add(parameters('i'), nope())]", TRI_REASON_ERROR, TRI_INT,
          "unknown function 'nope'" },
    };

    bench_deploy_sections(&bench, unknown_sections);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriValue value = bench_eval(&bench, rows[i].expression);

        cr_assert_eq(value.kind, TRI_UNKNOWN, "%s", rows[i].expression);
        cr_expect_eq(value.unknown->reason, rows[i].reason, "%s", rows[i].expression);
        cr_expect_eq(value.unknown->type, rows[i].type, "%s: %u", rows[i].expression,
                     value.unknown->type);
        expect_str(rows[i].expression, value.unknown->why, rows[i].why);
    }
}

Test(eval, knows_that_a_type_cannot_fit)
{
    bench_deploy_sections(&bench, unknown_sections);
    expect_error("[toLower(parameters('i'))]",
                 "argument 1 of 'toLower' must be string, not null or int");
    expect_error("[add(parameters('s'), 1)]",
                 "argument 1 of 'add' must be int, not null or string");
}

/* ---- few alternatives ---- */

Test(eval, tries_every_allowed_value)
{
    static const Row rows[] = {
        { "[parameters('only')]", "\"[parameters('only')]\"" },
        { "[concat(parameters('only'), '!')]", "\"one!\"" },
        { "[length(parameters('size'))]", "1" },
        { "[equals(parameters('size'), 'XL')]", "false" },
        { "[toLower(parameters('size'))]", "\"[toLower(parameters('size'))]\"" },
        { "[contains(createArray('S', 'M', 'L'), parameters('size'))]", "true" },
        { "[createObject('S', 1, 'M', 1)[parameters('size')]]", "1" },
        { "[if(parameters('flag'), 'a', 'b')]",
          "\"[if(parameters('flag'), 'a', 'b')]\"" },
        { "[equals(if(parameters('b'), 'a', 'b'), 'c')]", "false" },
        { "[length(if(parameters('b'), 'a', 'b'))]", "1" },
        { 0 },
    };

    bench_deploy_sections(&bench, unknown_sections);
    expect_rows(rows);
    TriValue value = bench_eval(&bench, "[toLower(parameters('size'))]");

    cr_assert_eq(value.unknown->choice_count, 2);
    expect_str("first", value.unknown->choices[0].string, "s");
    expect_str("second", value.unknown->choices[1].string, "m");
    cr_expect_eq(value.unknown->type, TRI_STRING);
}

Test(eval, gives_up_on_many_alternatives)
{
    bench_deploy_sections(&bench, unknown_sections);
    /* 2 to the power of 5 combinations are too many to try */
    TriValue value = bench_eval(
        &bench, "[concat(parameters('size'), parameters('size'), parameters('size'), "
                "parameters('size'), parameters('size'))]");

    cr_assert_eq(value.kind, TRI_UNKNOWN);
    cr_expect_eq(value.unknown->choice_count, 0);
}

/* ---- secure values ---- */

Test(eval, never_prints_what_is_secure)
{
    static const char *const expressions[] = {
        "[parameters('secret')]",
        "[parameters('object')]",
        "[parameters('object').password]",
        "[parameters('object')['pass' ]]",
        "[createArray(parameters('secret'))]",
        "[createObject('a', createObject('b', parameters('secret')))]",
        "[concat('a', parameters('secret'))]",
        "[toUpper(parameters('secret'))]",
        "[toLower(toUpper(parameters('secret')))]",
        "[format('{0}', parameters('secret'))]",
        "[string(createArray(parameters('secret')))]",
        "[string(parameters('object'))]",
        "[base64(parameters('secret'))]",
        "[first(createArray(parameters('secret')))]",
        "[if(true(), parameters('secret'), 'x')]",
        "[coalesce(null(), parameters('secret'))]",
        "[variables('derived')]",
        "[variables('holder')]",
        "[variables('holder').x]",
        "[union(parameters('object'), createObject('a', 1))]",
        "[items(parameters('object'))]",
        "[objectKeys(parameters('object'))]",
        "[map(createArray(parameters('secret')), lambda('x', lambdaVariables('x')))]",
        "[filter(createArray(parameters('secret')), lambda('x', true()))]",
        "[split(parameters('secret'), 'n')]",
        "[substring(parameters('secret'), 0, 4)]",
        "[createObject(parameters('secret'), 1)]",
        "[parameters('secret').x]",
        "[parameters('object')[parameters('secret')]]",
        "[createObject('hunter3', 1)[parameters('secret')]]",
        "[int(parameters('secret'))]",
        "[bool(parameters('secret'))]",
        "[json(parameters('secret'))]",
        "[fail(parameters('secret'))]",
        "[parameters(parameters('secret'))]",
        "[variables(parameters('secret'))]",
        "[dateTimeAdd(parameters('secret'), 'PT1H')]",
        "[base64ToString(parameters('secret'))]",
        "[parseCidr(parameters('secret'))]",
        "[format(parameters('secret'), 1)]",
        "[createArray(1)[parameters('secret')]]",
        "[lambdaVariables(parameters('secret'))]",
        "[copyIndex(parameters('secret'))]",
        "[guid(parameters('secret'))]",
        "[uri('http://x/', parameters('secret'))]",
        "[reference(parameters('secret')).x]",
        "[add(length(parameters('secret')), parameters('i'))]",
        "[uniqueString(parameters('secret'))]",
        "[replace('a', 'a', parameters('secret'))]",
        "[if(parameters('b'), parameters('secret'), 'x')]",
        "[if(parameters('b'), parameters('secret'), parameters('secret'))]",
        "[toObject(createArray(parameters('secret')), lambda('x', "
        "lambdaVariables('x')))]",
        "[reduce(createArray(parameters('secret')), '', lambda('a', 'b', "
        "concat(lambdaVariables('a'), lambdaVariables('b'))))]",
        "[a.f(parameters('secret'))]",
        "[parameters('chosen')]",
        "[concat(parameters('chosen'), 'x')]",
        "[resourceId('A/b', parameters('secret'))]",
    };

    bench_deploy_sections(
        &bench,
        "'resources': [], 'parameters': {'secret': {'type': 'secureString', "
        "'defaultValue': 'hunter2'}, 'object': {'type': 'secureObject', "
        "'defaultValue': {'password': 'hunter2', 'pass': ['hunter2']}}, "
        "'i': {'type': 'int'}, 'b': {'type': 'bool'}, "
        "'chosen': {'type': 'securestring', 'allowedValues': ['hunter2', "
        "'hunter2b']}}, "
        "'variables': {'derived': '[concat(parameters(`secret`), `x`)]', "
        "'holder': {'x': '[parameters(`secret`)]'}}, "
        "'functions': [{'namespace': 'a', 'members': {'f': {'parameters': "
        "[{'name': 'x'}], 'output': {'value': '[concat(parameters(`x`), `y`)]'}}}}]");
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        TriValue value = bench_eval(&bench, expressions[i]);
        TriStr printed = bench_print(&bench, value);
        TriStr message = tri_value_for_message(&bench.workshop.arena, value);
        TriStr why = value.kind == TRI_UNKNOWN ? value.unknown->why : TRI_STR("");

        cr_expect_eq(tri_str_find_nocase(printed, TRI_STR("unter2")), TRI_NOT_FOUND,
                     "%s prints %.*s", expressions[i], TRI_ARG(printed));
        cr_expect_eq(tri_str_find_nocase(message, TRI_STR("unter2")), TRI_NOT_FOUND,
                     "%s says %.*s", expressions[i], TRI_ARG(message));
        cr_expect_eq(tri_str_find_nocase(why, TRI_STR("unter2")), TRI_NOT_FOUND,
                     "%s complains %.*s", expressions[i], TRI_ARG(why));
    }
}

/* What is made of a secret by a test or a count is known, and still not printed. */
Test(eval, decides_by_secure_values)
{
    bench_deploy_sections(&bench, "'resources': [], 'parameters': {'secret': {'type': "
                                  "'securestring', 'defaultValue': 'hunter2'}}");
    TriValue value = bench_eval(&bench, "[equals(parameters('secret'), 'hunter2')]");

    cr_expect_eq(value.kind, TRI_BOOL);
    cr_expect(value.boolean);
    value = bench_eval(&bench, "[if(equals(parameters('secret'), 'x'), 1, 2)]");
    cr_expect_eq(value.kind, TRI_INT);
    cr_expect_eq(value.integer, 2);
}

/* ---- budgets ---- */

static void expect_budget(const char *expression, const char *message)
{
    TriValue value = bench_eval(&bench, expression);

    cr_expect_eq(value.kind, TRI_UNKNOWN, "%s", expression);
    if (value.kind == TRI_UNKNOWN) {
        cr_expect_eq(value.unknown->reason, TRI_REASON_BUDGET, "%s: %.*s", expression,
                     TRI_ARG(value.unknown->why));
        expect_str(expression, value.unknown->why, message);
    }
}

static void evaluate_too_long(void)
{
    expect_budget(
        "[reduce(variables('a'), 0, lambda('x', 'y', reduce(variables('a'), 0, "
        "lambda('p', 'q', 0))))]",
        "evaluation takes too much memory");
}

Test(eval, counts_steps)
{
    bench_deploy_sections(&bench,
                          "'resources': [], 'variables': {'a': '[range(0, 5000)]'}");
    on_worker(evaluate_too_long);
}

static void evaluate_too_much(void)
{
    expect_budget("[padLeft('x', 100000000)]", "'padLeft' works on more than 64 MiB");
}

Test(eval, counts_bytes_of_output)
{
    bench_deploy_sections(&bench, "'resources': []");
    on_worker(evaluate_too_much);
}

static void evaluate_too_deep(void)
{
    TriValue value = bench_eval(&bench, "[variables('v0')]");

    cr_expect_eq(value.kind, TRI_UNKNOWN);
    cr_expect(value.kind == TRI_UNKNOWN && value.unknown->reason == TRI_REASON_BUDGET);
    value = bench_eval(&bench, "[variables('v5500')]");
    cr_expect_eq(value.kind, TRI_INT);
}

Test(eval, counts_depth)
{
    TriText text = tri_text(&bench.workshop.arena);

    tri_text_add_c(&text, "'resources': [], 'variables': {");
    for (int i = 0; i < 6000; i++) {
        tri_text_addf(&text, "'v%d': '[variables(`v%d`)]',", i, i + 1);
    }
    tri_text_add_c(&text, "'v6000': 1}");
    bench_deploy_sections(&bench,
                          tri_str_to_c(&bench.workshop.arena, tri_text_str(&text)));
    on_worker(evaluate_too_deep);
}
