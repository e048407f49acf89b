#include "rule/explain.h"

enum { COLUMNS = 88, INDENT = 2, CODE_INDENT = 6 };

/* A page in the making: the same parts, as plain text or as Markdown. */
typedef struct Page Page;

typedef struct Style {
    void (*heading)(Page *page, unsigned level, TriStr title);
    void (*paragraph)(Page *page, TriStr text);
    void (*item)(Page *page, TriStr text);
    void (*code)(Page *page, TriStr language, TriStr code);
} Style;

struct Page {
    const Style *style;
    TriText *text;
    unsigned level; /* of the first heading in Markdown */
    bool is_below;  /* a heading of the second level, in plain text */
};

static TriStr line_of(TriStr *rest)
{
    TriStr line;

    tri_str_split(rest, '\n', &line);
    return line;
}

/* ---- plain text ---- */

static void add_blanks(TriText *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tri_text_add_char(text, ' ');
    }
}

/* Words in lines; the first begins with `mark`. */
static void wrap(TriText *text, const char *mark, TriStr words)
{
    size_t indent = tri_str_from_c(mark).size;
    size_t column = indent;
    TriStr word;

    tri_text_add_c(text, mark);
    while (tri_str_split(&words, ' ', &word)) {
        if (column > indent && column + 1 + word.size > COLUMNS) {
            tri_text_add_char(text, '\n');
            add_blanks(text, indent);
            column = indent;
        }
        if (column > indent) {
            tri_text_add_char(text, ' ');
            column++;
        }
        tri_text_add(text, word);
        column += word.size;
    }
    tri_text_add_char(text, '\n');
}

static void plain_heading(Page *page, unsigned level, TriStr title)
{
    if (level > 0) {
        tri_text_add_char(page->text, '\n');
    }
    page->is_below = level > 1;
    add_blanks(page->text, level > 1 ? INDENT : 0);
    tri_text_addf(page->text, "%.*s\n", TRI_ARG(title));
}

static void plain_paragraph(Page *page, TriStr text)
{
    wrap(page->text, page->is_below ? "    " : "  ", text);
}

static void plain_item(Page *page, TriStr text)
{
    wrap(page->text, "  - ", text);
}

static void plain_code(Page *page, TriStr language, TriStr code)
{
    (void)language;
    while (code.data != NULL) {
        TriStr line = line_of(&code);

        add_blanks(page->text, line.size > 0 ? CODE_INDENT : 0);
        tri_text_addf(page->text, "%.*s\n", TRI_ARG(line));
    }
}

static const Style plain = { plain_heading, plain_paragraph, plain_item, plain_code };

/* ---- Markdown ---- */

/* Text that is taken for what it says. */
static void add_escaped(TriText *text, TriStr part)
{
    for (size_t i = 0; i < part.size; i++) {
        if (tri_str_find_char(TRI_STR("<>*_`|[]\\"), part.data[i]) != TRI_NOT_FOUND) {
            tri_text_add_char(text, '\\');
        }
        tri_text_add_char(text, part.data[i]);
    }
}

static void markdown_heading(Page *page, unsigned level, TriStr title)
{
    tri_text_add_c(page->text, "\n");
    for (unsigned i = 0; i < page->level + level; i++) {
        tri_text_add_char(page->text, '#');
    }
    tri_text_add_char(page->text, ' ');
    add_escaped(page->text, title);
    tri_text_add_char(page->text, '\n');
}

static void markdown_paragraph(Page *page, TriStr text)
{
    tri_text_add_char(page->text, '\n');
    add_escaped(page->text, text);
    tri_text_add_char(page->text, '\n');
}

static void markdown_item(Page *page, TriStr text)
{
    tri_text_add_c(page->text, "\n- ");
    add_escaped(page->text, text);
    tri_text_add_char(page->text, '\n');
}

static void markdown_code(Page *page, TriStr language, TriStr code)
{
    tri_text_addf(page->text, "\n```%.*s\n%.*s\n```\n", TRI_ARG(language),
                  TRI_ARG(code));
}

static const Style markdown = { markdown_heading, markdown_paragraph, markdown_item,
                                markdown_code };

/* ---- the parts ---- */

static void add_list(Page *page, const char *title, const TriStr *items, size_t count)
{
    TriText text = tri_text(page->text->arena);

    if (count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        tri_text_addf(&text, "%s%.*s", i == 0 ? "" : ", ", TRI_ARG(items[i]));
    }
    TriStr all = tri_str_copy(page->text->arena, tri_text_str(&text));

    page->style->heading(page, 1, tri_str_from_c(title));
    page->style->paragraph(page, all);
}

static void add_why(Page *page, const TriRule *rule)
{
    if (rule->description.size > 0) {
        page->style->heading(page, 1, TRI_STR("Why"));
        page->style->paragraph(page, rule->description);
    }
}

static void add_remediation(Page *page, const TriRemediation *way)
{
    page->style->heading(page, 2, way->title);
    if (way->text.size > 0) {
        page->style->paragraph(page, way->text);
    }
    if (way->code.size > 0) {
        page->style->code(page, way->language, way->code);
    }
}

