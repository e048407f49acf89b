/* What stands around comments: declarations, and lines of the text. */
#include "lint/surroundings.h"

#include "source/lines.h"

#include <stdlib.h>

/* ---- declarations ---- */

static void add_template(TriSurroundings *around, const TriTemplate *template);

static void add_declaration(TriSurroundings *around, TriSpan span, TriExpr *metadata,
                            bool is_resource)
{
    TriDeclaration declaration = { span, metadata, is_resource, NULL };

    if (span.source == around->source) {
        tri_list_push(around->arena, &around->declarations, declaration);
    }
}

static void add_resource(TriSurroundings *around, const TriResource *resource)
{
    add_declaration(around, resource->span,
                    tri_expr_value(resource->body, TRI_STR("metadata")), true);
    for (size_t i = 0; i < resource->child_count; i++) {
        add_resource(around, resource->children[i]);
    }
    if (resource->nested != NULL) {
        add_template(around, tri_resource_nested(resource));
    }
}

/* The metadata of a template is for all of it; that of the file's for the file. */
static void add_template(TriSurroundings *around, const TriTemplate *template)
{
    add_declaration(around, template->span, template->metadata, false);
    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];

        add_declaration(around, parameter->span,
                        tri_expr_value(parameter->declaration, TRI_STR("metadata")),
                        false);
    }
    for (size_t i = 0; i < template->output_count; i++) {
        add_declaration(around, template->outputs[i].span,
                        template->outputs[i].metadata, false);
    }
    for (size_t i = 0; i < template->resource_count; i++) {
        add_resource(around, template->resources[i]);
    }
}

static bool encloses(TriSpan outer, TriSpan inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

static const TriDeclaration *innermost_resource(const TriDeclaration *from,
                                                TriSpan inside)
{
    while (from != NULL && (!from->is_resource || !encloses(from->span, inside))) {
        from = from->outer;
    }
    return from;
}

static int by_span(const void *a, const void *b)
{
    TriSpan left = ((const TriDeclaration *)a)->span;
    TriSpan right = ((const TriDeclaration *)b)->span;

    return left.start != right.start
               ? (left.start > right.start) - (left.start < right.start)
               : (left.end < right.end) - (left.end > right.end);
}

static void order_declarations(TriSurroundings *around)
{
    TriDeclaration *items = around->declarations.items;
    size_t count = around->declarations.count;

    if (count > 0) {
        qsort(items, count, sizeof *items, by_span);
    }
    for (size_t i = 1; i < count; i++) {
        items[i].outer = innermost_resource(&items[i - 1], items[i].span);
    }
}

/* Of a span, or what begins with one. */
static bool begins_before(const void *span, const void *at)
{
    return ((const TriSpan *)span)->start < *(const size_t *)at;
}

/* How many begin before `at`. */
static size_t count_before(TriSurroundings *around, size_t at)
{
    return tri_lower_bound(around->declarations.items, around->declarations.count,
                           sizeof *around->declarations.items, begins_before, &at);
}

/* The first that begins at `at` or behind it; NULL: none does. */
static const TriDeclaration *declaration_from(TriSurroundings *around, size_t at)
{
    size_t before = count_before(around, at);

    return before < around->declarations.count ? &around->declarations.items[before]
                                               : NULL;
}

/* ---- lines ---- */

static TriTextLine find_line(TriStr text, size_t at)
{
    size_t start = tri_line_start(text, at);
    size_t end = tri_line_end(text, at);
    TriStr inner = tri_str_trim(tri_str_slice(text, start, end - start));
    size_t inner_start = inner.size == 0 ? end : (size_t)(inner.data - text.data);

    return (TriTextLine){ start, end, inner_start, inner_start + inner.size };
}

/* The line that `at` is on. Many comments may be on one line, or before one. */
static const TriTextLine *line_at(TriSurroundings *around, int which, size_t at)
{
    TriTextLine *line = &around->lines[which];

    if (at < line->start || at > line->end) {
        *line = find_line(around->source->text, at);
    }
    return line;
}

/* The first comment that begins at `at` or behind it. */
static size_t first_comment(TriSurroundings *around, size_t at)
{
    return tri_lower_bound(around->comments->items, around->comments->count,
                           sizeof *around->comments->items, begins_before, &at);
}

/* Was passed before; not so in the middle of a comment, where nobody began. */
static bool is_passed(TriSurroundings *around, size_t at, size_t next_comment)
{
    return around->passed.start <= at && at < around->passed.end &&
           (next_comment == 0 || around->comments->items[next_comment - 1].end <= at);
}

static size_t pass_to_code(TriSurroundings *around, size_t at, size_t next_comment)
{
    TriStr text = around->source->text;

    for (size_t i = next_comment;; i++) {
        while (at < text.size && tri_char_is_space(text.data[at])) {
            at++;
        }
        if (i >= around->comments->count || around->comments->items[i].start != at) {
            return at;
        }
        at = around->comments->items[i].end;
    }
}

/* The first place behind `at` where there is code: no blanks, comments, pragmas. Of
   many comments in a row each asks for it, so what is between is passed once. */
static size_t next_code(TriSurroundings *around, size_t at)
{
    size_t next_comment = first_comment(around, at);

    if (!is_passed(around, at, next_comment)) {
        around->passed = (TriStretch){ at, pass_to_code(around, at, next_comment) };
    }
    return around->passed.end;
}

static TriSpan line_around(TriSurroundings *around, size_t at)
{
    const TriTextLine *line = line_at(around, TRI_LINE_OF_CODE, at);

    return tri_span(around->source, line->start, line->end);
}

TriSpan tri_line_for(TriSurroundings *around, TriSpan comment)
{
    bool is_alone =
        line_at(around, TRI_LINE_OF_START, comment.start)->inner_start >=
            comment.start &&
        line_at(around, TRI_LINE_OF_END, comment.end)->inner_end <= comment.end;

    return line_around(around,
                       is_alone ? next_code(around, comment.end) : comment.start);
}

/* ---- what a comment is for ---- */

TriSpan tri_around_file(TriSurroundings *around)
{
    return tri_span(around->source, 0, around->source->text.size + 1);
}

const TriDeclaration *tri_resource_around(TriSurroundings *around, TriSpan comment)
{
    size_t before = count_before(around, comment.start + 1);

    return before == 0
               ? NULL
               : innermost_resource(&around->declarations.items[before - 1], comment);
}

/* Whether a line from `start` to `end` begins what has decorators, but no findings. */
static bool has_other_statement(TriStr text, size_t start, size_t end)
{
    static const TriStr words[] = { TRI_STR_INIT("var "), TRI_STR_INIT("type "),
                                    TRI_STR_INIT("func ") };

    for (size_t at = start; at < end; at = tri_line_end(text, at) + 1) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (tri_str_has_prefix(tri_str_from(text, at), words[i])) {
                return true;
            }
        }
    }
    return false;
}

