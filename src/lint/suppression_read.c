/* Suppressions as people write them, turned into ranges of the text. */
#include "lint/suppression.h"

#include "base/map.h"
#include "base/number.h"
#include "base/text.h"
#include "lint/surroundings.h"

#include <stdlib.h>

/* A place where diagnostics of an id are restored; `next` is the one behind it. */
typedef struct Restored {
    size_t start;
    struct Restored *next;
} Restored;

typedef struct Reading {
    TriArena *arena;
    const TriSource *source;
    TriSurroundings *around;
    TriSuppressionList *list;
    TriSpan *beyond; /* the first that is more than a limit; no source: none */
    TriMap *restored;
} Reading;

/* ---- lists of ids ---- */

static bool is_between(char c)
{
    return c == ',' || c == ' ' || c == '\t';
}

static void add_id(TriArena *arena, TriSuppression *suppression, TriStr id)
{
    if (suppression->id_count == suppression->id_capacity) {
        suppression->ids = tri_list_grow(arena, suppression->ids,
                                         &suppression->id_capacity, sizeof id);
    }
    suppression->ids[suppression->id_count++] = tri_str_copy(arena, id);
}

/* All are held against all findings, so there are limits; nobody writes so many. */
static bool is_full(const Reading *reading, size_t count, size_t most, TriSpan next)
{
    if (count < most) {
        return false;
    }
    if (reading->beyond->source == NULL) {
        *reading->beyond = next;
    }
    return true;
}

static void add_ids(const Reading *reading, TriStr text, TriSuppression *suppression)
{
    for (size_t at = 0; at < text.size;) {
        size_t start = at;

        while (at < text.size && !is_between(text.data[at])) {
            at++;
        }
        if (at > start) {
            if (is_full(reading, suppression->id_count, TRI_MOST_SUPPRESSED_RULES,
                        suppression->span)) {
                return;
            }
            add_id(reading->arena, suppression, tri_str_slice(text, start, at - start));
        }
        at++;
    }
}

static void add(Reading *reading, const TriSuppression *suppression)
{
    if (!is_full(reading, reading->list->count, TRI_MOST_SUPPRESSIONS,
                 suppression->span)) {
        tri_list_push(reading->arena, reading->list, *suppression);
    }
}

/* ---- tricep:ignore ---- */

static const struct {
    TriStr word;
    TriSpan (*range)(TriSurroundings *around, TriSpan comment);
} forms[] = {
    { TRI_STR_INIT("tricep:ignore["), tri_line_for },
    { TRI_STR_INIT("tricep:ignore-resource["), tri_declaration_for },
    { TRI_STR_INIT("tricep:ignore-file["), NULL },
};

static TriStr first_word(TriStr text)
{
    size_t end = 0;

    while (end < text.size && !tri_char_is_space(text.data[end])) {
        end++;
    }
    return tri_str_slice(text, 0, end);
}

/* No rule is called so: until, NAME=VALUE, a day, NAME:DAY. */
static bool says_more(TriStr word)
{
    size_t colon = tri_str_find_last_char(word, ':');

    return tri_str_eq_nocase(word, TRI_STR("until")) ||
           tri_str_find_char(word, '=') != TRI_NOT_FOUND ||
           tri_is_day(tri_str_from(word, colon == TRI_NOT_FOUND ? 0 : colon + 1));
}

/* A word among the rules that is none, but was to say more; empty: there is none. */
static TriStr misplaced_word(const TriSuppression *suppression)
{
    for (size_t i = 0; i < suppression->id_count; i++) {
        TriStr word = suppression->ids[i];

        if (says_more(word)) {
            return word;
        }
    }
    return TRI_STR("");
}

/* Without blanks, and the stars that lines of a block comment begin with. */
static TriStr without_stars(TriStr text)
{
    for (text = tri_str_trim(text); tri_str_has_prefix(text, TRI_STR("*"));) {
        text = tri_str_trim(tri_str_from(text, 1));
    }
    while (tri_str_has_suffix(text, TRI_STR("*"))) {
        text = tri_str_trim(tri_str_slice(text, 0, text.size - 1));
    }
    return text;
}

/* Whether the words behind the bracket are no part of it: they stand on other lines, or
   behind another comment sign. */
static bool is_prose(TriStr behind)
{
    size_t end = tri_str_find_char(behind, '\n');
    TriStr line = without_stars(tri_str_slice(behind, 0, end));

    return (end != TRI_NOT_FOUND && line.size == 0) ||
           tri_str_has_prefix(line, TRI_STR("//"));
}

