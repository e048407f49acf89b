/* What a JSON file is: DESIGN 2, "What is read"; docs/input.md. */
#include "arm/detect.h"
#include "support/bench.h"

#include <criterion/criterion.h>

#define HOST "https://schema.management.azure.com/schemas/"
#define TEMPLATE "'$schema': '" HOST "2019-04-01/deploymentTemplate.json#'"
#define PARAMETERS "'$schema': '" HOST "2019-04-01/deploymentParameters.json#'"
#define RESOURCE "{'type': 'A/b', 'apiVersion': '2020-01-01'}"

static Bench bench;

static void open_bench(void)
{
    bench_open(&bench);
}

static void close_bench(void)
{
    bench_close(&bench);
}

TestSuite(arm_detect, .init = open_bench, .fini = close_bench);

typedef struct Row {
    const char *json;
    TriDocumentKind kind;
} Row;

static void expect_rows(const Row *rows)
{
    for (; rows->json != NULL; rows++) {
        TriDocument document = bench_input(&bench, "a.json", rows->json)->document;

        cr_expect_eq(document.kind, rows->kind, "%s: %d", rows->json, document.kind);
        cr_expect_eq(document.template != NULL,
                     rows->kind == TRI_DOCUMENT_TEMPLATE ||
                         rows->kind == TRI_DOCUMENT_WRAPPED ||
                         rows->kind == TRI_DOCUMENT_SPEC,
                     "%s", rows->json);
    }
}

Test(arm_detect, knows_templates_by_their_schema)
{
    static const Row rows[] = {
        { "{" TEMPLATE "}", TRI_DOCUMENT_TEMPLATE },
        { "{" TEMPLATE ", 'resources': []}", TRI_DOCUMENT_TEMPLATE },
        { "{'$SCHEMA': '" HOST "2015-01-01/DEPLOYMENTTEMPLATE.JSON'}",
          TRI_DOCUMENT_TEMPLATE },
        { "{'$schema': '" HOST "2018-05-01/subscriptionDeploymentTemplate.json#'}",
          TRI_DOCUMENT_TEMPLATE },
        { "{'$schema': '" HOST "2019-08-01/managementGroupDeploymentTemplate.json#'}",
          TRI_DOCUMENT_TEMPLATE },
        { "{'$schema': '" HOST "2019-08-01/tenantDeploymentTemplate.json#'}",
          TRI_DOCUMENT_TEMPLATE },
        { "{'$schema': 'http://elsewhere/1/deploymentTemplate.json/'}",
          TRI_DOCUMENT_TEMPLATE },
        { "{'\\u0024schema': '" HOST "x/deployment\\u0054emplate.json#'}",
          TRI_DOCUMENT_TEMPLATE },
        { 0 },
    };

    expect_rows(rows);
}

Test(arm_detect, knows_templates_by_their_shape)
{
    static const Row rows[] = {
        { "{'resources': [], 'contentVersion': '1.0.0.0'}", TRI_DOCUMENT_TEMPLATE },
        { "{'Resources': [], 'PARAMETERS': {}}", TRI_DOCUMENT_TEMPLATE },
        { "{'resources': {}, 'parameters': {}}", TRI_DOCUMENT_TEMPLATE },
        { "{'resources': [" RESOURCE "]}", TRI_DOCUMENT_TEMPLATE },
        { "{'resources': [1, {}, " RESOURCE "]}", TRI_DOCUMENT_TEMPLATE },
        { "{'resources': {'site': " RESOURCE "}}", TRI_DOCUMENT_TEMPLATE },
        { "{'$schema': '" HOST "x.json', 'resources': [" RESOURCE "]}",
          TRI_DOCUMENT_TEMPLATE },
        { "{'$schema': '" HOST "', 'resources': [], 'contentVersion': ''}",
          TRI_DOCUMENT_TEMPLATE },
        /* not enough */
        { "{'resources': []}", TRI_DOCUMENT_OTHER },
        { "{'resources': {}}", TRI_DOCUMENT_OTHER },
        { "{'resources': 1, 'contentVersion': '1.0.0.0'}", TRI_DOCUMENT_OTHER },
        { "{'contentVersion': '1.0.0.0', 'parameters': {}}", TRI_DOCUMENT_OTHER },
        { "{'resources': [{'type': 'A/b'}]}", TRI_DOCUMENT_OTHER },
        { "{'resources': [{'apiVersion': '1'}]}", TRI_DOCUMENT_OTHER },
        { "{'$schema': 'https://json.schemastore.org/x', 'resources': [" RESOURCE
          "], 'parameters': {}}",
          TRI_DOCUMENT_OTHER },
        { 0 },
    };

    expect_rows(rows);
}

