/* tricep rules: the list of rules. */
#include "base/text.h"
#include "cli/command.h"
#include "cli/rule_names.h"
#include "rule/explain.h"
#include "scan/select.h"
#include "json/write.h"

static TriStr url_of(const TriRule *rule)
{
    return rule->links.count > 0 ? rule->links.items[0].url : TRI_STR("");
}

/* ---- text ---- */

static size_t width_of_ids(const TriRules *rules)
{
    size_t width = 0;

    for (size_t i = 0; i < rules->list.count; i++) {
        width =
            rules->list.items[i].id.size > width ? rules->list.items[i].id.size : width;
    }
    return width;
}

static void add_padded(TriText *text, TriStr word, size_t width)
{
    tri_text_add(text, word);
    for (size_t i = word.size; i < width; i++) {
        tri_text_add_char(text, ' ');
    }
}

static void add_aliases(TriText *text, const TriRule *rule, size_t indent)
{
    bool is_first = true;

    for (size_t i = 0; i < rule->alias_count; i++) {
        if (!tri_is_guid(rule->aliases[i])) {
            add_padded(text, is_first ? TRI_STR("") : TRI_STR(", "),
                       is_first ? indent : 0);
            tri_text_add(text, rule->aliases[i]);
            is_first = false;
        }
    }
    tri_text_add_c(text, is_first ? "" : "\n");
}

static void print_text(const TriRules *rules, unsigned profile, TriText *text)
{
    size_t width = width_of_ids(rules);

    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];
        bool is_on = (rule->profiles & profile) != 0;

        add_padded(text, rule->id, width + 2);
        add_padded(text,
                   is_on ? tri_str_from_c(tri_level_name(rule->level)) : TRI_STR("-"),
                   9);
        tri_text_addf(text, "%.*s\n", TRI_ARG(rule->title));
        add_aliases(text, rule, width + 11);
    }
}

/* ---- JSON ---- */

static void write_profiles(TriJsonWriter *json, const TriRule *rule)
{
    tri_json_write_name(json, TRI_STR("profiles"));
    tri_json_open_array(json);
    for (size_t i = 0; i < tri_profile_count; i++) {
        if ((rule->profiles & tri_profiles[i].profile) != 0) {
            tri_json_write_string(json, tri_profiles[i].name);
        }
    }
    tri_json_close_array(json);
}

static void write_rule(TriJsonWriter *json, const TriRule *rule)
{
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("id"), rule->id);
    tri_json_member_string(json, TRI_STR("name"), rule->name);
    tri_json_member_string(json, TRI_STR("title"), rule->title);
    tri_json_member_string(json, TRI_STR("level"),
                           tri_str_from_c(tri_level_name(rule->level)));
    write_profiles(json, rule);
    tri_json_member_strings(json, TRI_STR("aliases"), rule->aliases, rule->alias_count);
    tri_json_write_name(json, TRI_STR("securitySeverity"));
    if (rule->security_severity < 0) {
        tri_json_write_null(json);
    } else {
        tri_json_write_double(json, rule->security_severity);
    }
    tri_json_member_strings(json, TRI_STR("tags"), rule->tags, rule->tag_count);
    tri_json_member_string(json, TRI_STR("url"), url_of(rule));
    tri_json_close_object(json);
}

static void print_json(const TriRules *rules, unsigned profile, TriText *text)
{
    TriJsonWriter json = tri_json_writer(text, 2);

    (void)profile;
    tri_json_open_object(&json);
    tri_json_write_name(&json, TRI_STR("rules"));
    tri_json_open_array(&json);
    for (size_t i = 0; i < rules->list.count; i++) {
        write_rule(&json, &rules->list.items[i]);
    }
    tri_json_close_array(&json);
    tri_json_close_object(&json);
    tri_text_add_char(text, '\n');
}

/* ---- the command ---- */

static void print_markdown(const TriRules *rules, unsigned profile, TriText *text)
{
    (void)profile;
    tri_rules_add_markdown(rules, text);
}

static void print_names(const TriRules *rules, unsigned profile, TriText *text)
{
    (void)profile;
    tri_rule_names(rules, text);
}

static int run(TriArena *arena, const TriOptions *options)
{
    static void (*const printers[])(const TriRules *rules, unsigned profile,
                                    TriText *text) = {
        [TRI_LIST_TEXT] = print_text,
        [TRI_LIST_JSON] = print_json,
        [TRI_LIST_MARKDOWN] = print_markdown,
        [TRI_LIST_NAMES] = print_names,
    };
    TriError error = { arena, { 0 } };
    TriText text = tri_text(arena);
    TriRules rules = { 0 };

    if (options->arguments.count > 0) {
        return tri_trouble("rules takes no arguments; see 'tricep explain RULE'");
    }
    if (tri_load_rules(arena, &options->scan.rules, &rules, &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    unsigned profile =
        options->scan.profile != 0 ? options->scan.profile : TRI_PROFILE_DEFAULT;

    printers[options->list_format](&rules, profile, &text);
    return tri_print(tri_text_str(&text));
}

const TriCommand tri_command_rules = {
    .name = "rules",
    .arguments = "",
    .summary = "List the rules",
    .notes = "A level of - means that the rule is not in the profile.",
    .options = TRI_OPTIONS_RULES,
    .run = run,
};