/* What stands between the brackets, "until DAY", and behind the colon. */
static void read_form(const Reading *reading, TriStr rest, TriSuppression *suppression)
{
    TriArena *arena = reading->arena;
    size_t close = tri_str_find_char(rest, ']');
    TriStr until = TRI_STR("until");
    TriStr day;

    if (close == TRI_NOT_FOUND) {
        return;
    }
    add_ids(reading, tri_str_slice(rest, 0, close), suppression);
    suppression->unread = misplaced_word(suppression);
    TriStr behind = tri_str_from(rest, close + 1);

    rest = without_stars(behind);
    if (tri_str_has_prefix(rest, until)) {
        size_t colon = tri_str_find_char(rest, ':');

        day = without_stars(tri_str_slice(
            rest, until.size, colon == TRI_NOT_FOUND ? rest.size : colon - until.size));
        suppression->expires = tri_str_copy(arena, day.size > 0 ? day : until);
        rest = tri_str_from(rest, colon == TRI_NOT_FOUND ? rest.size : colon);
    }
    if (tri_str_has_prefix(rest, TRI_STR(":"))) {
        suppression->reason = tri_str_copy(arena, tri_str_trim(tri_str_from(rest, 1)));
    } else if (rest.size > 0 && !is_prose(behind)) {
        suppression->unread = tri_str_copy(arena, first_word(rest));
    }
}

/* The text of a comment without what marks it as one. */
static TriStr comment_text(TriSpan comment)
{
    TriStr text = tri_span_text(comment);

    text = tri_str_from(text, tri_str_has_prefix(text, TRI_STR("#")) ? 1 : 2);
    if (tri_str_has_suffix(text, TRI_STR("*/"))) {
        text.size -= 2;
    }
    return tri_str_trim(text);
}

static void read_forms(Reading *reading, TriSpan comment)
{
    TriStr text = comment_text(comment);
    bool is_one = tri_str_has_prefix(text, TRI_STR("tricep:ignore"));
    size_t before = reading->list->count;

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t at = tri_str_find(text, forms[i].word);

        if (at != TRI_NOT_FOUND) {
            TriSuppression suppression = { .span = comment };

            suppression.range = forms[i].range == NULL
                                    ? tri_around_file(reading->around)
                                    : forms[i].range(reading->around, comment);
            read_form(reading, tri_str_from(text, at + forms[i].word.size),
                      &suppression);
            add(reading, &suppression);
        }
    }
    if (is_one && reading->list->count == before) {
        TriSuppression nothing = { .span = comment };

        add(reading, &nothing);
    }
}

/* ---- other tools ---- */

/* skip=ID,ID:reason */
static void read_skip(Reading *reading, TriSpan comment, const char *word)
{
    TriStr text = comment_text(comment);
    size_t at = tri_str_find(text, tri_str_from_c(word));
    const TriDeclaration *resource =
        at == TRI_NOT_FOUND ? NULL : tri_resource_around(reading->around, comment);

    if (resource == NULL) {
        return;
    }
    TriSuppression suppression = { .span = comment,
                                   .range = resource->span,
                                   .is_foreign = true };
    TriStr rest = tri_str_from(text, at + tri_str_from_c(word).size);
    size_t colon = tri_str_find_char(rest, ':');

    add_ids(reading, tri_str_slice(rest, 0, colon), &suppression);
    if (colon != TRI_NOT_FOUND) {
        suppression.reason =
            tri_str_copy(reading->arena, tri_str_trim(tri_str_from(rest, colon + 1)));
    }
    add(reading, &suppression);
}

/* ---- pragmas ---- */

/* The words behind the name of a pragma, without a comment at the end of the line. */
static TriStr pragma_words(TriStr text, TriStr name)
{
    TriStr rest = tri_str_from(text, name.size);

    return tri_str_slice(rest, 0, tri_str_find(rest, TRI_STR("//")));
}

/* Remembers which ids "#restore-diagnostics" names, and where. */
static void read_restored(const Reading *reading, TriSpan comment)
{
    TriStr name = TRI_STR("#restore-diagnostics");
    TriStr text = tri_span_text(comment);
    TriSuppression all = { .span = comment };

    if (tri_str_has_prefix(text, name)) {
        add_ids(reading, pragma_words(text, name), &all);
    }
    for (size_t i = 0; i < all.id_count; i++) {
        Restored *restored = TRI_NEW(reading->arena, Restored);
        void **first =
            tri_map_put(reading->arena, reading->restored, all.ids[i], TRI_MAP_NOCASE);

        *restored = (Restored){ comment.start, *first };
        *first = restored;
    }
}

