#include "report/line.h"

#include "base/utf8.h"
#include "report/columns.h"

static void add_escaped(TriText *text, TriStr bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        tri_text_addf(text, "\\x%02X", (unsigned char)bytes.data[i]);
    }
}

/* Printable ASCII, which nearly all is: from the front of `rest`, as it is. */
static void add_plain(TriText *text, TriStr *rest)
{
    size_t size = 0;

    while (size < rest->size && rest->data[size] >= ' ' && rest->data[size] <= '~') {
        size++;
    }
    tri_text_add(text, tri_str_slice(*rest, 0, size));
    *rest = tri_str_from(*rest, size);
}

void tri_add_path(TriText *text, TriStr path)
{
    for (add_plain(text, &path); path.size > 0; add_plain(text, &path)) {
        TriStr rest = path;
        bool is_unprintable = tri_is_unprintable(tri_utf8_next(&rest));
        TriStr bytes = tri_str_slice(path, 0, path.size - rest.size);

        if (is_unprintable) {
            add_escaped(text, bytes);
        } else {
            tri_text_add(text, bytes);
        }
        path = rest;
    }
}

void tri_add_message(TriText *text, TriStr message)
{
    for (add_plain(text, &message); message.size > 0; add_plain(text, &message)) {
        uint32_t code = tri_utf8_next(&message);

        if (code == '\n' || code == '\r' || code == '\t') {
            code = ' ';
        }
        tri_utf8_add(text, tri_is_unprintable(code) ? TRI_REPLACEMENT_CHARACTER : code);
    }
}

void tri_add_place(TriText *text, const TriPlace *place)
{
    tri_add_path(text, place->path);
    tri_text_addf(text, ":%u:%u", place->start.line, place->start.column);
}

static void disarm_inside_lines(TriText *text, size_t start)
{
    for (TriStr rest = tri_str_from(tri_text_str(text), start);;) {
        size_t mark = tri_str_find(rest, TRI_STR("##"));

        if (mark == TRI_NOT_FOUND) {
            return;
        }
        rest = tri_str_from(rest, mark + 1);
        TriStr word = tri_str_from(rest, 1);

        if (tri_str_has_prefix(word, TRI_STR("[")) ||
            tri_str_has_prefix_nocase(word, TRI_STR("vso["))) {
            text->data[rest.data - text->data] = '\\';
        }
    }
}

/* Readers differ in what is blank outside ASCII, so all of that counts. */
static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || (unsigned char)c >= 0x7F;
}

static void disarm_line_starts(TriText *text, size_t start)
{
    TriStr rest = tri_str_from(tri_text_str(text), start);
    TriStr line;

    while (tri_str_split(&rest, '\n', &line)) {
        while (line.size > 0 && is_blank(line.data[0])) {
            line = tri_str_from(line, 1);
        }
        if (tri_str_has_prefix(line, TRI_STR("::"))) {
            text->data[line.data - text->data] = '\\';
        }
    }
}

void tri_disarm(TriText *text, size_t start)
{
    disarm_inside_lines(text, start);
    disarm_line_starts(text, start);
}

TriStr tri_disarmed_message(TriArena *arena, TriStr message)
{
    TriText text = tri_text(arena);

    tri_add_message(&text, message);
    tri_disarm(&text, 0);
    return tri_text_str(&text);
}

const char *tri_level_word(const TriResult *result)
{
    bool is_finding =
        result->level != TRI_LEVEL_OFF && result->suppression == TRI_SUPPRESSED_NOT;

    return tri_level_name(is_finding ? result->level : TRI_LEVEL_INFO);
}
