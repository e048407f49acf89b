/* Definitions of Azure Policy: docs/policies.md. */
#include "base/text.h"
#include "rule/judge.h"
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

TestSuite(rule_policy, .init = open_bench, .fini = close_bench);

/* One site with a field of every form, and what may belong to it. */
static const char sections[] =
    "'parameters': {'any': {}, 'flag': {'type': 'bool'}, 'size': {'type': 'string', "
    "'allowedValues': ['S', 'M']}}, 'resources': [{'type': 'Microsoft.Web/sites', "
    "'apiVersion': '2023-12-01', "
    "'name': 'App1', 'kind': 'app,linux', 'location': 'West Europe', 'tags': {'env': "
    "'Prod', 'ip': '10.0.0.1', 'a.b': 'dot', 'cost center': 'x', '`q`': 'quoted'}, "
    "'identity': {'type': "
    "'SystemAssigned', 'userAssignedIdentities': {'/id': {}}}, 'sku': {'name': 'S1'}, "
    "'properties': {'yes': true, 'no': "
    "false, 'text': 'Text', 'truth': 'TRUE', 'empty': '', 'nothing': null, 'five': 5, "
    "'fiveText': '5', 'half': 0.5, 'date': '2024-05-01T00:00:00Z', 'list': ['a', 'b'], "
    "'none': [], 'object': {'Key': 1}, 'any': '[parameters(`any`)]', 'flag': "
    "'[parameters(`flag`)]', 'size': '[parameters(`size`)]', 'version': '1.2', "
    "'settings': [{'name': 'x', 'value': '1'}, {'name': 'y', 'value': '2', 'ports': "
    "[1, 2]}, {'name': 'z', 'properties': {'inner': 'deep'}}], 'maybe': "
    "'[if(parameters(`flag`), parameters(`any`), null())]', 'tried': "
    "'[tryGet(parameters(`any`), `x`)]', 'either': '[if(parameters(`flag`), "
    "parameters(`any`), `x`)]', 'filled': '[coalesce(tryGet(parameters(`any`), `x`), "
    "`y`)]', 'part': ['a', '[parameters(`any`)]'], 'unknownList': "
    "'[parameters(`any`)]', 'longer': '[concat(`App-`, parameters(`any`))]', 'id': "
    "'[resourceId(`A/b`, `c`)]', 'siteConfig': {'http20Enabled': false, 'push': "
    "{'properties': {'isPushEnabled': true}}}}, 'resources': [{'type': 'config', "
    "'name': 'web', 'properties': {'minTlsVersion': '1.2'}}, {'type': "
    "'hostNameBindings', "
    "'name': 'host', 'properties': {'sslState': 'Disabled'}}]}, {'type': "
    "'Microsoft.Insights/diagnosticSettings', 'name': 'logs', 'scope': "
    "'[resourceId(`Microsoft.Web/sites`, `App1`)]', 'properties': {'logs': [{"
    "'enabled': true}, {'enabled': false}]}}, {'type': "
    "'Microsoft.KeyVault/vaults', 'name': 'vault', 'properties': {}}]";

static TriStatus load(TriRules *rules, const char *json, TriError *error)
{
    TriArena *arena = &bench.workshop.arena;

    *rules = (TriRules){ 0 };
    *error = (TriError){ arena, { 0 } };
    TriStatus status = tri_rules_load(arena, rules, TRI_STR("p.json"),
                                      bench_text(&bench, json), error);

    return status == TRI_OK ? tri_rules_complete(arena, rules, error) : status;
}

/* What the first rule says of the first resource: the worst, "none" if nothing. */
static const char *judged(const TriRules *rules)
{
    TriArena *arena = &bench.workshop.arena;
    TriKind kind = TRI_KIND_COUNT;
    TriJudgementList results = { 0 };

    if (bench.deployment == NULL) {
        bench_deploy_sections(&bench, sections);
    }
    TriInstanceList list = bench_expand(&bench);
    TriArena *judging = &bench.workshop.judging;
    TriRelations relations = tri_relations(arena, judging, &list);
    TriJudge judge = { .arena = judging,
                       .relations = &relations,
                       .profile = TRI_PROFILE_DEFAULT,
                       .described = ~0U };
    TriRuleEntry entry = { &rules->list.items[0],
                           &rules->list.items[0].entries.items[0] };

    tri_rule_judge(&judge, &entry, list.items[0], &results);
    for (size_t i = 0; i < results.count; i++) {
        kind =
            results.items[i].finding.kind < kind ? results.items[i].finding.kind : kind;
    }
    return results.count == 0 ? "none" : tri_kind_name(kind);
}

typedef struct Row {
    const char *condition; /* with ' for ", as in support/bench.h */
    const char *kind;      /* "fail": the condition holds */
} Row;

static const char *policy_of(const char *condition, const char *then)
{
    TriArena *arena = &bench.workshop.arena;

    return tri_str_to_c(
        arena,
        tri_format(arena,
                   "{'name': 'p', 'properties': {'displayName': 'P', "
                   "'parameters': {'text': {'defaultValue': 'Text'}, 'list': "
                   "{'defaultValue': ['a', 'Text']}, 'tag': {'defaultValue': "
                   "'env'}, 'rows': {'defaultValue': [{'n': 'x', 'v': '1'}, {'n': "
                   "'y', 'v': '9'}]}}, 'policyRule': {'if': {%s}, 'then': "
                   "{%s}}}}",
                   condition, then));
}

static void expect_rows(const Row *rows)
{
    TriRules rules;
    TriError error;

    for (; rows->condition != NULL; rows++) {
        cr_assert_eq(
            load(&rules, policy_of(rows->condition, "'effect': 'audit'"), &error),
            TRI_OK, "%s: %.*s", rows->condition, TRI_ARG(error.message));
        cr_expect_str_eq(judged(&rules), rows->kind, "%s", rows->condition);
    }
}

#define F(name) "'field': 'Microsoft.Web/sites/" name "', "

