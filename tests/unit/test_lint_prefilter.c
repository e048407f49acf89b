#include "lint/prefilter.h"

#include "base/text.h"
#include "support/bench.h"

#include <criterion/criterion.h>

static Bench bench;
static TriRules rules;
static const TriPrefilter *prefilter;

static void open_bench(void)
{
    TriError error = { &bench.workshop.arena, { 0 } };

    bench_open(&bench);
    cr_assert_eq(
        tri_rules_load(&bench.workshop.arena, &rules, TRI_STR("r.json"),
                       bench_text(&bench,
                                  "[{'id': 'a', 'message': 'm', 'evaluation': "
                                  "{'resourceType': ['Microsoft.Web/sites', "
                                  "'Microsoft.Web/sites/slots'], 'exists': true}}, "
                                  "{'id': 'b', 'message': 'm', 'evaluation': "
                                  "{'resourceType': 'A.Zz/q/r/s', 'exists': true}}]"),
                       &error),
        TRI_OK);
    tri_rules_index(&bench.workshop.arena, &rules);
    prefilter = tri_prefilter_new(&bench.workshop.arena, &rules);
}

static void close_bench(void)
{
    bench_close(&bench);
}

TestSuite(lint_prefilter, .init = open_bench, .fini = close_bench);

static void expect(const char *json, bool survives)
{
    cr_expect_eq(tri_prefilter_lets_through(prefilter, false, bench_text(&bench, json)),
                 survives, "%s", json);
}

Test(lint_prefilter, knows_a_type_in_any_spelling)
{
    static const char *const texts[] = {
        "Microsoft.Web/sites",
        "MICROSOFT.WEB/SITES",
        "{'type': 'microsoft.web/Sites'}",
        "{'type': 'Microsoft.Web\\/sites'}",
        "{'type': 'Microsoft.Web/sites/config'}",
        "{'type': 'Microsoft.Web/sites/slots'}",
        "xMicrosoft.Web/sitesx",
        "MMicrosoft.Web/sites",
        "Microsoft.WeMicrosoft.Web/sites",
        "m\nMicrosoft.Microsoft.Web/sites",
        "a.zz/Q",
        "aa.ZZ\\/q",
        /* an incomplete file */
        "{'type': 'Microsoft.Web/sites",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(texts[i], true);
    }
}

Test(lint_prefilter, looks_into_types_that_are_computed)
{
    static const char *const texts[] = {
        "{'type':'[variables(`t`)]'}",        "{'type' : '[variables(`t`)]'}",
        "{'TYPE'\n\t:\r\n  '[concat(`a`)]'}", "{'Type': '[",
        "{'type': 'x', 'type': '[f()]'}",     "{'type': /* computed */ '[f()]'}",
        "{'type' // computed\n: '[f()]'}",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(texts[i], true);
    }
}

Test(lint_prefilter, suspects_letters_that_are_spelled_out)
{
    static const char *const texts[] = {
        "{'\\u0074ype': 'x'}",
        "{'type': 'Microsoft.Web\\u002Fsites'}",
        "{'type': '\\u004dicrosoft.Web/sites'}",
        "\\u005b",
        "\\u00\\u0061",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(texts[i], true);
    }
}

/* What stands elsewhere is only of interest where something deploys it. */
Test(lint_prefilter, follows_links_of_deployments)
{
    static const char *const kinds[] = { "Microsoft.Resources/deployments",
                                         "MICROSOFT.resources\\/Deployments" };
    static const char *const links[] = { "'templateLink': {}", "'TEMPLATELINK': {}",
                                         "'properties': '[f()]'",
                                         "'template': '[f()]'" };

    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        expect(links[i], false);
        for (size_t j = 0; j < sizeof kinds / sizeof *kinds; j++) {
            TriStr before =
                tri_format(&bench.workshop.arena, "'%s' %s", kinds[j], links[i]);
            TriStr behind =
                tri_format(&bench.workshop.arena, "%s '%s'", links[i], kinds[j]);

            expect(tri_str_to_c(&bench.workshop.arena, before), true);
            expect(tri_str_to_c(&bench.workshop.arena, behind), true);
        }
    }
    expect("Microsoft.Resources/deployments templateLin", false);
    expect("Microsoft.Resources/deployment templateLink", false);
}

Test(lint_prefilter, passes_over_everything_else)
{
    static const char *const texts[] = {
        "",
        "{}",
        "Microsoft.Web/serverfarms",
        "Microsoft.Web/site",
        "Microsoft.Web//sites",
        "Microsoft.Web\\sites",
        "Microsoft Web/sites",
        "{'type': 'string', 'x': '[f()]'}",
        "{'types': '[f()]'}",
        "{'atype': '[f()]'}",
        "{'type': ['[f()]']}",
        "{'x': 'type', 'y': '[f()]'}",
        "{'x': '\\u00e9'}",
        "\\u000",
        "\\u001f\\u00ff\\u0142",
        "a.zz",
        "a.zz/r",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(texts[i], false);
    }
}

/* What is looked for may stand on either side of a block, or at the end. */
Test(lint_prefilter, finds_marks_wherever_they_stand)
{
    static const char *const texts[] = {
        "Microsoft.Web\\/sites",
        "'type': '[f()]'",
        "\\u0041",
        "Microsoft.Resources/deployments templateLink",
        "'type'/**/: 1",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        TriStr mark = bench_text(&bench, texts[i]);

        for (size_t before = 0; before < 200; before++) {
            TriText text = tri_text(&bench.workshop.arena);

            for (size_t j = 0; j < before; j++) {
                tri_text_add_char(&text, ' ');
            }
            tri_text_add(&text, mark);
            cr_expect(tri_prefilter_lets_through(prefilter, false, tri_text_str(&text)),
                      "%zu blanks, then %s", before, texts[i]);
            tri_text_add_c(&text, "                                ");
            cr_expect(tri_prefilter_lets_through(prefilter, false, tri_text_str(&text)),
                      "%zu blanks around %s", before, texts[i]);
        }
    }
}