static void add_fix(Page *page, const TriRule *rule)
{
    if (rule->fix.size == 0 && rule->remediation.count == 0) {
        return;
    }
    page->style->heading(page, 1, TRI_STR("How to fix it"));
    if (rule->fix.size > 0) {
        page->style->paragraph(page, rule->fix);
    }
    for (size_t i = 0; i < rule->remediation.count; i++) {
        add_remediation(page, &rule->remediation.items[i]);
    }
}

static void add_compliance(Page *page, const TriRule *rule)
{
    TriArena *arena = page->text->arena;

    if (rule->compliance.count == 0) {
        return;
    }
    page->style->heading(page, 1, TRI_STR("Compliance frameworks"));
    page->style->paragraph(page,
                           TRI_STR("Mappings of other parties, for reference; not "
                                   "a proof of compliance."));
    for (size_t i = 0; i < rule->compliance.count; i++) {
        const TriCompliance *entry = &rule->compliance.items[i];
        TriText text = tri_text(arena);

        tri_text_add(&text, entry->framework);
        if (entry->control.size > 0) {
            tri_text_addf(&text, ": %.*s", TRI_ARG(entry->control));
        }
        if (entry->source.size > 0) {
            tri_text_addf(&text, " (source: %.*s)", TRI_ARG(entry->source));
        }
        page->style->item(page, tri_str_copy(arena, tri_text_str(&text)));
    }
}

static void add_links(Page *page, const TriRule *rule)
{
    if (rule->links.count == 0) {
        return;
    }
    page->style->heading(page, 1, TRI_STR("References"));
    for (size_t i = 0; i < rule->links.count; i++) {
        const TriLinkText *link = &rule->links.items[i];

        page->style->item(page,
                          link->title.size == 0
                              ? link->url
                              : tri_format(page->text->arena, "%.*s: %.*s",
                                           TRI_ARG(link->title), TRI_ARG(link->url)));
    }
}

static void add_suppression(Page *page, const TriRule *rule)
{
    page->style->heading(page, 1, TRI_STR("How to leave it out"));
    page->style->paragraph(
        page,
        tri_format(page->text->arena,
                   "tricep lint --ignore %.*s, or --level %.*s=info to keep it in "
                   "sight.",
                   TRI_ARG(rule->id), TRI_ARG(rule->id)));
}

static TriStr profiles_of(TriArena *arena, const TriRule *rule)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < tri_profile_count; i++) {
        if ((rule->profiles & tri_profiles[i].profile) != 0) {
            tri_text_addf(&text, "%s%.*s", text.size == 0 ? "" : ", ",
                          TRI_ARG(tri_profiles[i].name));
        }
    }
    return tri_text_str(&text);
}

/* The words that code scanning has for the numbers. */
static const char *risk_of(double severity)
{
    static const struct {
        double least;
        const char *risk;
    } risks[] = { { 9.0, "critical" }, { 7.0, "high" }, { 4.0, "medium" } };

    for (size_t i = 0; i < sizeof risks / sizeof *risks; i++) {
        if (severity >= risks[i].least) {
            return risks[i].risk;
        }
    }
    return "low";
}

static void add_facts(Page *page, const TriRule *rule)
{
    TriArena *arena = page->text->arena;
    TriStr profiles = profiles_of(arena, rule);
    TriStr facts = tri_format(arena, "level: %s; profiles: %.*s",
                              tri_level_name(rule->level), TRI_ARG(profiles));

    if (rule->security_severity >= 0) {
        facts =
            tri_format(arena, "%.*s; risk: %s (security severity %.1f)", TRI_ARG(facts),
                       risk_of(rule->security_severity), rule->security_severity);
    }
    page->style->paragraph(page, facts);
}

static void add_rule(Page *page, const TriRule *rule)
{
    page->style->heading(page, 0, rule->id);
    if (rule->title.size > 0) {
        page->style->paragraph(page, rule->title);
    }
    add_facts(page, rule);
    add_why(page, rule);
    add_fix(page, rule);
    add_compliance(page, rule);
    add_links(page, rule);
    add_list(page, "Also known as", rule->aliases, rule->alias_count);
    add_suppression(page, rule);
}

void tri_rule_explain(const TriRule *rule, TriText *text)
{
    Page page = { &plain, text, 0, false };

    add_rule(&page, rule);
}

void tri_rule_add_markdown(const TriRule *rule, unsigned level, TriText *text)
{
    Page page = { &markdown, text, level, false };

    add_rule(&page, rule);
}

/* ---- all rules ---- */

static void add_row(const TriRule *rule, TriText *text)
{
    tri_text_addf(text, "| [%.*s](#%.*s) | %s | ", TRI_ARG(rule->id), TRI_ARG(rule->id),
                  tri_level_name(rule->level));
    tri_text_add(text, profiles_of(text->arena, rule));
    tri_text_add_c(text, " | ");
    add_escaped(text, rule->title);
    tri_text_add_c(text, " |\n");
}

void tri_rules_add_markdown(const TriRules *rules, TriText *text)
{
    tri_text_add_c(text, "# Rules\n\nMade by `tricep rules -f markdown`.\n\n"
                         "| rule | level | profiles | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < rules->list.count; i++) {
        add_row(&rules->list.items[i], text);
    }
    for (size_t i = 0; i < rules->list.count; i++) {
        tri_rule_add_markdown(&rules->list.items[i], 2, text);
    }
}