Test(rule_policy, operators)
{
    static const Row rows[] = {
        { F("text") "'equals': 'tEXT'", "fail" },
        { F("text") "'equals': 'Tex'", "pass" },
        { F("yes") "'equals': 'true'", "fail" },
        { F("yes") "'equals': true", "fail" },
        { F("truth") "'equals': true", "fail" },
        { F("five") "'equals': '5'", "fail" },
        { F("fiveText") "'equals': 5", "fail" },
        { F("absent") "'equals': 'x'", "pass" },
        { F("absent") "'equals': ''", "pass" },
        { F("absent") "'equals': null", "fail" },
        { F("nothing") "'equals': ''", "fail" },
        { F("any") "'equals': 'x'", "undecided" },
        { F("size") "'equals': 'L'", "pass" },
        { F("size") "'notEquals': 'L'", "fail" },
        { F("no") "'notEquals': 'true'", "fail" },
        { F("absent") "'notEquals': 'true'", "fail" },
        { F("text") "'like': 'te*T'", "fail" },
        { F("text") "'like': 'x*'", "pass" },
        { F("text") "'notLike': 'x*'", "fail" },
        { F("absent") "'notLike': '*'", "fail" },
        { F("text") "'match': 'T?.?'", "fail" },
        { F("text") "'match': 't?.?'", "pass" },
        { F("text") "'notMatch': 't?.?'", "fail" },
        { F("text") "'matchInsensitively': 't..?'", "fail" },
        { F("text") "'notMatchInsensitively': 't..#'", "fail" },
        { F("text") "'contains': 'EX'", "fail" },
        { F("text") "'contains': 'ab'", "pass" },
        { F("list") "'contains': 'A'", "fail" },
        { F("text") "'notContains': 'ab'", "fail" },
        { F("absent") "'notContains': 'ab'", "fail" },
        { F("text") "'in': ['a', 'text']", "fail" },
        { F("five") "'in': ['5']", "fail" },
        { F("text") "'in': '[parameters(`list`)]'", "fail" },
        { F("text") "'in': ['a', '[field(`name`)]', "
                    "'[field(`Microsoft.Web/sites/text`)]']",
          "fail" },
        { F("text") "'in': ['[field(`name`)]', 'it`s', 5, null]", "pass" },
        { F("five") "'in': ['[field(`name`)]', 5]", "fail" },
        { F("text") "'in': ['text', '[field(`Microsoft.Web/sites/any`)]']", "fail" },
        { F("text") "'in': ['x', '[field(`Microsoft.Web/sites/any`)]']", "undecided" },
        { "'field': 'location', 'notIn': ['[field(`location`)]', 'global']", "pass" },
        { "'field': 'location', 'notIn': ['[resourceGroup().location]', 'West Europe']",
          "pass" },
        { F("text") "'notIn': ['a']", "fail" },
        { F("absent") "'notIn': ['a']", "fail" },
        { F("object") "'containsKey': 'key'", "fail" },
        { F("object") "'notContainsKey': 'other'", "fail" },
        { F("five") "'less': 6", "fail" },
        { F("five") "'less': 5", "pass" },
        { F("five") "'lessOrEquals': 5", "fail" },
        { F("fiveText") "'greater': 4", "fail" },
        { F("half") "'greaterOrEquals': 0.5", "fail" },
        { F("version") "'less': '1.3'", "fail" },
        { F("version") "'greater': '1.3'", "pass" },
        { F("date") "'greater': '2024-04-30T23:59:59Z'", "fail" },
        { F("absent") "'less': 6", "pass" },
        { F("text") "'less': 6", "fail" },
        { "'not': {" F("yes") "'greater': 'a'}", "fail" },
        { F("list") "'greaterOrEquals': 1", "fail" },
        { F("any") "'greaterOrEquals': 1", "undecided" },
        { F("text") "'exists': true", "fail" },
        { F("text") "'exists': 'False'", "pass" },
        { F("absent") "'exists': 'false'", "fail" },
        { F("nothing") "'exists': false", "fail" },
        { F("empty") "'exists': true", "fail" },
        { F("longer") "'equals': 'web-1'", "pass" },
        { F("longer") "'equals': 'app-1'", "undecided" },
        { F("longer") "'equals': true", "pass" },
        { F("longer") "'equals': 5", "undecided" },
        { F("longer") "'notEquals': ''", "fail" },
        { F("longer") "'in': ['web-1', 'app']", "pass" },
        { F("longer") "'in': ['web-1', 'app-2']", "undecided" },
        { F("longer") "'notIn': ['web-1', 'app']", "fail" },
        { F("longer") "'like': 'APP-*'", "fail" },
        { F("longer") "'like': 'ap*'", "fail" },
        { F("longer") "'like': 'web-*'", "pass" },
        { F("longer") "'like': 'app-x*'", "undecided" },
        { F("longer") "'like': '*'", "fail" },
        { F("longer") "'notLike': 'web-*'", "fail" },
        { F("longer") "'contains': 'pp'", "fail" },
        { F("longer") "'contains': 'web'", "undecided" },
        { F("longer") "'notContains': 'APP'", "pass" },
        { F("id") "'equals': ''", "pass" },
        { F("id") "'equals': null", "pass" },
        { F("id") "'like': 'x*'", "undecided" },
        { F("any") "'equals': ''", "undecided" },
        { F("any") "'like': '*'", "undecided" },
        { F("any") "'exists': true", "fail" },
        { F("maybe") "'exists': true", "undecided" },
        { F("maybe") "'exists': false", "undecided" },
        { F("tried") "'exists': true", "undecided" },
        { F("either") "'exists': true", "fail" },
        { F("filled") "'exists': true", "fail" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_policy, fields)
{
    static const Row rows[] = {
        { "'field': 'type', 'equals': 'microsoft.web/SITES'", "fail" },
        { "'field': 'type', 'equals': 'Microsoft.Web/serverFarms'", "none" },
        { "'field': 'name', 'equals': 'app1'", "fail" },
        { "'field': 'fullName', 'equals': 'app1'", "fail" },
        { "'field': 'kind', 'contains': 'linux'", "fail" },
        { "'field': 'location', 'equals': 'westeurope'", "fail" },
        { "'field': 'location', 'notIn': ['West Europe']", "pass" },
        { "'field': 'identity.type', 'equals': 'SystemAssigned'", "fail" },
        { "'field': 'identity.userAssignedIdentities', 'containsKey': '/ID'", "fail" },
        { "'field': 'tags', 'containsKey': 'ENV'", "fail" },
        { "'field': 'tags.env', 'equals': 'prod'", "fail" },
        { "'field': 'tags.a.b', 'equals': 'dot'", "fail" },
        { "'field': 'tags[env]', 'equals': 'prod'", "fail" },
        { "'field': 'tags[cost center]', 'exists': true", "fail" },
        { "'field': 'tags[`cost center`]', 'exists': true", "fail" },
        { "'field': 'tags[```q```]', 'equals': 'quoted'", "fail" },
        { "'field': '[concat(`tags[`, parameters(`tag`), `]`)]', 'equals': 'Prod'",
          "fail" },
        { "'field': 'Microsoft.Web/sites/sku.name', 'equals': 'S1'", "fail" },
        { "'field': 'Microsoft.Web/sites/siteConfig.http20Enabled', 'equals': false",
          "fail" },
        { "'field': 'Microsoft.Web/sites/siteConfig.push.isPushEnabled', 'equals': "
          "true",
          "fail" },
        { "'field': 'Microsoft.Web/sites/slots/text', 'exists': false", "fail" },
        { "'field': 'Microsoft.Web/sites/list[*]', 'in': ['a', 'b', 'c']", "fail" },
        { "'field': 'Microsoft.Web/sites/list[*]', 'equals': 'a'", "pass" },
        { "'not': {'field': 'Microsoft.Web/sites/list[*]', 'notEquals': 'a'}", "fail" },
        { "'field': 'Microsoft.Web/sites/none[*]', 'equals': 'a'", "fail" },
        { "'field': 'Microsoft.Web/sites/absent[*].x', 'equals': 'a'", "fail" },
        { "'field': 'Microsoft.Web/sites/part[*]', 'notEquals': 'a'", "pass" },
        { "'field': 'Microsoft.Web/sites/part[*]', 'equals': 'a'", "undecided" },
        { "'field': 'Microsoft.Web/sites/settings[*].value', 'in': ['1', '2']",
          "pass" },
        { "'field': 'Microsoft.Web/sites/settings[*].value', 'exists': true", "pass" },
        { "'field': 'Microsoft.Web/sites/settings[*].value', 'notEquals': '3'",
          "fail" },
        { "'field': 'Microsoft.Web/sites/settings[*].ports[*]', 'less': 3", "fail" },
        { "'field': 'Microsoft.Web/sites/settings[*].name', 'notEquals': 'w'", "fail" },
        { "'not': {'field': 'Microsoft.Web/sites/settings[*].inner', 'notEquals': "
          "'deep'}",
          "fail" },
        { "'field': 'Microsoft.Web/sites/unknownList[*].x', 'equals': 'a'",
          "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_policy, values_and_functions)
{
    static const Row rows[] = {
        { "'value': 'abc', 'equals': 'ABC'", "fail" },
        { "'value': 3, 'greater': 2", "fail" },
        { "'value': true, 'equals': 'true'", "fail" },
        { "'value': '[[text]', 'equals': '[[TEXT]'", "fail" },
        { "'value': '[parameters(`text`)]', 'equals': 'text'", "fail" },
        { "'value': '[length(parameters(`list`))]', 'equals': 2", "fail" },
        { "'value': '[field(`name`)]', 'equals': 'app1'", "fail" },
        { "'value': '[field(`location`)]', 'equals': 'westeurope'", "fail" },
        { "'value': '[field(`Microsoft.Web/sites/absent`)]', 'equals': ''", "fail" },
        { "'value': '[length(field(`Microsoft.Web/sites/settings[*].name`))]', "
          "'equals': 3",
          "fail" },
        { "'value': '[length(field(`Microsoft.Web/sites/absent[*]`))]', 'equals': 0",
          "fail" },
        { "'value': '[less(length(field(`tags`)), 3)]', 'equals': 'true'", "pass" },
        { "'value': '[field(concat(`tags[`, parameters(`tag`), `]`))]', 'equals': "
          "'prod'",
          "fail" },
        { "'value': '[resourceGroup().name]', 'equals': 'x'", "undecided" },
        { "'value': '[field(`Microsoft.Web/sites/flag`)]', 'equals': true",
          "undecided" },
        { "'value': '[requestContext().apiVersion]', 'equals': '2023-12-01'", "fail" },
        { "'value': '[requestContext().apiVersion]', 'less': '2020-01-01'", "pass" },
        { "'value': '[greater(requestContext()[`APIVersion`], `2020`)]', 'equals': "
          "true",
          "fail" },
        { "'value': '[ipRangeContains(`10.0.0.0/8`, `10.1.0.0/16`)]', 'equals': true",
          "fail" },
        { "'value': '[ipRangeContains(`10.0.0.0/8`, field(`name`))]', 'equals': true",
          "fail" },
        { "'value': '[ipRangeContains(field(`tags.ip`), `::1`)]', 'equals': true",
          "fail" },
        { "'value': '[addDays(field(`Microsoft.Web/sites/date`), -1)]', 'equals': "
          "'2024-04-30T00:00:00.0000000Z'",
          "fail" },
        { "'value': '[substring(field(`name`), 0, 30)]', 'equals': 'x'", "fail" },
        { F("text") "'equals': '[parameters(`text`)]'", "fail" },
        { F("text") "'equals': '[field(`Microsoft.Web/sites/text`)]'", "fail" },
        { F("text") "'equals': '[field(`name`)]'", "pass" },
        { F("text") "'equals': '[field(`Microsoft.Web/sites/any`)]'", "undecided" },
        { F("text") "'equals': '[field(`Microsoft.Web/sites/list`)]'", "pass" },
        { F("text") "'notEquals': '[field(`Microsoft.Web/sites/object`)]'", "fail" },
        { F("text") "'in': '[field(`Microsoft.Web/sites/text`)]'", "undecided" },
        { F("text") "'in': '[createArray(field(`Microsoft.Web/sites/any`))]'",
          "undecided" },
        { "'field': 'location', 'equals': '[field(`location`)]'", "fail" },
        { 0 },
    };

    expect_rows(rows);
}

#define SETTINGS "Microsoft.Web/sites/settings[*]"

Test(rule_policy, counts)
{
    static const Row rows[] = {
        { "'count': {'field': '" SETTINGS "'}, 'equals': 3", "fail" },
        { "'count': {'field': 'Microsoft.Web/sites/absent[*]'}, 'equals': 0", "fail" },
        { "'count': {'field': 'Microsoft.Web/sites/unknownList[*]'}, 'less': 1",
          "undecided" },
        { "'count': {'field': 'Microsoft.Web/sites/unknownList[*]'}, "
          "'greaterOrEquals': 0",
          "fail" },
        { "'count': {'field': 'Microsoft.Web/sites/unknownList[*]'}, 'equals': 100",
          "undecided" },
        { "'count': {'field': 'Microsoft.Web/sites/unknownList[*]'}, 'notEquals': "
          "'100'",
          "undecided" },
        { "'count': {'field': 'Microsoft.Web/sites/unknownList[*]'}, 'notIn': [-1, "
          "100]",
          "undecided" },
        { "'count': {'field': 'Microsoft.Web/sites/unknownList[*]'}, 'equals': -1",
          "pass" },
        { "'count': {'value': '[field(`Microsoft.Web/sites/absent`)]'}, 'equals': 0",
          "undecided" },
        { "'count': {'field': '" SETTINGS "', 'where': {'field': '" SETTINGS
          ".value', 'exists': false}}, 'equals': 1",
          "fail" },
        { "'count': {'field': '" SETTINGS "', 'where': {'field': '" SETTINGS
          ".name', 'equals': 'x'}}, 'equals': 1",
          "fail" },
        { "'count': {'field': '" SETTINGS "', 'where': {'allOf': [{'field': '" SETTINGS
          ".name', 'equals': 'x'}, {'field': '" SETTINGS
          ".value', 'equals': '2'}]}}, 'greater': 0",
          "pass" },
        { "'count': {'field': '" SETTINGS "', 'where': {'field': 'tags.env', 'equals': "
          "'prod'}}, 'equals': 3",
          "fail" },
        { "'count': {'field': '" SETTINGS "', 'where': {'value': '[current(`" SETTINGS
          ".name`)]', 'equals': 'y'}}, 'equals': 1",
          "fail" },
        { "'count': {'field': '" SETTINGS "', 'where': {'value': '[current().name]', "
          "'equals': 'y'}}, 'equals': 1",
          "fail" },
        { "'count': {'field': '" SETTINGS
          "', 'where': {'value': '[first(field(`" SETTINGS
          ".name`))]', 'equals': 'y'}}, 'equals': 1",
          "fail" },
        { "'count': {'field': 'Microsoft.Web/sites/list[*]', 'where': {'field': "
          "'Microsoft.Web/sites/list[*]', 'equals': 'b'}}, 'equals': 1",
          "fail" },
        { "'count': {'field': '" SETTINGS "', 'where': {'count': {'field': '" SETTINGS
          ".ports[*]', 'where': {'field': '" SETTINGS ".ports[*]', 'greater': 1}}, "
          "'equals': 1}}, 'equals': 1",
          "fail" },
        { "'count': {'value': ['a*', 'x*'], 'name': 'p', 'where': {'field': 'name', "
          "'like': '[current(`p`)]'}}, 'equals': 1",
          "fail" },
        { "'count': {'value': '[parameters(`rows`)]', 'name': 'row', 'where': "
          "{'count': "
          "{'field': '" SETTINGS "', 'where': {'allOf': [{'field': '" SETTINGS
          ".name', 'equals': '[current(`row`).n]'}, {'field': '" SETTINGS
          ".value', 'equals': '[current(`row`).v]'}]}}, 'equals': 1}}, 'equals': "
          "'[sub(length(parameters(`rows`)), 1)]'",
          "fail" },
        { "'count': {'value': ['env', 'owner'], 'name': 't', 'where': {'field': "
          "'[concat(`tags[`, current(`t`), `]`)]', 'exists': true}}, 'less': 2",
          "fail" },
        { "'count': {'value': '[field(`Microsoft.Web/sites/list`)]'}, 'equals': 2",
          "fail" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_policy, structure)
{
    static const Row rows[] = {
        { "'allOf': [{'field': 'name', 'equals': 'App1'}, {" F("text") "'equals': "
                                                                       "'text'}]",
          "fail" },
        { "'allOf': [{'field': 'name', 'equals': 'App2'}, {" F("text") "'equals': "
                                                                       "'text'}]",
          "none" },
        { "'allOf': [{" F("any") "'equals': 1}, {" F("text") "'equals': 'no'}]",
          "pass" },
        { "'anyOf': [{" F("any") "'equals': 1}, {" F("text") "'equals': 'text'}]",
          "fail" },
        { "'anyOf': [{" F("any") "'equals': 1}, {" F("text") "'equals': 'no'}]",
          "undecided" },
        { "'not': {" F("any") "'equals': 1}", "undecided" },
        { "'not': {'not': {" F("text") "'equals': 'text'}}", "fail" },
        { 0 },
    };

    expect_rows(rows);
}

/* A name behind "?" may stand in the properties. */
Test(rule_policy, aliases_lead_where_azure_has_them)
{
    static const Row rows[] = {
        { "Microsoft.Web/sites/httpsOnly", "properties.httpsOnly" },
        { "Microsoft.Web/sites/identity.type", "?identity.type" },
        { "Microsoft.Web/sites/config/web.ftpsState", "properties.ftpsState" },
        { "Microsoft.Web/sites/config/ftpsState", "properties.ftpsState" },
        { "Microsoft.Web/sites/slots/config/web.cors.allowedOrigins[*]",
          "properties.cors.allowedOrigins[*]" },
        { "Microsoft.Web/sites/slots/siteConfig.minTlsVersion",
          "properties.siteConfig.minTlsVersion" },
        { "Microsoft.Insights/diagnosticSettings/logs.enabled",
          "properties.logs[*].?enabled" },
        { "Microsoft.Insights/diagnosticSettings/logs[*].enabled",
          "properties.logs[*].?enabled" },
        { "Microsoft.Insights/diagnosticSettings/metrics.retentionPolicy.days",
          "properties.metrics[*].?retentionPolicy.days" },
        { "Microsoft.Sql/servers/AuditingSettings/default.state", "properties.state" },
        { 0 },
    };
    TriArena *arena = &bench.workshop.arena;
    TriError error = { arena, { 0 } };
    TriPolicyField field;

    for (const Row *row = rows; row->condition != NULL; row++) {
        cr_assert_eq(
            tri_policy_field(arena, tri_str_from_c(row->condition), &field, &error),
            TRI_OK);
        cr_expect(tri_str_eq(field.path.text, tri_str_from_c(row->kind)), "%s: %.*s",
                  row->condition, TRI_ARG(field.path.text));
    }
}

/* ---- effects ---- */

typedef struct EffectRow {
    const char *then;
    TriLevel level;
    const char *kind;
} EffectRow;

#define RELATED(effect, details) "'effect': '" effect "', 'details': {" details "}"

Test(rule_policy, effects_give_levels)
{
    static const EffectRow rows[] = {
        { "'effect': 'audit'", TRI_LEVEL_WARNING, "fail" },
        { "'effect': 'Deny'", TRI_LEVEL_ERROR, "fail" },
        { "'effect': 'modify', 'details': {'operations': []}", TRI_LEVEL_WARNING,
          "fail" },
        { "'effect': 'append', 'details': []", TRI_LEVEL_WARNING, "fail" },
        { "'effect': '[if(true(), `deny`, `audit`)]'", TRI_LEVEL_ERROR, "fail" },
        { "'effect': 'disabled'", TRI_LEVEL_OFF, "pass" },
        { RELATED("auditIfNotExists", "'type': 'Microsoft.Web/sites/hostNameBindings'"),
          TRI_LEVEL_INFO, "pass" },
        { RELATED("auditIfNotExists", "'type': 'Microsoft.Web/sites/hostNameBindings', "
                                      "'name': 'other'"),
          TRI_LEVEL_INFO, "fail" },
        { RELATED("auditIfNotExists",
                  "'type': 'Microsoft.Web/sites/hostNameBindings', 'name': "
                  "'[concat(field(`name`), `/host`)]'"),
          TRI_LEVEL_INFO, "pass" },
        { RELATED("auditIfNotExists",
                  "'type': 'Microsoft.Web/sites/hostNameBindings', "
                  "'existenceCondition': {'field': "
                  "'Microsoft.Web/sites/hostNameBindings/sslState', 'notEquals': "
                  "'Disabled'}"),
          TRI_LEVEL_INFO, "fail" },
        { RELATED("deployIfNotExists",
                  "'type': 'Microsoft.Insights/diagnosticSettings'"),
          TRI_LEVEL_INFO, "pass" },
        { RELATED("auditIfNotExists",
                  "'type': 'Microsoft.Insights/diagnosticSettings', "
                  "'existenceCondition': {'field': "
                  "'Microsoft.Insights/diagnosticSettings/logs.enabled', 'equals': "
                  "true}"),
          TRI_LEVEL_INFO, "fail" },
        { RELATED("auditIfNotExists",
                  "'type': 'Microsoft.Insights/diagnosticSettings', "
                  "'existenceCondition': {'count': {'field': "
                  "'Microsoft.Insights/diagnosticSettings/logs[*]', 'where': {'field': "
                  "'Microsoft.Insights/diagnosticSettings/logs.enabled', 'equals': "
                  "true}}, 'equals': 1}"),
          TRI_LEVEL_INFO, "pass" },
        { RELATED("auditIfNotExists", "'type': 'Microsoft.KeyVault/vaults', 'name': "
                                      "'vault'"),
          TRI_LEVEL_INFO, "pass" },
        { RELATED("auditIfNotExists", "'type': 'Microsoft.KeyVault/vaults', 'name': "
                                      "'[field(`name`)]'"),
          TRI_LEVEL_INFO, "fail" },
        { RELATED("auditIfNotExists",
                  "'type': 'Microsoft.Web/sites/config', 'name': 'web', "
                  "'existenceCondition': {'field': "
                  "'Microsoft.Web/sites/config/web.http20Enabled', 'equals': 'true'}"),
          TRI_LEVEL_INFO, "fail" },
        { RELATED("auditIfNotExists",
                  "'type': 'Microsoft.Web/sites/config', 'existenceCondition': "
                  "{'allOf': [{'field': 'name', 'equals': 'web'}, {'field': "
                  "'Microsoft.Web/sites/config/minTlsVersion', 'equals': '1.2'}]}"),
          TRI_LEVEL_INFO, "pass" },
        { 0 },
    };
    TriRules rules;
    TriError error;

    for (const EffectRow *row = rows; row->then != NULL; row++) {
        const char *json =
            policy_of("'field': 'type', 'equals': 'Microsoft.Web/sites'", row->then);

        cr_assert_eq(load(&rules, json, &error), TRI_OK, "%s: %.*s", row->then,
                     TRI_ARG(error.message));
        cr_expect_eq(rules.list.items[0].level, row->level, "%s", row->then);
        cr_expect_str_eq(judged(&rules), row->kind, "%s", row->then);
    }
}

/* ---- what is refused ---- */

Test(rule_policy, refuses_what_is_wrong_and_says_why)
{
    static const Row rows[] = {
        { "'field': 'id', 'equals': 'x'", "the field 'id' has the subscription" },
        { "'field': 'colour', 'equals': 'x'", "'colour' is no field" },
        { "'field': 'tags[]', 'equals': 'x'", "is no tag" },
        { "'field': 'Microsoft.Compute/colour', 'equals': 'x'",
          "does not tell the type" },
        { "'field': 'Microsoft.Web/connections/api.entity.x', 'equals': 1",
          "leads is not known here" },
        { "'field': 'name', 'equal': 'x'", "did you mean 'equals'?" },
        { "'field': 'name'", "needs exactly one operator, not 0" },
        { "'field': 'name', 'equals': 'x', 'like': 'y'", "not 2" },
        { "'field': 'name', 'value': 'x', 'equals': 'y'", "needs one of 'allOf'" },
        { "'equals': 'y'", "needs one of 'allOf'" },
        { "'allOf': []", "expected an array of conditions" },
        { "'field': 'name', 'in': 'x'", "'in' takes an array, not string" },
        { "'field': 'name', 'equals': ['x']", "'equals' takes a single value" },
        { "'field': 'name', 'exists': 'maybe'", "takes true or false" },
        { "'field': 'name', 'like': 'a*b*'", "one '*' at most" },
        { "'value': '[requestContext().identity]', 'equals': 'x'",
          "'requestContext()' is the request that Azure gets, which a template does "
          "not show" },
        { "'value': '[policy().assignmentId]', 'equals': 'x'", "the assignment" },
        { "'value': '[utcNow()]', 'greater': 'x'", "the time of the evaluation" },
        { "'value': '[reference(`x`)]', 'equals': 'x'", "has no function 'reference'" },
        { "'value': '[listKeys(`x`, `y`)]', 'equals': 'x'", "no function 'listKeys'" },
        { "'value': '[toLowr(`x`)]', 'equals': 'x'", "did you mean 'toLower'?" },
        { "'value': '[toLower(]', 'equals': 'x'", "expected" },
        { "'value': '[field(1)]', 'equals': 1", "'field' takes the name of a field" },
        { "'value': '[filter(createArray(1), lambda(`x`, true()))]', 'equals': 'x'",
          "no function 'lambda'" },
        { "'value': '[toLower(1)]', 'equals': 'x'", "argument 1 of 'toLower'" },
        { "'value': '[ipRangeContains(`10.0.0.0/8`, `Internet`)]', 'equals': true",
          "'Internet' is no range of IP addresses" },
        { "'value': '[ipRangeContains(`10.0.0.0/8`, `::1`)]', 'equals': true",
          "'10.0.0.0/8' and '::1' are of two versions of IP" },
        { "'value': '[parameters(`nope`)]', 'equals': 'x'", "no parameter 'nope'" },
        { "'value': '[field(`nope`)]', 'equals': 'x'", "'nope' is no field" },
        { "'value': '[current()]', 'equals': 'x'", "needs a count around it" },
        { "'count': {'value': ['a'], 'name': 'n', 'where': {'value': "
          "'[current(`m`)]', 'equals': 'x'}}, 'equals': 1",
          "no count around it counts 'm'" },
        { "'count': {'field': 'Microsoft.Web/sites/list'}, 'equals': 1",
          "its alias ends in [*]" },
        { "'count': {}, 'equals': 1", "either 'field' or 'value'" },
        { "'count': {'value': 'x'}, 'equals': 1", "expected an array to count" },
        { "'field': 'type', 'equals': 'Microsoft.Resources/subscriptions'",
          "looks at subscriptions" },
        { "'field': 'type', 'equals': 'sites'", "is no resource type" },
        { "'source': 'action', 'like': 'x'", "unknown key 'source'" },
        { 0 },
    };
    TriRules rules;
    TriError error;

    for (const Row *row = rows; row->condition != NULL; row++) {
        cr_assert_eq(
            load(&rules, policy_of(row->condition, "'effect': 'audit'"), &error),
            TRI_FAILED, "%s", row->condition);
        cr_expect(tri_str_has_prefix(error.message, TRI_STR("p.json:1:")), "%.*s",
                  TRI_ARG(error.message));
        cr_expect(tri_str_find(error.message, tri_str_from_c(row->kind)) !=
                      TRI_NOT_FOUND,
                  "%s: %.*s", row->condition, TRI_ARG(error.message));
    }
}

Test(rule_policy, refuses_definitions_that_a_template_cannot_show)
{
    static const Row rows[] = {
        { "{'policyRule': {'if': {'field': 'name', 'equals': 'x'}, 'then': {'effect': "
          "'manual'}}}",
          "people say whether" },
        { "{'policyRule': {'if': {'field': 'name', 'equals': 'x'}, 'then': {'effect': "
          "'denyAction'}}}",
          "cannot be judged by a template" },
        { "{'policyRule': {'if': {'field': 'name', 'equals': 'x'}, 'then': {'effect': "
          "'audt'}}}",
          "did you mean 'audit'?" },
        { "{'mode': 'Microsoft.Kubernetes.Data', 'policyRule': {'if': {}, 'then': {}}}",
          "inside a resource, which a template does not show" },
        { "{'mode': 5, 'policyRule': {'if': {}, 'then': {}}}", "expected the mode" },
        { "{'if': {}, 'then': {'effect': 'audit'}}", "in the 'policyRule'" },
        { "{'properties': {'policyDefinitionId': '/x/y', 'parameters': {}}}",
          "an assignment is no definition" },
        { "{'$schema': 'x', 'resources': []}", "a template is no definition" },
        { "{'policyDefinitions': [{'policyDefinitionId': '/x/a'}, "
          "{'policyDefinitionId': '/x/b'}]}",
          "'b' is not among the files of rules" },
        { "{'policyRule': {'if': {}}}", "needs 'if' and 'then'" },
        { "{'policyRule': {'if': {'field': 'name', 'equals': 'x'}, 'then': {}}}",
          "'then' needs 'effect'" },
        { "{'policyRule': {'if': {'field': 'name', 'equals': 'x'}, 'then': {'effect': "
          "'auditIfNotExists'}}}",
          "needs the object 'details'" },
        { "{'parameters': {'p': {'type': 'String'}}, 'policyRule': {'if': {}, 'then': "
          "{}}}",
          "parameter 'p' has no defaultValue" },
        { "{'parameters': {'p': {'defaultValue': 'x', 'allowedValues': ['y']}}, "
          "'policyRule': {'if': {}, 'then': {}}}",
          "the value of parameter 'p' is not allowed" },
        { "[{'name': 'a', 'policyRule': {'if': {}, 'then': {}}}, {'name': 'A', "
          "'policyRule': {}}]",
          "the policy definition 'A' is in 'p.json' as well" },
        { "{'policyDefinitions': [{'policyDefinitionId': '/x/y/gone'}]}",
          "'gone' is not among the files of rules" },
        { "{'policyDefinitions': {}}", "expected an array of definitions" },
        { 0 },
    };
    TriRules rules;
    TriError error;

    for (const Row *row = rows; row->condition != NULL; row++) {
        cr_assert_eq(load(&rules, row->condition, &error), TRI_FAILED, "%s",
                     row->condition);
        cr_expect(tri_str_find(error.message, tri_str_from_c(row->kind)) !=
                      TRI_NOT_FOUND,
                  "%s: %.*s", row->condition, TRI_ARG(error.message));
    }
}

/* ---- initiatives and names ---- */

Test(rule_policy, initiatives_give_values)
{
    TriRules rules;
    TriError error;
    const char *json =
        "[{'name': 'set', 'properties': {'parameters': {'how': {'defaultValue': "
        "'Deny'}}, 'policyDefinitions': [{'policyDefinitionId': '/x/def', "
        "'policyDefinitionReferenceId': 'one', 'parameters': {'effect': {'value': "
        "'[parameters(`how`)]'}, 'wanted': {'value': 'a'}}}, {'policyDefinitionId': "
        "'/x/DEF', 'policyDefinitionReferenceId': 'two', 'parameters': {'effect': "
        "{'value': 'Audit'}, 'wanted': {'value': 'b'}}}]}}, {'name': 'def', "
        "'properties': {'parameters': {'effect': {'defaultValue': 'Disabled'}, "
        "'wanted': {}}, 'policyRule': {'if': {'field': 'name', 'equals': "
        "'[parameters(`wanted`)]'}, 'then': {'effect': '[parameters(`effect`)]'}}}}]";

    cr_assert_eq(load(&rules, json, &error), TRI_OK, "%.*s", TRI_ARG(error.message));
    cr_assert_eq(rules.list.count, 2);
    cr_expect(tri_str_eq(rules.list.items[0].id, TRI_STR("def")));
    cr_expect(tri_str_eq(rules.list.items[1].id, TRI_STR("def.two")));
    cr_expect_eq(rules.list.items[0].level, TRI_LEVEL_ERROR);
    cr_expect_eq(rules.list.items[1].level, TRI_LEVEL_WARNING);
    cr_expect(tri_rule_answers_to(&rules.list.items[1], TRI_STR("tag:set")));
}

/* Only other values make another rule. */
Test(rule_policy, initiatives_share_rules)
{
    TriRules rules;
    TriError error;
    const char *json =
        "[{'name': 'one', 'policyDefinitions': [{'policyDefinitionId': 'def', "
        "'policyDefinitionReferenceId': 'r'}]}, {'name': 'two', 'policyDefinitions': "
        "[{'policyDefinitionId': 'def', 'policyDefinitionReferenceId': 'r', "
        "'parameters': {'wanted': {'value': ['a']}}}]}, {'name': 'three', "
        "'policyDefinitions': [{'policyDefinitionId': 'def', "
        "'policyDefinitionReferenceId': 'r', 'parameters': {'wanted': {'value': "
        "['b']}}}]}, {'name': 'four', 'policyDefinitions': [{'policyDefinitionId': "
        "'def', 'policyDefinitionReferenceId': 'r', 'parameters': {'wanted': {'value': "
        "['c']}}}]}, {'name': 'def', 'parameters': {'wanted': {'defaultValue': "
        "['a']}}, 'policyRule': {'if': {'field': 'name', 'in': "
        "'[parameters(`wanted`)]'}, 'then': {'effect': 'audit'}}}]";

    cr_assert_eq(load(&rules, json, &error), TRI_OK, "%.*s", TRI_ARG(error.message));
    cr_assert_eq(rules.list.count, 3);
    cr_expect(tri_str_eq(rules.list.items[0].id, TRI_STR("def")));
    cr_expect(tri_rule_answers_to(&rules.list.items[0], TRI_STR("tag:one")));
    cr_expect(tri_rule_answers_to(&rules.list.items[0], TRI_STR("tag:two")));
    cr_expect(tri_str_eq(rules.list.items[1].id, TRI_STR("def.four.r")));
    cr_expect(tri_str_eq(rules.list.items[2].id, TRI_STR("def.r")));
    cr_expect(tri_rule_answers_to(&rules.list.items[2], TRI_STR("tag:three")));
}

/* The first resource of `sections`, for which the condition holds or not. */
static const char *kind_among(const char *resources, const char *condition)
{
    TriArena *arena = &bench.workshop.arena;
    TriRules rules;
    TriError error;

    bench_deploy_sections(
        &bench, tri_str_to_c(arena, tri_format(arena, "'resources': [%s]", resources)));
    cr_assert_eq(load(&rules, policy_of(condition, "'effect': 'audit'"), &error),
                 TRI_OK, "%.*s", TRI_ARG(error.message));
    return judged(&rules);
}

/* Virtual machines have their image where scale sets have that of their machines. */
Test(rule_policy, aliases_of_machines_are_of_two_types)
{
    const char *machine =
        "{'type': 'Microsoft.Compute/virtualMachines', 'name': 'vm', 'properties': "
        "{'licenseType': 'None', 'storageProfile': {'imageReference': {'sku': "
        "'2022'}}}}";
    const char *scale_set =
        "{'type': 'Microsoft.Compute/virtualMachineScaleSets', 'name': 'set', "
        "'properties': {'virtualMachineProfile': {'licenseType': 'None', "
        "'storageProfile': {'imageReference': {'sku': '2022'}}}}}";
    const char *is_image = "'field': 'Microsoft.Compute/imageSKU', 'like': '20*'";
    const char *computed =
        "'value': '[field(`Microsoft.Compute/licenseType`)]', 'equals': 'none'";
    const char *no_disk = "'field': 'Microsoft.Compute/imageId', 'exists': false";

    cr_expect_str_eq(kind_among(machine, is_image), "fail");
    cr_expect_str_eq(kind_among(scale_set, is_image), "fail");
    cr_expect_str_eq(kind_among(machine, computed), "fail");
    cr_expect_str_eq(kind_among(scale_set, computed), "fail");
    cr_expect_str_eq(kind_among(scale_set, no_disk), "fail");
    cr_expect_str_eq(kind_among("{'type': 'A/disks', 'name': 'd'}", no_disk), "fail");
}

/* Of a name with others in front, a policy sees the last; of a location no blanks. */
Test(rule_policy, what_is_seen_in_part_is_not_taken_for_the_whole)
{
    const char *config =
        "{'type': 'A/b', 'name': '[concat(`b/`, resourceGroup().name)]', "
        "'location': '[concat(`West `, resourceGroup().name)]'}";

    cr_expect_str_eq(kind_among(config, "'field': 'name', 'like': 'x*'"), "undecided");
    cr_expect_str_eq(kind_among(config, "'value': '[field(`name`)]', 'like': 'x*'"),
                     "undecided");
    cr_expect_str_eq(kind_among(config, "'field': 'fullName', 'like': 'x*'"), "none");
    cr_expect_str_eq(kind_among(config, "'field': 'location', 'equals': 'westeurope'"),
                     "undecided");
}

/* What is called "default" in an alias is the resource, not a property. */
Test(rule_policy, default_in_an_alias_is_the_resource)
{
    const char *rules_of_network =
        "{'type': 'Microsoft.EventHub/namespaces/networkRuleSets', 'name': "
        "'n/default', 'properties': {'defaultAction': 'Allow', 'ipRules': [{'ipMask': "
        "'10.0.0.1'}]}}";
    const char *auditing = "{'type': 'Microsoft.Sql/servers/auditingSettings', 'name': "
                           "'s/default', 'properties': {'state': 'Disabled'}}";

    cr_expect_str_eq(
        kind_among(rules_of_network,
                   "'field': 'Microsoft.EventHub/namespaces/networkRuleSets/"
                   "default.defaultAction', 'equals': 'allow'"),
        "fail");
    cr_expect_str_eq(
        kind_among(rules_of_network,
                   "'count': {'field': 'Microsoft.EventHub/namespaces/networkRuleSets/"
                   "default.ipRules[*]'}, 'equals': 1"),
        "fail");
    cr_expect_str_eq(kind_among(auditing,
                                "'field': 'Microsoft.Sql/servers/auditingSettings/"
                                "default.state', 'equals': 'disabled'"),
                     "fail");
}

/* As in a template: there "[[" stands for "[". */
Test(rule_policy, resources_of_templates_are_definitions)
{
    TriRules rules;
    TriError error;
    const char *json =
        "[{'name': 'set', 'apiVersion': '2021-06-01', 'properties': {'parameters': "
        "{'how': {'defaultValue': 'Deny'}}, 'policyDefinitions': "
        "[{'policyDefinitionId': '/x/def', 'parameters': {'effect': {'value': "
        "'[[parameters(`how`)]'}}}]}}, {'name': 'def', 'apiVersion': '2021-06-01', "
        "'properties': {'parameters': {'effect': {'defaultValue': 'Audit'}}, "
        "'policyRule': {'if': {'value': '[[field(`name`)]', 'equals': "
        "'[[[App1]'}, 'then': {'effect': '[[parameters(`effect`)]'}}}}]";

    cr_assert_eq(load(&rules, json, &error), TRI_OK, "%.*s", TRI_ARG(error.message));
    cr_expect_eq(rules.list.items[0].level, TRI_LEVEL_ERROR);
    cr_expect_str_eq(judged(&rules), "pass");
}

Test(rule_policy, a_definition_of_two_initiatives_is_wrong_once)
{
    TriRules rules;
    TriError error;
    const char *json =
        "[{'name': 'one', 'policyDefinitions': [{'policyDefinitionId': 'def'}]}, "
        "{'name': 'two', 'policyDefinitions': [{'policyDefinitionId': 'def'}]}, "
        "{'name': 'def', 'policyRule': {'if': {'field': 'colour', 'equals': 'x'}, "
        "'then': {'effect': 'audit'}}}]";

    cr_assert_eq(load(&rules, json, &error), TRI_FAILED);
    cr_expect_eq(tri_str_find_char(error.message, '\n'), TRI_NOT_FOUND, "%.*s",
                 TRI_ARG(error.message));
}

static const char *kind_in_mode(const char *mode, const char *condition)
{
    TriArena *arena = &bench.workshop.arena;
    TriRules rules;
    TriError error;
    TriStr json = tri_format(arena,
                             "{'mode': %s, 'policyRule': {'if': {%s}, 'then': "
                             "{'effect': 'audit'}}}",
                             mode, condition);

    cr_assert_eq(load(&rules, tri_str_to_c(arena, json), &error), TRI_OK, "%.*s",
                 TRI_ARG(error.message));
    return judged(&rules);
}

Test(rule_policy, indexed_is_about_what_has_a_location_or_tags)
{
    const char *any = "'field': 'kind', 'exists': false";
    const char *some = "'field': 'type', 'like': 'Microsoft.Web/*'";
    const char *one = "'field': 'type', 'equals': 'Microsoft.Web/sites/config'";

    bench_deploy_sections(&bench,
                          "'resources': [{'type': 'Microsoft.Web/sites/config', "
                          "'name': 'a/web', 'properties': {}}]");
    cr_expect_str_eq(kind_in_mode("'All'", any), "fail");
    cr_expect_str_eq(kind_in_mode("'indexed'", any), "none");
    cr_expect_str_eq(kind_in_mode("null", any), "none");
    cr_expect_str_eq(kind_in_mode("'All'", some), "fail");
    cr_expect_str_eq(kind_in_mode("'Indexed'", some), "none");
    cr_expect_str_eq(kind_in_mode("'Indexed'", one), "fail");
}

Test(rule_policy, a_rule_is_called_as_the_definition)
{
    static const Row rows[] = {
        { "'name': 'a-b', 'id': '/x/c'", "a-b" },
        { "'id': '/providers/x/c d'", "c-d" },
        { "'displayName': 'E f!'", "E-f-" },
        { "'mode': 'All'", "p" },
        { 0 },
    };
    TriArena *arena = &bench.workshop.arena;
    TriRules rules;
    TriError error;

    for (const Row *row = rows; row->condition != NULL; row++) {
        TriStr json = tri_format(arena,
                                 "{%s, 'policyRule': {'if': {'field': 'name', "
                                 "'equals': 'x'}, 'then': {'effect': 'audit'}}}",
                                 row->condition);

        cr_assert_eq(load(&rules, tri_str_to_c(arena, json), &error), TRI_OK, "%.*s",
                     TRI_ARG(error.message));
        cr_expect(tri_str_eq(rules.list.items[0].id, tri_str_from_c(row->kind)), "%.*s",
                  TRI_ARG(rules.list.items[0].id));
    }
}

Test(rule_policy, looks_at_the_types_it_tests)
{
    static const Row rows[] = {
        { "'field': 'type', 'equals': 'A/b'", "A/b" },
        { "'field': 'type', 'in': ['A/b', 'A/c']", "A/b" },
        { "'field': 'type', 'like': 'A/*'", "A/*" },
        { "'allOf': [{'field': 'name', 'equals': 'x'}, {'field': 'type', 'equals': "
          "'A/b'}]",
          "A/b" },
        { "'anyOf': [{'field': 'type', 'equals': 'A/b'}, {'field': 'type', 'equals': "
          "'A/c'}]",
          "A/c" },
        { "'field': 'A/b/x', 'equals': 'y'", "A/b" },
        { "'field': 'A/b/x', 'notEquals': 'y'", "*" },
        { "'field': 'type', 'in': ['A/b', '[concat(field(`kind`), `/c`)]']", "*" },
        { "'field': 'Microsoft.Compute/imageSKU', 'like': '2022*'",
          "Microsoft.Compute/virtualMachines" },
        { "'not': {'field': 'type', 'equals': 'A/b'}", "*" },
        { "'field': 'type', 'equals': 'Microsoft.Resources/subscriptions/"
          "resourceGroups'",
          "Microsoft.Resources/resourceGroups" },
        { 0 },
    };
    TriRules rules;
    TriError error;

    for (const Row *row = rows; row->condition != NULL; row++) {
        cr_assert_eq(
            load(&rules, policy_of(row->condition, "'effect': 'audit'"), &error),
            TRI_OK, "%s: %.*s", row->condition, TRI_ARG(error.message));
        const TriTypes *types = &rules.list.items[0].entries.items[0].types;

        cr_expect(tri_str_eq(types->items[0], tri_str_from_c(row->kind)), "%s: %.*s",
                  row->condition, TRI_ARG(types->items[0]));
    }
}