/* Where the id is restored behind the comment; else the end. Comments ask in the order
   of the text, so the places before this one are dropped. */
static size_t restored_at(const Reading *reading, TriSpan comment, TriStr id)
{
    void **first = tri_map_put(reading->arena, reading->restored, id, TRI_MAP_NOCASE);
    Restored *restored = *first;

    while (restored != NULL && restored->start <= comment.start) {
        restored = restored->next;
    }
    *first = restored;
    return restored == NULL ? reading->source->text.size + 1 : restored->start;
}

/* Each id ends where it is restored. */
static void read_disable(Reading *reading, TriSpan comment, TriStr words)
{
    TriSuppression all = { .span = comment };

    add_ids(reading, words, &all);
    for (size_t i = 0; i < all.id_count; i++) {
        TriSuppression suppression = { .span = comment, .is_foreign = true };

        suppression.range = tri_span(reading->source, comment.end,
                                     restored_at(reading, comment, all.ids[i]));
        add_id(reading->arena, &suppression, all.ids[i]);
        add(reading, &suppression);
    }
}

/* Bicep's own: its other ids are those of its compiler and linter. */
static void read_pragma(Reading *reading, TriSpan comment)
{
    TriStr text = tri_span_text(comment);
    TriStr next_line = TRI_STR("#disable-next-line");
    TriStr from_here = TRI_STR("#disable-diagnostics");

    if (tri_str_has_prefix(text, next_line)) {
        TriSuppression suppression = { .span = comment,
                                       .range =
                                           tri_line_behind(reading->around, comment),
                                       .is_foreign = true };

        add_ids(reading, pragma_words(text, next_line), &suppression);
        if (suppression.id_count > 0) {
            add(reading, &suppression);
        }
    } else if (tri_str_has_prefix(text, from_here)) {
        read_disable(reading, comment, pragma_words(text, from_here));
    }
}

static void read_comment(Reading *reading, TriSpan comment)
{
    TriStr text = tri_span_text(comment);

    if (tri_str_has_prefix(text, TRI_STR("#"))) {
        read_pragma(reading, comment);
        return;
    }
    /* All that follow have one; most comments do not. */
    if (tri_str_find_char(text, ':') == TRI_NOT_FOUND) {
        return;
    }
    read_forms(reading, comment);
    read_skip(reading, comment, "checkov:skip=");
    read_skip(reading, comment, "bridgecrew:skip=");
}

/* Whether nothing that comes could count or be the first beyond. */
static bool is_decided(const Reading *reading)
{
    return reading->list->count >= TRI_MOST_SUPPRESSIONS &&
           reading->beyond->source != NULL;
}

static void read_comments(Reading *reading)
{
    const TriTriviaList *comments = reading->around->comments;

    for (size_t i = comments->count; i > 0; i--) {
        read_restored(reading, comments->items[i - 1]);
    }
    for (size_t i = 0; i < comments->count && !is_decided(reading); i++) {
        read_comment(reading, comments->items[i]);
    }
}

/* ---- metadata ---- */

/* The members that are read: of ours, and of another tool. */
static const TriStr OWN = TRI_STR_INIT("tricep");
static const TriStr FOREIGN = TRI_STR_INIT("checkov");

static TriStr text_of(TriExpr *expr)
{
    expr = expr == NULL ? NULL : tri_expr_get(expr);
    return expr == NULL || expr->kind != TRI_EXPR_STRING ? TRI_STR("") : expr->string;
}

/* A day as it stands there; what is none is told of by its text. Null is no day set. */
static TriStr day_of(TriExpr *expr)
{
    TriStr text = text_of(expr);
    bool is_set = expr != NULL && tri_expr_get(expr)->kind != TRI_EXPR_NULL;

    return is_set && text.size == 0 ? tri_span_text(expr->span) : text;
}