/* Over the decorators that stand before a declaration; TRI_NOT_FOUND: they stand
   before something else. */
static size_t skip_decorators(TriSurroundings *around, size_t at)
{
    enum { MOST = 1 << 14 }; /* bytes of decorators, as each comment looks at them */
    TriStr text = around->source->text;

    if (at >= text.size || text.data[at] != '@') {
        return at;
    }
    const TriDeclaration *next = declaration_from(around, at + 1);

    return next == NULL || next->span.start - at > MOST ||
                   has_other_statement(text, at, next->span.start)
               ? TRI_NOT_FOUND
               : next->span.start;
}

/* The declaration that begins right behind the comment; NULL: none does. */
static const TriDeclaration *declaration_after(TriSurroundings *around, TriSpan comment)
{
    size_t at = skip_decorators(around, next_code(around, comment.end));
    const TriDeclaration *next = declaration_from(around, at);

    return next != NULL && next->span.start == at ? next : NULL;
}

TriSpan tri_declaration_for(TriSurroundings *around, TriSpan comment)
{
    const TriDeclaration *declaration = declaration_after(around, comment);

    declaration =
        declaration != NULL ? declaration : tri_resource_around(around, comment);
    return declaration == NULL ? tri_span(around->source, comment.start, comment.start)
                               : declaration->span;
}

TriSpan tri_line_behind(TriSurroundings *around, TriSpan pragma)
{
    TriStr text = around->source->text;
    size_t end = tri_line_end(text, pragma.end);

    end += tri_str_has_prefix(tri_str_from(text, end), TRI_STR("\r\n")) ? 2 : 1;
    if (end >= text.size) {
        return (TriSpan){ 0 };
    }
    TriSpan line = line_around(around, end);
    size_t code = next_code(around, line.start);
    size_t declared = code < line.end ? skip_decorators(around, code) : TRI_NOT_FOUND;

    return declared != TRI_NOT_FOUND && declared > line.end
               ? tri_span(around->source, line.start, tri_line_end(text, declared))
               : line;
}

TriSurroundings tri_surroundings_of(TriArena *arena, const TriSource *source,
                                    const TriTriviaList *comments,
                                    const TriTemplateList *templates)
{
    static const TriTextLine nowhere = { .start = 1 };
    TriSurroundings around = { .arena = arena,
                               .source = source,
                               .comments = comments,
                               .lines = { nowhere, nowhere, nowhere } };

    for (size_t i = 0; i < templates->count; i++) {
        add_template(&around, templates->items[i]);
    }
    order_declarations(&around);
    return around;
}
