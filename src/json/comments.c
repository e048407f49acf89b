#include "json/comments.h"

#include "source/lines.h"

/* Behind the string whose first quote is at `at`. */
static size_t string_end(TriStr text, size_t at)
{
    for (at++; at < text.size && text.data[at] != '"'; at++) {
        at += text.data[at] == '\\';
    }
    return at < text.size ? at + 1 : text.size;
}

/* Behind the comment at `at`; `at` when there is none. */
static size_t comment_end(TriStr text, size_t at)
{
    TriStr rest = tri_str_from(text, at);

    if (tri_str_has_prefix(rest, TRI_STR("/*"))) {
        size_t close = tri_str_find(tri_str_from(rest, 2), TRI_STR("*/"));

        return close == TRI_NOT_FOUND ? text.size : at + 2 + close + 2;
    }
    return tri_str_has_prefix(rest, TRI_STR("//")) ? tri_line_end(text, at) : at;
}

void tri_json_comments(TriArena *arena, const TriSource *source,
                       TriTriviaList *comments)
{
    TriStr text = source->text;

    for (size_t at = 0; at < text.size;) {
        if (text.data[at] == '"') {
            at = string_end(text, at);
        } else if (text.data[at] == '/') {
            size_t end = comment_end(text, at);

            if (end > at) {
                tri_list_push(arena, comments, tri_span(source, at, end));
            }
            at = end > at ? end : at + 1;
        } else {
            at++;
        }
    }
}

TriStr tri_json_trim(TriStr text)
{
    size_t end;

    do {
        text = tri_str_trim(text);
        end = comment_end(text, 0);
        text = tri_str_from(text, end);
    } while (end > 0);
    return text;
}