/* The name of a member that an item of ours does not have; empty: there is none. */
static TriStr unknown_member(const TriExpr *item)
{
    static const TriStr known[] = { TRI_STR_INIT("id"), TRI_STR_INIT("reason"),
                                    TRI_STR_INIT("comment"), TRI_STR_INIT("expires") };

    for (size_t i = 0; i < item->count; i++) {
        const TriExprMember *member = &item->members[i];

        if (!tri_str_is_among_nocase(member->name, known,
                                     sizeof known / sizeof *known)) {
            return member->name_expr == NULL ? member->name
                                             : tri_span_text(member->name_span);
        }
    }
    return TRI_STR("");
}

/* "ID", "ID:reason", or an object. */
static void read_item(Reading *reading, const TriDeclaration *declaration,
                      TriExpr *item, bool is_foreign)
{
    TriSuppression suppression = { .span = item->span,
                                   .range = declaration->span,
                                   .is_foreign = is_foreign };
    TriStr text = text_of(item);

    if (tri_expr_get(item)->kind == TRI_EXPR_OBJECT) {
        TriStr reason = text_of(tri_expr_value(item, TRI_STR("reason")));
        TriStr comment = text_of(tri_expr_value(item, TRI_STR("comment")));

        text = text_of(tri_expr_value(item, TRI_STR("id")));
        suppression.reason = reason.size > 0 ? reason : comment;
        suppression.expires = day_of(tri_expr_value(item, TRI_STR("expires")));
        suppression.unread = is_foreign ? TRI_STR("") : unknown_member(item);
    } else if (is_foreign && tri_str_find_char(text, ':') != TRI_NOT_FOUND) {
        size_t colon = tri_str_find_char(text, ':');

        suppression.reason = tri_str_trim(tri_str_from(text, colon + 1));
        text = tri_str_slice(text, 0, colon);
    }
    add_ids(reading, text, &suppression);
    if (!is_foreign && suppression.unread.size == 0) {
        suppression.unread = misplaced_word(&suppression);
    }
    add(reading, &suppression);
}

/* One item, or a list of them. */
static void read_items(Reading *reading, const TriDeclaration *declaration,
                       TriExpr *items, bool is_foreign)
{
    TriExpr *list = items == NULL ? NULL : tri_expr_get(items);

    if (list == NULL) {
        return;
    }
    if (list->kind != TRI_EXPR_ARRAY) {
        read_item(reading, declaration, list, is_foreign);
        return;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        read_item(reading, declaration, list->items[i], is_foreign);
    }
}

static void read_metadata(Reading *reading, const TriDeclaration *declaration)
{
    TriExpr *metadata = (TriExpr *)declaration->metadata;
    TriExpr *own = tri_expr_value(metadata, OWN);

    read_items(reading, declaration, tri_expr_value(own, TRI_STR("ignore")), false);
    if (declaration->is_resource) {
        read_items(reading, declaration, tri_expr_value(metadata, FOREIGN), true);
    }
}

/* ---- all of them ---- */

/* A name of what metadata says, or one that may be it, spelled in escapes. */
static bool may_be_name(const TriJson *json, const TriJsonNode *node)
{
    if (node->type != TRI_JSON_STRING) {
        return false;
    }
    TriStr text = tri_json_raw(json, node);

    return node->has_escape
               ? tri_str_find(text, TRI_STR("\\u")) != TRI_NOT_FOUND
               : tri_str_eq_nocase(text, OWN) || tri_str_eq_nocase(text, FOREIGN);
}

bool tri_suppressions_may_be_in(const TriJson *json)
{
    if (json->has_comments) {
        return true;
    }
    for (size_t i = 0; i < json->root->extent; i++) {
        if (may_be_name(json, &json->root[i])) {
            return true;
        }
    }
    return false;
}

static int by_place(const void *a, const void *b)
{
    const TriSuppression *left = a;
    const TriSuppression *right = b;

    return (left->span.start > right->span.start) -
           (left->span.start < right->span.start);
}

TriSpan tri_suppressions_read(TriArena *arena, const TriSource *source,
                              const TriTriviaList *comments,
                              const TriTemplateList *templates,
                              TriSuppressionList *list)
{
    TriSpan beyond = { 0 };
    TriMap restored = { 0 };
    TriSurroundings around = tri_surroundings_of(arena, source, comments, templates);
    Reading reading = { arena, source, &around, list, &beyond, &restored };

    read_comments(&reading);
    for (size_t i = 0; i < around.declarations.count; i++) {
        if (around.declarations.items[i].metadata != NULL) {
            read_metadata(&reading, &around.declarations.items[i]);
        }
    }
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, by_place);
    }
    return beyond;
}