Test(arm_detect, takes_everything_else_for_no_template)
{
    static const Row rows[] = {
        { "{}", TRI_DOCUMENT_OTHER },
        { "[]", TRI_DOCUMENT_OTHER },
        { "null", TRI_DOCUMENT_OTHER },
        { "'deploymentTemplate.json'", TRI_DOCUMENT_OTHER },
        { "[{" TEMPLATE "}]", TRI_DOCUMENT_OTHER },
        /* createUiDefinition */
        { "{'$schema': '" HOST "0.1.2-preview/CreateUIDefinition.MultiVm.json#', "
          "'handler': 'Microsoft.Azure.CreateUIDef', 'parameters': {'outputs': {}}}",
          TRI_DOCUMENT_OTHER },
        /* a policy definition: the template in it is deployed by the policy */
        { "{'properties': {'policyRule': {'then': {'details': {'deployment': "
          "{'properties': {'template': {" TEMPLATE ", 'resources': []}}}}}}}}",
          TRI_DOCUMENT_OTHER },
        /* a template spec export: the template is a version's mainTemplate */
        { "{'properties': {'mainTemplate': {" TEMPLATE ", 'resources': []}}}",
          TRI_DOCUMENT_SPEC },
        /* only the value of a variable */
        { "{'variables': {'t': {" TEMPLATE ", 'resources': []}}}", TRI_DOCUMENT_OTHER },
        { "{'name': 'package', 'resources': ['a', 'b']}", TRI_DOCUMENT_OTHER },
        { 0 },
    };

    expect_rows(rows);
}

Test(arm_detect, finds_a_template_in_a_request)
{
    static const Row rows[] = {
        { "{'properties': {'template': {" TEMPLATE ", 'resources': []}}}",
          TRI_DOCUMENT_WRAPPED },
        { "{'Properties': {'TEMPLATE': {'resources': [" RESOURCE "]}}}",
          TRI_DOCUMENT_WRAPPED },
        { "{'kind': 'template', 'properties': {'template': {" TEMPLATE "}, "
          "'parameters': {'p': {'value': 1}}}}",
          TRI_DOCUMENT_WRAPPED },
        /* not wrapped: resources beside it, or no template in it */
        { "{'resources': [], 'properties': {'template': {" TEMPLATE "}}}",
          TRI_DOCUMENT_OTHER },
        { "{'properties': {'template': {}}}", TRI_DOCUMENT_OTHER },
        { "{'properties': {'template': 'x'}}", TRI_DOCUMENT_OTHER },
        { "{'properties': [{'template': {" TEMPLATE "}}]}", TRI_DOCUMENT_OTHER },
        { 0 },
    };

    expect_rows(rows);
    TriInput *input = bench_input(&bench, "a.json", rows[2].json);

    cr_assert_not_null(input->document.parameters);
    cr_expect(tri_str_eq(
        tri_span_text(tri_json_span(&input->json, input->document.parameters)),
        TRI_STR("{\"p\": {\"value\": 1}}")));
}

Test(arm_detect, knows_parameter_files_by_their_schema)
{
    static const Row rows[] = {
        { "{" PARAMETERS "}", TRI_DOCUMENT_PARAMETERS },
        { "{" PARAMETERS ", 'parameters': {}}", TRI_DOCUMENT_PARAMETERS },
        { "{'$schema': '" HOST
          "2018-05-01/subscriptionDeploymentParameters.json#', 'contentVersion': '1'}",
          TRI_DOCUMENT_PARAMETERS },
        { "{'$schema': 'HTTP://x/DEPLOYMENTPARAMETERS.json', 'resources': [" RESOURCE
          "]}",
          TRI_DOCUMENT_PARAMETERS },
        { "{'parameters': {'p': {'value': 1}}}", TRI_DOCUMENT_OTHER },
        { 0 },
    };

    expect_rows(rows);
}

Test(arm_detect, finds_the_values_of_a_file_used_as_a_parameter_file)
{
    static const struct {
        const char *json;
        const char *values; /* NULL: none */
    } rows[] = {
        { "{" PARAMETERS ", 'parameters': {'p': {'value': 1}}}",
          "{'p': {'value': 1}}" },
        { "{'Parameters': {'p': {'value': 1}}}", "{'p': {'value': 1}}" },
        { "{'parameters': {}}", "{}" },
        { "{'properties': {'parameters': {'p': {'value': 1}}}}",
          "{'p': {'value': 1}}" },
        { "{'p': {'value': 1}}", "{'p': {'value': 1}}" },
        { "{'p': {'reference': {}}, 'q': {'expression': '1'}}",
          "{'p': {'reference': {}}, 'q': {'expression': '1'}}" },
        { "{'p': {'value': 1}, 'q': 2}", NULL },
        { "{'p': {'values': 1}}", NULL },
        { "{'parameters': []}", NULL },
        { "{}", NULL },
        { "[]", NULL },
        { "1", NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriInput *input = bench_input(&bench, "a.json", rows[i].json);
        const TriJsonNode *values = tri_arm_find_parameters(&input->json);

        cr_expect_eq(values != NULL, rows[i].values != NULL, "%s", rows[i].json);
        if (values != NULL && rows[i].values != NULL) {
            cr_expect(tri_str_eq(tri_span_text(tri_json_span(&input->json, values)),
                                 bench_text(&bench, rows[i].values)),
                      "%s", rows[i].json);
        }
    }
}
